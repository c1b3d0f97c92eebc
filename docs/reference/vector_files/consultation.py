"""consultation.json: contents, acts, lists of public acts, decisions, rows, time, each by itself."""

from urna_reference import consultation, ed25519, merkle
from urna_reference.consultation import Times, act_hash, check_act, check_decision, check_list, check_public_act
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse

PROCESS, SCOPE = "town-2026", "lamps"


def rules():
    """One rule for each pair that the cases use."""
    pairs = [(1, 1), (2, 1), (3, 1), (3, 3), (3, 4), (4, 1), (4, 2), (5, 1), (5, 2), (6, 2), (7, 2), (7, 3), (8, 2), (9, 3)]
    acts = [
        Message("ActRule", type=t, identity=i, quota=2 if i == 1 else 0, bytes=1000, answered=1 if t >= 7 else 0)
        for t, i in pairs
    ]
    return Message("Consultation", acts=acts, answer_seconds=864_000, anchored_acts=100)


class Sample:
    def __init__(self):
        self.random = Seeded("consultation")
        self.election, self.item = self.random.bytes(32), self.random.bytes(32)
        self.seed = self.random.bytes(32)
        self.key = ed25519.public_key(self.seed)
        self.asked = rules()

    def ref(self, kind=1, length=12, withheld=""):
        return Message("ContentRef", kind=kind, commitment=self.random.bytes(32), length=length, withheld=withheld)

    def act(self, kind, author="key", **changes):
        """A well-formed act of this type, but for the changes."""
        fields = {"election": self.election, "type": kind, "channel": 1, "target": self.item, "replaces": ZERO,
                  "nonce": self.random.bytes(16)}
        if kind in (2, 3, 9):
            fields["value"] = 1
        if kind == 5:
            fields["value"] = 2
        if kind in (1, 4, 7, 8):
            fields["contents"] = [self.ref()]
        if kind == 6:
            fields["contents"] = [self.ref(7)]
        fields |= {"key": {"key": self.key}, "officer": {"officer": "works"}, "nobody": {},
                   "credential": {"credential": Message("ActCredential", style="all", key=self.key)}}[author]
        return Message("Act", **fields | changes)

    def sign(self, act, seed=None):
        raw = act.encode()
        digest = act_hash(PROCESS, SCOPE, self.election, raw)
        return Message("PublicAct", act=raw, signature=ed25519.sign(seed or self.seed, digest)).encode()


def make():
    sample = Sample()
    valid, invalid = [], []

    def good(case):
        valid.append(case)

    def refuse(case, why, check):
        try:
            check()
        except Refused:
            invalid.append(case | {"why": why})
        else:
            raise AssertionError(why)

    contents(sample, good, refuse)
    acts(sample, good, refuse)
    lists(sample, good, refuse)
    decisions(sample, good, refuse)
    rows_and_times(sample, good)
    return {
        "description": "Parts of a consultation by themselves. Acts and public acts are held against `rules`, the exact "
        "bytes of a Consultation; signatures of acts that are records, and issuers' on credentials, are other files'.",
        "spec": "consultation.md §3 to §7, §8.6, §9, §11",
        "shapes": {
            "what": "content: salt, kind, mediaType, bytes give commitment and the archive's file; in invalid the file "
            "alone is refused | act: exact bytes of an Act, its act hash; anchored: in a list, else a record; invalid: "
            "not well formed | publicAct: exact bytes of a PublicAct, its act's hash | list: the archive's file of an "
            "anchor, its root, acts, bytes, and the path of the act at index | decision: exact bytes of a Decision, "
            "well formed or not | rows: root over rows | time: recorded checkpoints' sizes and timestamps in log "
            "order, the archive's own timestamps; time by position, and now",
            "hex": "all bytes",
        },
        "process": PROCESS,
        "scope": SCOPE,
        "election": sample.election.hex(),
        "rules": sample.asked.encode().hex(),
        "valid": valid,
        "invalid": invalid,
    }


