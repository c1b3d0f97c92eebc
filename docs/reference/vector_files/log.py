"""log.json: Merkle trees, entries, tiles, checkpoints, cosignatures, receipts."""

from urna_reference import ed25519, log, merkle, notes
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded
from urna_reference.transcript import ZERO, sha256

from .log_notes import NAMES, ORIGIN, checkpoints, receipts
from .log_trees import trees


class SampleLog:
    def __init__(self):
        random = self.random = Seeded("log")
        self.log_seed = random.bytes(32)
        self.seeds = {name: random.bytes(32) for name in NAMES}
        cosigners = [(name, ed25519.public_key(seed)) for name, seed in self.seeds.items()]
        self.trust = notes.Trust(ORIGIN, ed25519.public_key(self.log_seed), cosigners, 2)
        self.entries = []
        for position in range(9):
            kind = 1 if position == 0 else 8 if position > 4 else 3
            scope = log.scope_hash("", "") if position == 0 else log.scope_hash("city-2026", "council")
            tracker = random.bytes(32) if kind == 8 else ZERO
            self.entries.append(log.Entry(kind, position, scope, random.bytes(32), tracker).encode())

    def text(self, size, origin=ORIGIN, entries=None):
        return notes.body(origin, size, merkle.mth((entries or self.entries)[:size]))

    def signed(self, text, names=NAMES, time=1_790_000_000, origin=ORIGIN, log_seed=None):
        note = text + "\n" + notes.sign_log(origin, log_seed or self.log_seed, text)
        for name in names:
            note += notes.cosign(f"{ORIGIN}/{name}", self.seeds[name], text, time)
        return note

    def receipt(self, position, size=9, names=NAMES):
        hashes = [merkle.leaf_hash(e) for e in self.entries[:size]]
        path = merkle.inclusion_proof(position, hashes)
        return notes.make_receipt(self.entries[position], position, path, self.signed(self.text(size), names))


def make():
    sample = SampleLog()
    valid, invalid = [], []

    def refuse(case, check, why, *arguments):
        try:
            check(*arguments)
        except Refused:
            invalid.append(case | {"why": why})
        else:
            raise AssertionError(why)

    trees(sample, valid, invalid, refuse)
    entries(sample, valid, refuse)
    tiles(sample, valid, invalid)
    checkpoints(sample, valid, refuse)
    receipts(sample, valid, refuse)
    return {
        "description": "The log. Checkpoints and receipts are read under trust; a reader in an archive refuses any "
        "line that it does not know.",
        "spec": "log.md §1 to §4; encoding.md §5",
        "shapes": {
            "what": "root: MTH of leaves | inclusion | consistency | entry | tile-paths: all tiles and bundles of a "
            "size, sorted; sha256 over them joined by line feeds; in invalid a path that is not among them | tile: "
            "the level-0 tile of leaves, and their entry bundle | checkpoint | receipt",
            "leaves, leaf, root, path, proof, bytes, scopeHash, recordHash, tracker": "hex",
            "note": "exact text",
            "cosigners": "organization id and time of each, in order",
        },
        "trust": {
            "origin": ORIGIN,
            "logKey": sample.trust.log_key.hex(),
            "logVkey": notes.verifier_key(ORIGIN, notes.LOG, sample.trust.log_key),
            "cosigners": [
                {"id": name, "key": key.hex(), "vkey": notes.verifier_key(f"{ORIGIN}/{name}", notes.COSIGNER, key)}
                for name, key in sample.trust.cosigners
            ],
            "quorum": 2,
        },
        "valid": valid,
        "invalid": invalid,
    }


def entries(sample, valid, refuse):
    for data in (sample.entries[0], sample.entries[2], sample.entries[8]):
        entry = log.decode_entry(data)
        valid.append({"what": "entry", "bytes": data.hex(), "kind": entry.kind, "position": entry.position,
                      "scopeHash": entry.scope_hash.hex(), "recordHash": entry.record_hash.hex(),
                      "tracker": entry.tracker.hex()})
    ballot, item = sample.entries[8], sample.entries[2]
    for why, data in (
        ("105 bytes", ballot[:-1]),
        ("107 bytes", ballot + b"\x00"),
        ("empty", b""),
        ("version 2", b"\x02" + ballot[1:]),
        ("kind 0", ballot[:1] + b"\x00" + ballot[2:]),
        ("kind 16", ballot[:1] + b"\x10" + ballot[2:]),
        ("an item with a tracker", item[:-1] + b"\x01"),
    ):
        refuse({"what": "entry", "bytes": data.hex()}, log.decode_entry, why, data)


def all_paths(size):
    paths = [log.path(f"tile/{level}", n, w) for level, n, w in log.tile_names(size)]
    return sorted(paths + [log.path("tile/entries", n, w) for n, w in log.bundle_names(size)])


def tiles(sample, valid, invalid):
    for size in (1, 9, 255, 256, 257, 600, 65536, 70000):
        paths = all_paths(size)
        valid.append({"what": "tile-paths", "size": size, "paths": paths if size < 1000 else [],
                      "count": len(paths), "sha256": sha256("\n".join(paths).encode()).hex()})
    for size, path, why in (
        (256, "tile/0/000.p/256", "a full tile is not written as a partial one"),
        (256, "tile/1/000", "one hash does not fill a tile of level 1"),
        (257, "tile/1/000.p/2", "one full tile below gives one hash above"),
        (257, "tile/0/1.p/1", "three digits"),
        (600, "tile/0/002", "partial where the size ends"),
        (600, "tile/0/001.p/44", "full before the end"),
        (9, "tile/entries/000.p/8", "another width"),
        (70000, "tile/0/x000/273.p/112", "no leading part of zeros"),
        (300000, "tile/0/1171.p/224", "four digits are two parts, the first with an x"),
    ):
        assert path not in all_paths(size), why
        invalid.append({"what": "tile-paths", "size": size, "path": path, "why": why})
    data = log.tile(sample.entries, 0, 0, 9)
    valid.append({"what": "tile", "leaves": [e.hex() for e in sample.entries], "bytes": data.hex(),
                  "bundle": log.bundle(sample.entries).hex()})
    invalid.append({"what": "tile", "leaves": [e.hex() for e in sample.entries[:8]], "bytes": data.hex(),
                    "why": "a hash more than leaves"})
