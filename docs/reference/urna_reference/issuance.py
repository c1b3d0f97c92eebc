"""Published issuances (spec credentials.md §5)."""

from .credentials import ISSUANCE_CHUNK, check_issuance, issuances_root
from .refusal import require


def check_chunk(process, scope, election, body, roll, moduli):
    """§5.2 for one chunk by itself; `moduli` of this issuer by style."""
    require(body.total < 2**31, "total out of range")
    require(body.chunk < body.chunks, "no such chunk")
    require(body.chunks == max(1, -(-body.total // ISSUANCE_CHUNK)), "chunks do not fit the total")
    last = body.chunk == body.chunks - 1
    expected = body.total - ISSUANCE_CHUNK * body.chunk if last else ISSUANCE_CHUNK
    require(len(body.issuances) == expected, "chunk has another size")
    require(len(body.root) == 32, "root is not 32 bytes")
    entries = [issuance.entry for issuance in body.issuances]
    require(all(a < b for a, b in zip(entries, entries[1:])), "entries do not ascend")
    for issuance in body.issuances:
        check_issuance(process, scope, election, issuance, body.issuer, roll, moduli)


def check_same_list(first, body):
    """§5.2: total, chunks and root equal those of the chunks before."""
    require((first.total, first.chunks, first.root) == (body.total, body.chunks, body.root), "not of the same list")


def reconcile(chunks):
    """§5.3: the issuances of one issuer, from its checked chunks by number; refuses an incomplete list."""
    require(chunks, "no list")
    first = chunks[min(chunks)]
    require(sorted(chunks) == list(range(first.chunks)), "a chunk is missing")
    issuances = [issuance for number in sorted(chunks) for issuance in chunks[number].issuances]
    entries = [issuance.entry for issuance in issuances]
    require(all(a < b for a, b in zip(entries, entries[1:])), "entries do not ascend over chunk borders")
    require(len(issuances) == first.total, "count is not the total")
    require(issuances_root(issuances) == first.root, "root is another")
    return issuances
