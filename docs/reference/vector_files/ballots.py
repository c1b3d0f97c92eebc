"""ballots.json: whole ballots, accepted, and refused by their envelope or signature (R1, R3)."""

from urna_reference import ballots, booth, ed25519
from urna_reference.records import BALLOT, ROLL, Signer, make_record
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, delimited, parse, varint

from .sample import ISSUERS, PROCESS, SCOPE, SHAPES, STYLES, Sample


class Booth:
    """One voter's device, with everything kept, so that a ballot can be made wrong in one place."""

    def __init__(self, sample, style, choices, mark="314159", replaces=ZERO, seed=None, issuers=ISSUERS):
        self.sample, self.style, self.choices = sample, style, choices
        random, election = sample.random, sample.election
        self.seed = seed or random.bytes(32)
        self.credential = ed25519.public_key(self.seed)
        self.randomness = [[random.scalar() for _ in chosen] for chosen in choices]
        self.body = booth.make_ballot(
            election, style, self.credential, sample.signatures(style, self.credential, issuers), replaces, mark,
            choices, self.randomness, random,
        )

    def cast(self, body=None, process=PROCESS, scope=SCOPE):
        """`body`: a message or exact bytes."""
        return make_record(BALLOT, process, scope, body or self.body, [Signer(seed=self.seed)])

    def opening(self):
        """ballots.md §3.2, without the body, which is in the record."""
        ids = STYLES[self.style]
        return {
            "randomness": {q: [f"{r:064x}" for r in rs] for q, rs in zip(ids, self.randomness)},
            "choices": dict(zip(ids, self.choices)),
        }


# The point of order 2: under it, R = A and S = 0 satisfy S·B = R + k·A whenever k is odd.
SMALL_ORDER = ed25519.encode((0, ed25519.P - 1, 1, 0))


def accept(sample, booth, what, active=ISSUERS):
    data = booth.cast()
    checked = ballots.check_ballot(sample.election, active, data)
    return {
        "what": what,
        "active": active,
        "style": booth.style,
        "record": data.hex(),
        "recordHash": checked.record_hash.hex(),
        "tracker": checked.tracker.hex(),
        "nullifier": checked.nullifier.hex(),
        "replaces": checked.replaces.hex(),
        "opening": booth.opening(),
    }


def refuse(sample, data, code, why, active=ISSUERS):
    """The case, after making sure that it is refused with this code."""
    try:
        ballots.check_ballot(sample.election, active, data)
    except Refused as refused:
        assert refused.code == code, f"{why}: {refused.code} {refused.reason}"
        return {"active": active, "record": data.hex(), "code": code, "why": why}
    raise AssertionError(f"accepted: {why}")


def unsigned(data):
    return parse("Record", data)


def file(what, sample, valid, invalid):
    return {
        "description": f"Ballot records: {what}. Valid: accepted while casting is open. Invalid: exactly one thing is "
        "wrong, and the check named by code refuses it.",
        "spec": "ballots.md §1, §2, §4; records.md §1, §3, §6",
        "shapes": SHAPES | {"opening": "randomness (scalars) and choices by question, the blank's last"},
        "election": sample.describe(),
        "valid": valid,
        "invalid": invalid,
    }


def make():
    sample = Sample("ballots")
    north = Booth(sample, "north", [[1, 0]])
    second = ballots.tracker(sample.election, north.body.encode())
    replacing = Booth(sample, "north", [[0, 1]], "000000", second, north.seed)
    south = Booth(sample, "south", [[0, 1], [1, 0, 1, 0], [0, 0]])
    blank = Booth(sample, "south", [[1, 0], [0, 0, 0, 1], [1, 1]], issuers=["academy", "city"])
    valid = [
        accept(sample, north, "one question, first item"),
        accept(sample, replacing, "the same credential replaces it"),
        accept(sample, south, "three questions: sum proof of one value, of a range with blanks apart, none"),
        accept(sample, blank, "blank; the issuer bar is absent and has not signed", ["academy", "city"]),
        accept(sample, north, "an extra signature by an issuer recorded absent since", ["academy", "bar"]),
    ]
    return file("accepted ones of every shape, and envelopes (R1, R3)", sample, valid, envelopes(sample, north))


def envelopes(sample, booth):
    data = booth.cast()
    record = unsigned(data)
    result = []

    def bad(data, code, why):
        result.append(refuse(sample, data, code, why))

    bad(b"", "R1", "empty: version is not 1")
    bad(data + b"\x00", "R1", "a trailing byte")
    bad(data[:-1], "R1", "a byte cut off")
    bad(data + varint(7 << 3) + b"\x01", "R1", "an unknown field in the envelope")
    bad(record.but(version=2).encode(), "R1", "version 2")
    bad(b"\x08\x81\x00" + data[2:], "R1", "version as a varint longer than needed")
    bad(record.but(kind=16).encode(), "R1", "a kind of a later version")
    bad(booth.cast(booth.body.encode() + varint(9 << 3) + b"\x01"), "R1", "an unknown field in the body, signed")
    body = booth.body.encode()
    bad(booth.cast(delimited(1, sample.random.bytes(32)) + body), "R1", "a singular field twice in the body, signed")
    bad(booth.cast(body + delimited(6, b"")), "R1", "an explicit default out of order, signed")
    answers = body.index(delimited(7, booth.body.answers[0].encode()))
    bad(booth.cast(body[answers:] + body[:answers]), "R1", "fields in another order, signed")
    inner = booth.body.answers[0].encode() + delimited(5, b"x")
    bad(booth.cast(body[:answers] + delimited(7, inner)), "R1", "an unknown field deep inside, signed")
    bad(record.but(process="City").encode(), "R1", "process is not an id")
    bad(record.but(scope="").encode(), "R1", "no scope")
    bad(record.but(process="city-2027").encode(), "R3", "replayed into another process")
    bad(record.but(scope="board").encode(), "R3", "replayed into another scope")
    bad(record.but(signatures=[]).encode(), "R3", "an opened ballot, never signed")
    bad(record.but(signatures=record.signatures * 2).encode(), "R3", "its signature twice")
    bad(record.but(body=booth.body.but(mark="314158").encode()).encode(), "R3", "changed after signing")
    other = Signer(seed=sample.random.bytes(32))
    bad(make_record(BALLOT, PROCESS, SCOPE, booth.body, [other]), "R3", "signed by another key")
    bad(make_record(BALLOT, PROCESS, SCOPE, booth.body, [Signer(seed=booth.seed), other]), "R3", "a second signature")
    small = booth.body.but(credential=SMALL_ORDER)
    forged = Message("Signature", key=SMALL_ORDER, value=SMALL_ORDER + bytes(32))
    bad(record.but(body=small.encode(), signatures=[forged]).encode(), "R3", "a credential of small order")
    organization = Signer(scalar=sample.random.scalar())
    ecdsa = booth.body.but(credential=organization.key)
    bad(make_record(BALLOT, PROCESS, SCOPE, ecdsa, [organization]), "R3", "an ECDSA key as credential")
    rolled = unsigned(make_record(ROLL, PROCESS, SCOPE, booth.body, [Signer(seed=booth.seed)]))
    bad(rolled.but(kind=BALLOT).encode(), "R3", "signed as a record of another kind")
    s = int.from_bytes(record.signatures[0].value[32:], "little") + ed25519.L
    high = Message("Signature", key=booth.credential, value=record.signatures[0].value[:32] + s.to_bytes(32, "little"))
    bad(record.but(signatures=[high]).encode(), "R3", "S is not below L")
    return result
