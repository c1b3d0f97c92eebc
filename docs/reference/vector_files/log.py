"""log.json: Merkle trees, entries, tiles, checkpoints, cosignatures, receipts."""

from urna_reference import ed25519, log, merkle, notes
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded
from urna_reference.transcript import ZERO, sha256

ORIGIN = "log.city.example/2026"
NAMES = ["academy", "city", "union"]


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


def trees(sample, valid, invalid, refuse):
    leaves = [bytes([i] * i) for i in range(9)]
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    for size in (0, 1, 2, 3, 5, 8, 9):
        valid.append({"what": "root", "leaves": [leaf.hex() for leaf in leaves[:size]],
                      "root": merkle.mth(leaves[:size]).hex()})
    described = {"what": "root", "leaves": [leaf.hex() for leaf in leaves[:3]]}
    left, right = merkle.node_hash(hashes[0], hashes[1]), hashes[2]
    for why, root in (
        ("the empty tree's root", sha256(b"")),
        ("the last leaf doubled", merkle.node_hash(left, merkle.node_hash(right, right))),
        ("no prefixes in the hashes", sha256(sha256(sha256(leaves[0]) + sha256(leaves[1])) + sha256(leaves[2]))),
        ("the odd leaf at the left", merkle.node_hash(hashes[0], merkle.node_hash(hashes[1], hashes[2]))),
        ("leaves exchanged", merkle.mth([leaves[1], leaves[0], leaves[2]])),
    ):
        assert root != merkle.mth(leaves[:3])
        invalid.append(described | {"root": root.hex(), "why": why})
    invalid.append({"what": "root", "leaves": [hashes[0].hex() + hashes[1].hex()],
                    "root": merkle.mth(leaves[:2]).hex(), "why": "a leaf made of two hashes is not their node"})

    def inclusion(index, size, leaf, path, root):
        merkle.require(merkle.root_from_path(index, size, merkle.leaf_hash(leaf), path) == root, "another root")

    def inclusion_case(index, size, leaf, path, root):
        return {"what": "inclusion", "index": index, "size": size, "leaf": leaf.hex(),
                "path": [h.hex() for h in path], "root": root.hex()}

    for index, size in ((0, 1), (0, 2), (4, 5), (6, 7), (3, 9), (8, 9)):
        arguments = index, size, leaves[index], merkle.inclusion_proof(index, hashes[:size]), merkle.mth(leaves[:size])
        inclusion(*arguments)
        valid.append(inclusion_case(*arguments))
    path, root = merkle.inclusion_proof(3, hashes), merkle.mth(leaves)
    for why, arguments in (
        ("another leaf", (3, 9, leaves[4], path, root)),
        ("another index", (2, 9, leaves[3], path, root)),
        ("another size", (3, 7, leaves[3], path, root)),
        ("another root", (3, 9, leaves[3], path, merkle.mth(leaves[:8]))),
        ("a hash too few", (3, 9, leaves[3], path[:-1], root)),
        ("a hash too many", (3, 9, leaves[3], path + [ZERO], root)),
        ("hashes exchanged", (3, 9, leaves[3], path[::-1], root)),
        ("index equal to size", (9, 9, leaves[3], path, root)),
        ("size zero", (0, 0, leaves[0], [], merkle.leaf_hash(leaves[0]))),
    ):
        refuse(inclusion_case(*arguments), inclusion, why, *arguments)

    def consistency(old, size, proof, old_root, root):
        found = merkle.roots_from_consistency(old, size, proof, old_root)
        merkle.require(found == (old_root, root), "another root")

    def consistency_case(old, size, proof, old_root, root):
        return {"what": "consistency", "old": old, "size": size, "proof": [h.hex() for h in proof],
                "oldRoot": old_root.hex(), "root": root.hex()}

    for old, size in ((1, 2), (3, 7), (4, 8), (6, 9), (9, 9), (8, 9)):
        arguments = (old, size, merkle.consistency_proof(old, hashes[:size]), merkle.mth(leaves[:old]),
                     merkle.mth(leaves[:size]))
        consistency(*arguments)
        valid.append(consistency_case(*arguments))
    proof, old_root = merkle.consistency_proof(6, hashes), merkle.mth(leaves[:6])
    for why, arguments in (
        ("another old root", (6, 9, proof, merkle.mth(leaves[:5]), root)),
        ("another new root", (6, 9, proof, old_root, merkle.mth(leaves[:8]))),
        ("a hash too few", (6, 9, proof[:-1], old_root, root)),
        ("a hash too many", (6, 9, proof + [ZERO], old_root, root)),
        ("sizes exchanged", (9, 6, proof, root, old_root)),
        ("a fork: the sixth leaf was another", (6, 9, proof, merkle.mth(leaves[:5] + [b"fork"]), root)),
    ):
        refuse(consistency_case(*arguments), consistency, why, *arguments)


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
        ("kind 12", ballot[:1] + b"\x0c" + ballot[2:]),
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


