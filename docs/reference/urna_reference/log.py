"""Log entries, tiles and bundles (spec log.md §1 and §2; C2SP tlog-tiles)."""

from typing import NamedTuple

from .encoding import u8, u16, u32, u64
from .merkle import leaf_hash, root_of_hashes
from .refusal import require
from .transcript import ZERO, Transcript


class Entry(NamedTuple):
    kind: int
    position: int
    scope_hash: bytes
    record_hash: bytes
    tracker: bytes = ZERO

    def encode(self):
        """§1: 106 bytes."""
        return b"\x01" + u8(self.kind) + u64(self.position) + self.scope_hash + self.record_hash + self.tracker


def decode_entry(data):
    require(len(data) == 106, "entry is not 106 bytes")
    require(data[0] == 1, "entry of another version")
    entry = Entry(data[1], int.from_bytes(data[2:10], "big"), data[10:42], data[42:74], data[74:])
    require(1 <= entry.kind <= 15, "unknown kind")
    require(entry.kind in (8, 12) or entry.tracker == ZERO, "a tracker, but neither ballot nor act")
    return entry


def scope_hash(process, scope):
    """§1."""
    return Transcript("scope", process, scope).hash()


def tile_number(n):
    """tlog-tiles: three digits a part, all but the last with an x before."""
    parts = [f"{n % 1000:03}"]
    while n := n // 1000:
        parts.insert(0, f"x{n % 1000:03}")
    return "/".join(parts)


def tile_names(size):
    """(level, number, width) of every tile of a tree, full ones and the last partial one of each level."""
    level = 0
    while size:
        for number in range(-(-size // 256)):
            yield level, number, min(256, size - 256 * number)
        size //= 256
        level += 1


def bundle_names(size):
    """(number, width) of every entry bundle."""
    for number in range(-(-size // 256)):
        yield number, min(256, size - 256 * number)


def path(kind, number, width):
    """`kind`: "tile/0", "tile/entries" or "records"."""
    return f"{kind}/{tile_number(number)}" + (f".p/{width}" if width < 256 else "")


def tile(entries, level, number, width):
    """A tile's bytes: `width` hashes, each of 256^level leaves; `entries` encoded."""
    step = 256**level
    start = 256 * number
    hashes = [leaf_hash(e) for e in entries[start * step : (start + width) * step]]
    return b"".join(root_of_hashes(hashes[i * step : (i + 1) * step]) for i in range(width))


def bundle(entries):
    """An entry bundle: u16 length and entry, for each."""
    return b"".join(u16(len(entry)) + entry for entry in entries)


def record_bundle(records):
    """archive.md §1: u32 length and record, for each."""
    return b"".join(u32(len(record)) + record for record in records)


def split_bundle(data, prefix):
    """The parts of a bundle whose lengths have `prefix` bytes."""
    parts, at = [], 0
    while at < len(data):
        require(at + prefix <= len(data), "bundle cut within a length")
        length = int.from_bytes(data[at : at + prefix], "big")
        at += prefix
        require(at + length <= len(data), "bundle cut within a part")
        parts.append(data[at : at + length])
        at += length
    return parts
