"""transcript.json: transcripts, their hashes and challenges."""

from urna_reference.encoding import u32, u64
from urna_reference.seeded import Seeded
from urna_reference.transcript import SUITE, ZERO, Transcript, sha256


def entry(kind, process, scope, context, fields):
    transcript = Transcript(kind, process, scope, context)
    for label, data in fields:
        transcript.absorb(label, data)
    return {
        "type": kind,
        "process": process,
        "scope": scope,
        "context": context.hex(),
        "fields": [{"label": label, "data": data.hex()} for label, data in fields],
        "string": transcript.string.hex(),
        "hash": transcript.hash().hex(),
        "challenge": str(transcript.challenge()),
    }


def wrong(base, why, **changes):
    """`base` with other fields but the same hash and challenge, which must then not come out."""
    return {key: value for key, value in base.items() if key != "string"} | changes | {"why": why, "must": "differ"}


def make():
    random = Seeded("transcript")
    context = random.bytes(32)
    example = entry("tag", "p", "s", ZERO, [("n", u32(5))])
    bare = entry("record-hash", "", "", ZERO, [("record", b"")])
    full = entry("selection", "city-2026", "council", context, [("style", b"north"), ("index", u32(3))])
    listed = entry("list", "p", "s", context, [("count", u32(2)), ("item", b"ab"), ("item", b"c")])
    wide = entry("block", "", "", ZERO, [("number", u64(2**40 + 1)), ("x" * 255, random.bytes(70))])
    large = entry("ballot", "p", "s", context, [("body", random.bytes(3000))])
    valid = [example, bare, full, listed, wide, large]

    unlabelled = sha256("URNA-P256-SHA256-v1ps".encode() + ZERO + b"tag" + u32(5)).hex()
    invalid = [
        wrong(full, "process and scope exchanged", process="council", scope="city-2026"),
        wrong(full, "a byte moved from process to scope", process="city-202", scope="6council"),
        wrong(full, "another context", context=ZERO.hex()),
        wrong(full, "another type", type="sum"),
        wrong(full, "fields exchanged", fields=list(reversed(full["fields"]))),
        wrong(full, "a field left out", fields=full["fields"][:1]),
        wrong(full, "an empty field added", fields=full["fields"] + [{"label": "end", "data": ""}]),
        wrong(full, "another label", fields=[{"label": "styles", "data": b"north".hex()}, full["fields"][1]]),
        wrong(listed, "elements cut elsewhere", fields=[listed["fields"][0]] + [
            {"label": "item", "data": b"a".hex()}, {"label": "item", "data": b"bc".hex()}]),
        wrong(listed, "no count", fields=listed["fields"][1:]),
        wrong(listed, "elements joined", fields=[listed["fields"][0], {"label": "item", "data": b"abc".hex()}]),
        wrong(example, "this hash was made without labels and lengths", hash=unlabelled),
        wrong(example, "this challenge is the hash reduced modulo q",
              challenge=str(int(example["hash"], 16) % (2**256 - 2**224))),
    ]
    for label, why in (("", "empty label"), ("x" * 256, "label of 256 bytes"), ("é", "label not ASCII")):
        invalid.append({"type": "tag", "process": "p", "scope": "s", "context": ZERO.hex(),
                        "fields": [{"label": label, "data": "00"}], "why": why, "must": "refuse"})
    for size in (0, 31, 33):
        invalid.append({"type": "tag", "process": "p", "scope": "s", "context": "00" * size, "fields": [],
                        "why": f"context of {size} bytes", "must": "refuse"})
    return {
        "description": "Transcripts. Valid: the string, its SHA-256 and its challenge. Invalid with must = differ: the "
        "hash and the challenge computed from the given fields must not both be the ones given; with must = refuse: "
        "such a transcript cannot be built.",
        "spec": "encoding.md §4; suite " + SUITE,
        "shapes": {
            "type, process, scope": "ASCII text",
            "context": "32 bytes, hex",
            "fields": "in order; label: text, data: hex",
            "string, hash": "hex",
            "challenge": "decimal string, below q",
        },
        "valid": valid,
        "invalid": invalid,
    }