def checkpoints(sample, valid, refuse):
    def case(note):
        return {"what": "checkpoint", "note": note}

    for size, names in ((9, NAMES), (1, ["academy", "union"]), (5, ["city", "union"])):
        text = sample.text(size)
        note = sample.signed(text, names)
        read = notes.read_checkpoint(note.encode(), sample.trust)
        valid.append(case(note) | {"size": read.size, "root": read.root.hex(),
                                   "cosigners": [{"id": name, "time": time} for name, time in read.cosigners]})

    def bad(why, note):
        refuse(case(note), notes.read_checkpoint, why, note.encode(), sample.trust)

    text = sample.text(9)
    note = sample.signed(text)
    head, lines = text + "\n", note[len(text) + 1 :].splitlines(keepends=True)
    bad("empty", "")
    bad("no signature", head)
    bad("too few cosigners", sample.signed(text, ["city"]))
    bad("one cosigner twice", head + lines[0] + lines[1] * 2)
    bad("a cosigner twice at two times", head + lines[0] + lines[1] + notes.cosign(
        f"{ORIGIN}/academy", sample.seeds["academy"], text, 1_790_000_001))
    bad("cosigners out of order", sample.signed(text, ["city", "academy"]))
    bad("no log signature", head + "".join(lines[1:]))
    bad("log signature behind the cosigners", head + "".join(lines[1:] + lines[:1]))
    bad("log signature twice", head + lines[0] + "".join(lines))
    bad("signed by another log key", sample.signed(text, log_seed=sample.random.bytes(32)))
    other = sample.text(9, "log.town.example")
    bad("checkpoint of another log", sample.signed(other, origin="log.town.example"))
    bad("another origin under this log's key", sample.signed(other))
    bad("size changed", note.replace("\n9\n", "\n8\n"))
    bad("root changed", note.replace(notes.to_base64(merkle.mth(sample.entries)), notes.to_base64(ZERO)))
    stranger = notes.cosign("witness.example", sample.random.bytes(32), text, 1_790_000_000)
    bad("a line of an unknown key", note + stranger)
    alien = notes.cosign(f"{ORIGIN}/academy", sample.random.bytes(32), text, 1_790_000_000)
    bad("a known name with another key", head + lines[0] + alien + "".join(lines[2:]))
    wrong_time = sample.signed(text, NAMES, 1_790_000_009).splitlines(keepends=True)[-1]
    mixed = notes.from_base64(wrong_time.split(" ")[2].rstrip("\n"))[:12]
    kept = notes.from_base64(lines[3].split(" ")[2].rstrip("\n"))[12:]
    bad("a cosignature under another time", head + "".join(lines[:3]) + f"\u2014 {ORIGIN}/union {notes.to_base64(mixed + kept)}\n")
    plain = notes.line(f"{ORIGIN}/union", notes.COSIGNER, sample.trust.cosigners[2][1],
                       ed25519.sign(sample.seeds["union"], text.encode()))
    bad("a cosignature without a time", head + "".join(lines[:3]) + plain)
    note_type = notes.line(f"{ORIGIN}/union", notes.LOG, sample.trust.cosigners[2][1],
                           ed25519.sign(sample.seeds["union"], text.encode()))
    bad("a cosigner's signature of type 01", head + "".join(lines[:3]) + note_type)
    extended = text + "extension\n"
    bad("an extension line", sample.signed(extended))
    bad("size with a leading zero", sample.signed(text.replace("\n9\n", "\n09\n")))
    bad("size with a sign", sample.signed(text.replace("\n9\n", "\n+9\n")))
    bad("root of 31 bytes", sample.signed(notes.body(ORIGIN, 9, ZERO[1:])))
    root = notes.to_base64(merkle.mth(sample.entries))
    loose = root[:-2] + chr(ord(root[-2]) + 1) + "="
    if loose[-2].isalnum():
        bad("root in base64 that is not canonical", sample.signed(text.replace(root, loose)))
    bad("root without padding", sample.signed(text.replace(root, root.rstrip("="))))
    bad("no line feed at the end", note[:-1])
    bad("a line feed more at the end", note + "\n")
    bad("carriage returns", note.replace("\n", "\r\n"))
    bad("a space more in a signature line", note.replace("\u2014 ", "\u2014  ", 1))
    bad("a hyphen for the dash", note.replace("\u2014", "-"))
    bad("a blank line between signatures", head + lines[0] + "\n" + "".join(lines[1:]))