def contents(sample, good, refuse):
    for kind, media_type, data in (
        (1, "text/plain", "A lamp is out.".encode()),
        (1, "text/markdown", "Jäätie".encode()),
        (3, "text/uri-list", b"mailto:resident@example.org"),
        (4, "application/json", b'{"lat":60.17,"long":24.94}'),
        (5, "image/png", bytes(range(64))),
        (7, "application/json", b'{"answers":{"q":"yes"}}'),
    ):
        salt = sample.random.bytes(32)
        file = consultation.content_file(salt, kind, media_type, data)
        assert consultation.read_content(file) == (salt, kind, media_type, data)
        good({"what": "content", "salt": salt.hex(), "kind": kind, "mediaType": media_type, "bytes": data.hex(),
              "commitment": consultation.commitment(PROCESS, SCOPE, salt, kind, media_type, data).hex(),
              "file": file.hex()})
    salt = sample.random.bytes(32)
    for why, file in (
        ("empty", b""),
        ("cut within the salt", salt[:20]),
        ("no bytes", salt + b"\x01\x0atext/plain"),
        ("media type cut", salt + b"\x01\x0atext/pl"),
        ("media type without a slash", salt + b"\x01\x05plainx"),
        ("media type in upper case", salt + b"\x01\x0aText/plainx"),
        ("media type with a parameter", salt + b"\x01\x0ctext/plain;ax"),
        ("media type of two characters", salt + b"\x01\x02a/x"),
    ):
        refuse({"what": "content", "file": file.hex()}, why, lambda file=file: consultation.read_content(file))


def acts(sample, good, refuse):
    def case(act, anchored):
        raw = act.encode()
        return {"what": "act", "anchored": anchored, "act": raw.hex(),
                "hash": act_hash(PROCESS, SCOPE, sample.election, raw).hex()}

    def fine(act, anchored):
        check_act(act, anchored, sample.asked)
        assert parse("Act", act.encode()) == act
        good(case(act, anchored))

    def wrong(why, act, anchored):
        refuse(case(act, anchored), why, lambda: check_act(act, anchored, sample.asked))

    fine(sample.act(1, "credential"), False)
    fine(sample.act(1, "credential", target=b"", parents=[sample.item]), False)
    fine(sample.act(2, "credential"), False)
    fine(sample.act(3, "credential", value=0, replaces=sample.item), False)
    fine(sample.act(3, "officer", value=1_000_000, channel=2), False)
    fine(sample.act(9, "officer", value=0), False)
    fine(sample.act(3, channel=5), True)
    fine(sample.act(4, value=2, contents=[sample.ref(), sample.ref(2), sample.ref(3, 40, "private")]), True)
    fine(sample.act(5, value=3), True)
    fine(sample.act(6, contents=[sample.ref(7, 1000)]), True)
    fine(sample.act(7, target=b"", contents=[sample.ref(1, 0x7F), sample.ref(5, 0x80), sample.ref(7)]), True)
    fine(sample.act(8), True)

    wrong("nobody's", sample.act(3, "nobody"), False)
    wrong("a key's act as a record", sample.act(4), False)
    wrong("a credential's act in a list", sample.act(3, "credential"), True)
    wrong("an officer's act in a list", sample.act(7, "officer"), True)
    wrong("a key of small order", sample.act(4, "nobody", key=b"\x01" + bytes(31)), True)
    wrong("type 0", sample.act(4, type=0), True)
    wrong("type 10", sample.act(4, type=10), True)
    wrong("channel 0", sample.act(4, channel=0), True)
    wrong("channel 6", sample.act(4, channel=6), True)
    wrong("a credential in a social poll", sample.act(3, "credential", channel=5), False)
    wrong("an officer in a social poll", sample.act(3, "officer", channel=5), False)
    wrong("nonce of 15 bytes", sample.act(4, nonce=bytes(15)), True)
    wrong("replaces nothing, and not zeros", sample.act(4, replaces=b""), True)
    wrong("a comment on nothing", sample.act(4, target=b""), True)
    wrong("target of 31 bytes", sample.act(4, target=bytes(31)), True)
    wrong("a comment with parents", sample.act(4, parents=[sample.item]), True)
    wrong("a parent twice", sample.act(1, "credential", parents=[sample.item, sample.item]), False)
    wrong("seventeen parents", sample.act(1, "credential", parents=[sample.random.bytes(32) for _ in range(17)]), False)
    wrong("a report with a value", sample.act(7, value=1), True)
    wrong("a comment of value 3", sample.act(4, value=3), True)
    wrong("an opinion of value 4", sample.act(5, value=4), True)
    wrong("a support of two", sample.act(3, "credential", value=2), False)
    wrong("a sheet of more than a million", sample.act(3, "officer", value=1_000_001), False)
    wrong("a name beside a credential", sample.act(4, "credential", contents=[sample.ref(), sample.ref(2)]), False)
    wrong("a contact beside a credential", sample.act(4, "credential", contents=[sample.ref(3, 9, "private")]), False)
    wrong("a contact that is public", sample.act(4, contents=[sample.ref(3)]), True)
    wrong("a reason that is no id", sample.act(4, contents=[sample.ref(withheld="Because")]), True)
    wrong("a content of kind 8", sample.act(4, contents=[sample.ref(8)]), True)
    wrong("a content without bytes", sample.act(4, contents=[sample.ref(length=0)]), True)
    wrong("a commitment twice", sample.act(4, contents=[sample.ref()] * 2), True)
    wrong("seventeen contents", sample.act(4, contents=[sample.ref(length=1) for _ in range(17)]), True)
    wrong("answers to no survey", sample.act(4, contents=[sample.ref(), sample.ref(7)]), True)
    wrong("a survey without answers", sample.act(6, contents=[sample.ref()]), True)
    wrong("a survey answered twice", sample.act(6, contents=[sample.ref(7), sample.ref(7)]), True)
    wrong("a comment that says nothing", sample.act(4, contents=[]), True)
    wrong("type and identity without a rule", sample.act(2), True)
    wrong("longer than the rule allows", sample.act(4, contents=[sample.ref(length=1001)]), True)


