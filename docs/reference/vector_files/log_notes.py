"""Checkpoints and receipts for log.json."""

from urna_reference import ed25519, merkle, notes
from urna_reference.transcript import ZERO

ORIGIN = "log.city.example/2026"
NAMES = ["academy", "city", "union"]


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
