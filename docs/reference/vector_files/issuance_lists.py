"""issuance-lists.json: an issuer's published list, chunk by chunk."""

from urna_reference import issuance
from urna_reference.credentials import issuances_root
from urna_reference.refusal import Refused
from urna_reference.wire import Message, parse

from .credentials import Town
from .sample import PROCESS, SCOPE, STYLES

ISSUER = "bar"


def check(town, bodies):
    moduli = {style: town.sample.election.moduli[ISSUER, style] for style in STYLES}
    chunks = {}
    for data in bodies:
        body = parse("IssuanceList", data)
        issuance.require(body.issuer == ISSUER, "another issuer")
        issuance.require(body.chunk not in chunks, "a chunk twice")
        issuance.check_chunk(PROCESS, SCOPE, town.sample.election.hash, body, town.roll, moduli)
        if chunks:
            issuance.check_same_list(chunks[min(chunks)], body)
        chunks[body.chunk] = body
    return issuance.reconcile(chunks)


def make():
    town = Town("issuance-lists", 3)
    issued = [town.issue(ISSUER, number) for number in range(3)]

    def body(issuances, **changes):
        values = dict(issuer=ISSUER, chunk=0, chunks=1, total=len(issuances), root=issuances_root(issuances),
                      issuances=issuances)
        return Message("IssuanceList", **(values | changes))

    def case(bodies):
        return {"issuer": ISSUER, "bodies": [b.encode().hex() for b in bodies]}

    valid, invalid = [], []
    for issuances in (issued, issued[1:2], []):
        check(town, [body(issuances).encode()])
        valid.append(case([body(issuances)]) | {"entries": [i.entry for i in issuances]})

    def bad(why, *bodies):
        try:
            check(town, [b.encode() for b in bodies])
        except Refused:
            invalid.append(case(bodies) | {"why": why})
        else:
            raise AssertionError(why)

    two = issued[:2]
    bad("no list at all")
    bad("another root", body(two, root=town.random.bytes(32)))
    bad("root of another order", body(two, root=issuances_root(two[::-1])))
    bad("root of 31 bytes", body(two, root=bytes(31)))
    bad("total one too many: a short list", body(two, total=3))
    bad("total one too few", body(two, total=1))
    bad("entries descend", body(two[::-1]))
    bad("an entry twice, with the same issuance", body([two[0], two[0]]))
    bad("an entry twice, with another issuance", body([two[0], town.issue(ISSUER, 0)]))
    bad("by another issuer", body(two, issuer="city"))
    bad("another issuer's issuance among them", body([town.issue("city", 0), two[1]]))
    bad("chunk 1 of 1", body(two, chunk=1))
    bad("no chunks", body(two, chunks=0))
    bad("two chunks where one suffices", body(two[:1], chunks=2, total=2), body(two[1:], chunk=1, chunks=2, total=2))
    bad("a list of nothing in no chunk", body([], chunks=0))
    bad("total of 257 with the second chunk missing", body(two, total=257, chunks=2))
    bad("the chunk twice", body([]), body([]))
    bad("a forged blind signature", body([two[0].but(blind_signature=two[1].blind_signature)]))
    return {
        "description": "The bodies of one issuer's IssuanceList records. Valid: every chunk is accepted and the list is "
        "reconciled. Invalid: a chunk is refused or the list is not reconciled. Election and roll as in "
        "credentials.json, with the values given here.",
        "spec": "credentials.md §5",
        "shapes": {"bodies": "exact bytes of the bodies, hex", "entries": "indexes in the roll",
                   "roll": "RollEntry bytes, hex; two registrars"},
        "election": town.sample.describe(),
        "roll": [entry.encode().hex() for entry in town.roll],
        "valid": valid,
        "invalid": invalid,
    }