def lists(sample, good, refuse):
    signed = [sample.sign(sample.act(7)) for _ in range(5)]
    for data in signed[:2]:
        act, digest = check_public_act(PROCESS, SCOPE, sample.election, data, sample.asked)
        good({"what": "publicAct", "publicAct": data.hex(), "key": act.key.hex(), "hash": digest.hex()})
    act = sample.act(7)
    public = parse("PublicAct", sample.sign(act))
    raw = bytearray(public.signature)
    raw[40] ^= 1
    for why, data in (
        ("signed by another key", sample.sign(act, bytes(32))),
        ("another signature", public.but(signature=bytes(raw)).encode()),
        ("unsigned", public.but(signature=b"").encode()),
        ("an unknown field", public.encode() + b"\x1a\x00"),
        ("of another election", sample.sign(act.but(election=ZERO))),
        ("signed over its bytes, not its hash",
         public.but(signature=ed25519.sign(sample.seed, public.act)).encode()),
        ("an act of an officer", sample.sign(sample.act(7, "officer"))),
    ):
        refuse({"what": "publicAct", "publicAct": data.hex()}, why,
               lambda data=data: check_public_act(PROCESS, SCOPE, sample.election, data, sample.asked))
    for size, index in ((1, 0), (2, 1), (3, 2), (5, 3)):
        part = signed[:size]
        hashes = [merkle.leaf_hash(act) for act in part]
        file = b"".join(len(act).to_bytes(4, "big") + act for act in part)
        anchor = Message("Anchor", acts=size, bytes=sum(map(len, part)), root=merkle.mth(part))
        check_list(anchor, consultation.read_list(file))
        good({"what": "list", "file": file.hex(), "acts": size, "bytes": anchor.bytes, "root": anchor.root.hex(),
              "index": index, "path": [node.hex() for node in merkle.inclusion_proof(index, hashes)]})
    part = signed[:3]
    anchor = Message("Anchor", acts=3, bytes=sum(map(len, part)), root=merkle.mth(part))

    def framed(acts):
        return b"".join(len(act).to_bytes(4, "big") + act for act in acts)

    for why, file in (
        ("an act is missing", framed(part[:2])),
        ("an act too many", framed(signed[:4])),
        ("another order", framed([part[1], part[0], part[2]])),
        ("an act is another", framed([*part[:2], signed[4]])),
        ("empty", b""),
        ("cut within a length", framed(part) + b"\x00\x00"),
        ("cut within an act", framed(part)[:-1]),
        ("a length beyond the end", framed(part[:2]) + b"\xff\xff\xff\xff"),
    ):
        refuse({"what": "list", "file": file.hex(), "acts": 3, "bytes": anchor.bytes, "root": anchor.root.hex()}, why,
               lambda file=file: check_list(anchor, consultation.read_list(file)))