def receipts(sample, valid, refuse):
    for position, size, names in ((0, 1, NAMES), (8, 9, NAMES), (5, 9, ["academy", "city"]), (2, 6, NAMES)):
        note = sample.receipt(position, size, names)
        entry, checkpoint = notes.read_receipt(note.encode(), sample.trust)
        valid.append({"what": "receipt", "note": note, "position": position, "size": checkpoint.size,
                      "kind": entry.kind, "recordHash": entry.record_hash.hex(), "tracker": entry.tracker.hex()})

    def bad(why, note):
        refuse({"what": "receipt", "note": note}, notes.read_receipt, why, note.encode(), sample.trust)

    note = sample.receipt(5)
    lines = note.split("\n")
    bad("empty", "")
    bad("another header", note.replace("tlog-proof@v1", "tlog-proof@v2"))
    bad("no extra line", "\n".join(lines[:1] + lines[2:]))
    bad("no index line", "\n".join(lines[:2] + lines[3:]))
    bad("index before extra", "\n".join([lines[0], lines[2], lines[1], *lines[3:]]))
    bad("another index", note.replace("index 5", "index 4"))
    bad("index with a leading zero", note.replace("index 5", "index 05"))
    bad("a hash too few", "\n".join(lines[:3] + lines[4:]))
    bad("a hash too many", "\n".join(lines[:3] + [notes.to_base64(ZERO)] + lines[3:]))
    bad("hashes exchanged", "\n".join(lines[:3] + [lines[4], lines[3]] + lines[5:]))
    bad("a hash of 31 bytes", note.replace(lines[3], notes.to_base64(ZERO[1:])))
    bad("another entry", note.replace(lines[1], "extra " + notes.to_base64(sample.entries[6])))
    bad("an entry one byte short", note.replace(lines[1], "extra " + notes.to_base64(sample.entries[5][:-1])))
    bad("another version of entry", note.replace(lines[1], "extra " + notes.to_base64(b"\x02" + sample.entries[5][1:])))
    bad("too few cosigners", sample.receipt(5, names=["union"]))
    bad("receipt for another tree", "\n\n".join(
        [note.partition("\n\n")[0], sample.signed(sample.text(9, entries=sample.entries[::-1]))]))
    bad("receipt for a smaller tree that does not hold it", "\n\n".join(
        [note.partition("\n\n")[0], sample.signed(sample.text(5))]))
    bad("no checkpoint", note.partition("\n\n")[0] + "\n\n")
    bad("no blank line before the checkpoint", note.replace("\n\n", "\n", 1))
