"""Siblings by whoever stores the archive: any file may change, and the manifest is made to fit."""

import json

from urna_reference import notes

from .siblings import sibling
from .workshop import with_manifest

SIZE = 52


def add(workshop):
    for name, data in workshop.files.items():
        if name != "manifest.json":
            for place in sorted({0, len(data) // 3, len(data) - 1}):
                put("storage", f"{label(name)}-byte-{place}", f"{name}: byte {place} changed, the manifest too",
                    name, flip(place))
            put("storage", f"{label(name)}-gone", f"{name}: removed, the manifest too", name, lambda data: None)
            put("storage", f"{label(name)}-longer", f"{name}: a zero byte more, the manifest too", name,
                lambda data: data + b"\0")
            put("storage", f"{label(name)}-empty", f"{name}: emptied, the manifest too", name, lambda data: b"")
    for name, (what, change) in CHECKPOINTS.items():
        put("storage", f"note-{name}", f"checkpoint: {what}", "checkpoint", text(change))
    for name, (what, change) in MANIFESTS.items():
        sibling("storage", f"manifest-{name}", f"manifest.json: {what}")(manifest(change))
    for name, what, data in (
        (f"tile/1/000.p/1", "a tile of a level that the log does not reach", bytes(32)),
        (f"tile/0/000.p/51", "the partial tile of an earlier size", workshop.files[f"tile/0/000.p/{SIZE}"][:-32]),
        ("tile/0/000.p/256", "a partial tile of full width", b""),
        ("tile/0/000.p/0", "a partial tile without width", b""),
        ("tile/0/0", "a tile's number without its zeros", b""),
        ("records/001.p/1", "a bundle beyond the log", b""),
        ("records/000", "a full bundle beside the partial one", workshop.files[f"records/000.p/{SIZE}"]),
        ("headers.old", "another headers file", b""),
        ("issuer/log", "a file that no archive has", b""),
    ):
        put("storage", f"listed-{label(name)}", f"{what}, listed: {name}", name, lambda _, data=data: data)
    headers = [workshop.files["headers"][i : i + 140] for i in range(0, len(workshop.files["headers"]), 140)]
    for name, what, listed in (
        ("first-gone", "the first header left out", headers[1:]),
        ("last-gone", "the last header left out", headers[:-1]),
        ("middle-gone", "a header left out", headers[:9] + headers[10:]),
        ("twice", "a header twice", headers[:9] + headers[8:]),
        ("exchanged", "two headers exchanged", [*headers[:8], headers[9], headers[8], *headers[10:]]),
        ("last-twice", "the last header twice", headers + headers[-1:]),
    ):
        put("storage", f"headers-{name}", f"headers: {what}", "headers", lambda _, listed=listed: b"".join(listed))
    bundle = workshop.records
    for name, what, listed in (
        ("exchanged", "two records exchanged in their bundle", [*bundle[:30], bundle[31], bundle[30], *bundle[32:]]),
        ("one-gone", "a record left out of its bundle", bundle[:30] + bundle[31:]),
        ("one-twice", "a record twice in its bundle", bundle[:30] + bundle[29:]),
        ("other", "a ballot replaced by another voter's in its bundle", [*bundle[:30], bundle[29], *bundle[31:]]),
    ):
        data = b"".join(len(record).to_bytes(4, "big") + record for record in listed)
        put("storage", f"bundle-{name}", f"records: {what}", f"records/000.p/{SIZE}", lambda _, data=data: data)


def label(name):
    return name.replace("/", "-").replace(".", "-")


def flip(place):
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def put(sort, name, what, file, apply):
    def make(workshop):
        data = apply(workshop.files.get(file, b""))
        files = {n: d for n, d in workshop.files.items() if n != file}
        return with_manifest(files if data is None else files | {file: data})

    sibling(sort, name, what)(make)


def text(change):
    return lambda data: change(data.decode()).encode()


def lines(change):
    """Of the checkpoint's seven lines: origin, size, root, empty, log, cosigners."""
    return lambda note: "".join(change(note.splitlines(keepends=True)))


def repadded(line):
    """The same signature in base64 whose unused last bits are not zero, where there are any; else with white space."""
    head, data = line.rstrip("\n").rsplit(" ", 1)
    if data.endswith("="):
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        place = len(data.rstrip("=")) - 1
        data = data[:place] + alphabet[alphabet.index(data[place]) ^ 1] + data[place + 1 :]
    else:
        data += " "
    return f"{head} {data}\n"


STRANGER = notes.line("log.city.example/2026/stranger", notes.COSIGNER, bytes(32), bytes(72))
CHECKPOINTS = {
    "unknown-line": ("a signature line of nobody known", lines(lambda note: [*note, STRANGER])),
    "unknown-first": ("a signature line of nobody known before the log's", lines(lambda n: [*n[:4], STRANGER, *n[4:]])),
    "cosigner-twice": ("a cosigner twice", lines(lambda note: [*note, note[-1]])),
    "out-of-order": ("cosigners out of order", lines(lambda note: [*note[:5], note[6], note[5], note[7]])),
    "log-last": ("the log's line after its cosigners'", lines(lambda note: [*note[:4], *note[5:], note[4]])),
    "log-twice": ("the log's line twice", lines(lambda note: [*note[:5], *note[4:]])),
    "no-log": ("without the log's line", lines(lambda note: [*note[:4], *note[5:]])),
    "no-cosigner": ("without any cosignature", lines(lambda note: note[:5])),
    "one-cosigner": ("one cosignature where two are needed", lines(lambda note: note[:6])),
    "no-signature": ("without any signature", lines(lambda note: note[:4])),
    "no-blank": ("without the empty line", lines(lambda note: note[:3] + note[4:])),
    "two-blanks": ("two empty lines", lines(lambda note: [*note[:4], "\n", *note[4:]])),
    "blank-end": ("an empty line at the end", lines(lambda note: [*note, "\n"])),
    "no-end": ("without its last line feed", lambda note: note[:-1]),
    "crlf": ("carriage returns", lambda note: note.replace("\n", "\r\n")),
    "extension": ("an extension line", lines(lambda note: [*note[:3], "more\n", *note[3:]])),
    "bits": ("base64 whose unused bits are not zero", lines(lambda note: [*note[:5], repadded(note[5]), *note[6:]])),
    "root-bits": ("the root's base64 with unused bits set", lines(
        lambda n: [*n[:2], n[2][:-3] + chr(ord(n[2][-3]) + 1) + n[2][-2:], *n[3:]])),
    "no-padding": ("base64 without padding", lines(lambda note: [*note[:2], note[2].replace("=", ""), *note[3:]])),
    "size-zeros": ("the size with a leading zero", lines(lambda note: [note[0], "0" + note[1], *note[2:]])),
    "size-plus": ("the size with a sign", lines(lambda note: [note[0], "+" + note[1], *note[2:]])),
    "size-other": ("another size", lines(lambda note: [note[0], "51\n", *note[2:]])),
    "size-huge": ("a size beyond everything", lines(lambda note: [note[0], "9223372036854775807\n", *note[2:]])),
    "size-beyond": ("a size of 2^64", lines(lambda note: [note[0], "18446744073709551616\n", *note[2:]])),
    "origin": ("another log's origin", lines(lambda note: ["log.city.example/2027\n", *note[1:]])),
    "hyphen": ("a hyphen where the dash belongs", lines(lambda n: [*n[:6], n[6].replace("\u2014", "-"), *n[7:]])),
    "two-spaces": ("two spaces in a signature line", lines(lambda n: [*n[:6], n[6].replace(" log", "  log"), *n[7:]])),
    "name": ("a cosignature under another organization's name", lines(
        lambda n: [*n[:6], n[6].replace("/city ", "/union "), *n[7:]])),
    "invalid-third": ("a third cosignature that does not hold, beyond the quorum", lines(
        lambda n: [*n[:7], n[7][:-9] + ("A" if n[7][-9] != "A" else "B") + n[7][-8:]])),
}


def manifest(change):
    def make(workshop):
        value = json.loads(workshop.files["manifest.json"])
        return workshop.files | {"manifest.json": change(value, workshop.files["manifest.json"].decode()).encode()}

    return make


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n"


def first(value, **changes):
    return canonical(value | {"files": [value["files"][0] | changes, *value["files"][1:]]})


MANIFESTS = {
    "space": ("a space after a colon", lambda v, t: t.replace('":', '": ', 1)),
    "no-end": ("without its line feed", lambda v, t: t[:-1]),
    "two-ends": ("two line feeds", lambda v, t: t + "\n"),
    "crlf": ("a carriage return before its line feed", lambda v, t: t[:-1] + "\r\n"),
    "order": ("two files exchanged", lambda v, t: canonical(v | {"files": v["files"][1::-1] + v["files"][2:]})),
    "twice": ("a file listed twice", lambda v, t: canonical(v | {"files": v["files"][:1] + v["files"]})),
    "one-gone": ("a file not listed", lambda v, t: canonical(v | {"files": v["files"][1:]})),
    "none": ("no file listed", lambda v, t: canonical(v | {"files": []})),
    "capitals": ("a hash in capitals", lambda v, t: first(v, sha256=v["files"][0]["sha256"].upper())),
    "hash": ("another file's hash", lambda v, t: first(v, sha256=v["files"][1]["sha256"])),
    "length": ("another length", lambda v, t: first(v, length=v["files"][0]["length"] + 1)),
    "negative": ("a negative length", lambda v, t: first(v, length=-1)),
    "float": ("a length with a fraction", lambda v, t: first(v, length=602.0)),
    "exponent": ("a length beyond all numbers", lambda v, t: t.replace('"length":', '"length":1e999999999,"x":', 1)),
    "text": ("a length as text", lambda v, t: first(v, length="602")),
    "up": ("a name that climbs out of the archive", lambda v, t: first(v, name="../checkpoint")),
    "root": ("a name that begins at the root", lambda v, t: first(v, name="/checkpoint")),
    "self": ("the manifest listed in itself", lambda v, t: canonical(
        v | {"files": sorted([*v["files"], v["files"][0] | {"name": "manifest.json"}], key=lambda f: f["name"])})),
    "member": ("an unknown member", lambda v, t: canonical(v | {"more": 1})),
    "file-member": ("an unknown member of a file", lambda v, t: first(v, more=1)),
    "no-files": ("no list of files", lambda v, t: canonical({k: v[k] for k in ("format", "ledger")})),
    "escape": ("a letter written as an escape", lambda v, t: t.replace("checkpoint", "chec\\u006bpoint")),
    "format-2": ("another format", lambda v, t: canonical(v | {"format": "urna-archive/v2"})),
    "ledger-fabric": ("said to be from Fabric", lambda v, t: canonical(v | {"ledger": "fabric"})),
    "ledger-other": ("another ledger", lambda v, t: canonical(v | {"ledger": "none"})),
    "member-twice": ("a member twice", lambda v, t: t.replace('"ledger"', '"ledger":"embedded","ledger"')),
    "list": ("a list", lambda v, t: "[" + t + "]"),
    "deep": ("brackets a thousand deep", lambda v, t: "[" * 5000 + "]" * 5000),
    "mark": ("a byte order mark", lambda v, t: "\ufeff" + t),
    "two-values": ("two values", lambda v, t: t + t),
}