def decisions(sample, good, refuse):
    def decision(kind, **changes):
        fields = {"election": sample.election, "office": "works", "type": kind, "target": sample.item}
        if kind == 1:
            fields |= {"status": 6, "reason": "Mended."}
        if kind in (2, 3):
            fields |= {"reason": "personal data", "commitments": [sample.random.bytes(32)]}
        if kind == 4:
            fields |= {"target": b"", "rows": 3, "counts": sample.random.bytes(32)}
        return Message("Decision", **fields | changes)

    def case(message):
        return {"what": "decision", "decision": message.encode().hex()}

    def fine(message):
        check_decision(message)
        good(case(message))

    def wrong(why, message):
        refuse(case(message), why, lambda: check_decision(message))

    fine(decision(1))
    fine(decision(1, status=1, reason=""))
    fine(decision(1, status=3, reason="", contents=[sample.ref(), sample.ref(5)]))
    fine(decision(1, office="", supersedes=sample.item))
    fine(decision(2, sent=["feed", "mail"]))
    fine(decision(3))
    fine(decision(3, supersedes=sample.item, commitments=[]))
    fine(decision(4, rows=0))
    wrong("type 0", decision(1, type=0))
    wrong("type 5", decision(1, type=5))
    wrong("an answer to nothing", decision(1, target=b""))
    wrong("a count of something", decision(4, target=sample.item))
    wrong("status 0", decision(1, status=0))
    wrong("status 8", decision(1, status=8))
    wrong("a redaction with a status", decision(2, status=1))
    wrong("a redaction that supersedes", decision(2, supersedes=sample.item))
    wrong("supersedes 31 bytes", decision(1, supersedes=bytes(31)))
    wrong("a redaction without a reason", decision(2, reason=""))
    wrong("a withholding without a reason", decision(3, reason=""))
    wrong("accepted without reason or content", decision(1, status=3, reason=""))
    wrong("a reason of 1,001 bytes", decision(1, reason="x" * 1001))
    wrong("a reason with a tabulator", decision(1, reason="a\tb"))
    wrong("a name in an answer", decision(1, contents=[sample.ref(2)]))
    wrong("contents of a redaction", decision(2, contents=[sample.ref()]))
    wrong("an answer that hides", decision(1, commitments=[sample.item]))
    wrong("a redaction of nothing", decision(2, commitments=[]))
    wrong("a withholding of nothing", decision(3, commitments=[]))
    wrong("a commitment twice", decision(2, commitments=[sample.item, sample.item]))
    wrong("a commitment of 31 bytes", decision(2, commitments=[bytes(31)]))
    wrong("sixty-five commitments", decision(2, commitments=[bytes([i]) * 32 for i in range(65)]))
    wrong("a withholding that was sent", decision(3, sent=["feed"]))
    wrong("sent to nobody", decision(2, sent=[""]))
    wrong("sent to thirty-three", decision(2, sent=["feed"] * 33))
    wrong("a count without a root", decision(4, counts=b""))
    wrong("an answer that counts", decision(1, rows=1))
    wrong("2³¹ rows", decision(4, rows=2**31))


def rows_and_times(sample, good):
    rows = sorted(
        sample.random.bytes(32) + bytes([0, 0, 0, kind, 0, 0, 0, 1, 0, 0, 0, 1]) + number.to_bytes(8, "big")
        for kind, number in ((3, 17), (3, 4), (5, 1))
    )
    for size in (0, 1, 3):
        good({"what": "rows", "rows": [row.hex() for row in rows[:size]], "root": merkle.mth(rows[:size]).hex()})
    for recorded, own in (
        ([], [50, 40, 60]),
        ([(3, [100, 101, 102]), (7, [200, 201])], [300]),
        ([(3, [100, 101, 102]), (7, [90, 500]), (9, [80, 500, 600, 700])], [70]),
        ([(2, [5, 1, 9, 7])], [1, 2]),
    ):
        times = Times(recorded, own)
        good({"what": "time", "recorded": [{"size": size, "times": stamps} for size, stamps in recorded], "own": own,
              "byPosition": [times.of(position) for position in range(11)], "now": times.now})
