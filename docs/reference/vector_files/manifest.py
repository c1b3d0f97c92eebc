"""manifest.json: what a manifest must look like to the byte."""

from example_city.ledger import manifest
from urna_reference.manifest import read_manifest
from urna_reference.refusal import Refused
from urna_reference.transcript import sha256

FILES = {"checkpoint": b"one", "headers": b"", "records/000.p/2": b"two", "tile/0/000.p/2": b"three",
         "tile/entries/000.p/2": b"four", "tile/entries/x001/000": b"five"}


def make():
    valid = []
    for names in (list(FILES), ["checkpoint"], []):
        files = {name: FILES[name] for name in names}
        text = manifest(files).decode()
        assert read_manifest(text.encode()) == {n: (len(d), sha256(d).hex()) for n, d in files.items()}
        valid.append({"text": text, "files": [{"name": n, "content": files[n].hex()} for n in sorted(files)]})
    invalid = []

    def bad(why, text):
        try:
            read_manifest(text.encode())
        except Refused:
            invalid.append({"text": text, "why": why})
        else:
            raise AssertionError(why)

    good = valid[0]["text"]
    one = valid[1]["text"]
    entry = one[one.index("{", 1) : one.index("]")]
    bad("empty", "")
    bad("no line feed", good[:-1])
    bad("two line feeds", good + "\n")
    bad("a carriage return", good[:-1] + "\r\n")
    bad("a space behind a colon", good.replace(':"', ': "', 1))
    bad("a line break inside", good.replace(",", ",\n", 1))
    bad("a byte order mark", "\ufeff" + good)
    bad("files out of order", one.replace(entry, entry.replace("checkpoint", "headers") + "," + entry))
    bad("a file twice", one.replace(entry, entry + "," + entry))
    bad("keys of a file unsorted", one.replace('"length":3,"name":"checkpoint"', '"name":"checkpoint","length":3'))
    bad("keys unsorted", one.replace(',"format":"urna-archive/v1"', "").replace("{", '{"format":"urna-archive/v1",', 1))
    bad("a key too many", one.replace('"ledger"', '"hello":1,"ledger"'))
    bad("a key of a file too many", one.replace('"name"', '"mode":1,"name"'))
    bad("a key twice", one.replace('"format":"urna-archive/v1"', '"format":"urna-archive/v1","format":"urna-archive/v1"'))
    bad("no ledger", one.replace(',"ledger":"embedded"', ""))
    bad("another ledger", one.replace("embedded", "none"))
    bad("another format", one.replace("archive/v1", "archive/v2"))
    bad("upper-case hex", one.upper().replace("LENGTH", "length"))
    bad("hash of 63 digits", one[: one.index('"}]') - 1] + one[one.index('"}]') :])
    bad("length as text", one.replace('"length":3', '"length":"3"'))
    bad("length with a fraction", one.replace('"length":3', '"length":3.0'))
    bad("length with an exponent", one.replace('"length":3', '"length":3e0'))
    bad("length negative", one.replace('"length":3', '"length":-3'))
    bad("length with a leading zero", one.replace('"length":3', '"length":03'))
    bad("length true", one.replace('"length":3', '"length":true'))
    bad("an escape in a name", one.replace("checkpoint", "check\\u0070oint"))
    for name in ("/checkpoint", "../checkpoint", "tile/../checkpoint", "./checkpoint", "tile//0", "tile/", "", "Checkpoint",
                 "check point", "check\\\\point", "manifest.json", "tile/.", "ä"):
        bad(f"name {name!r}", one.replace("checkpoint", name))
    bad("not JSON", good.replace("]", ""))
    bad("a list", "[]\n")
    bad("null", "null\n")
    return {
        "description": "manifest.json of an archive, byte by byte. Valid: the text for these files. Invalid: refused.",
        "spec": "archive.md §1",
        "shapes": {"text": "the whole file", "files": "name and content (hex) of the files that it lists"},
        "valid": valid,
        "invalid": invalid,
    }
