"""The record envelope and its signatures (spec records.md §1 to §3)."""

from . import ecdsa, ed25519
from .encoding import check_id, u32
from .refusal import Refused, require
from .transcript import Transcript
from .wire import Message, parse

GENESIS, PROCESS, ITEM, ROLL, CEREMONY, PHASE, ISSUANCE_LIST, BALLOT, CLOSED_SET, SHARE, CERTIFICATE = range(1, 12)
ACT, ANCHOR, DECISION, CHECKPOINT = range(12, 16)
BODY = {
    GENESIS: "Genesis",
    PROCESS: "Process",
    ITEM: "Item",
    ROLL: "Roll",
    CEREMONY: "Ceremony",
    PHASE: "Phase",
    ISSUANCE_LIST: "IssuanceList",
    BALLOT: "Ballot",
    CLOSED_SET: "ClosedSet",
    SHARE: "DecryptionShare",
    CERTIFICATE: "Certificate",
    ACT: "Act",
    ANCHOR: "Anchor",
    DECISION: "Decision",
    CHECKPOINT: "RecordedCheckpoint",
}
SCOPED = (ITEM, ROLL, ISSUANCE_LIST, BALLOT, CLOSED_SET, SHARE, CERTIFICATE, ACT, ANCHOR, DECISION)
MAXIMUM_RECORD = 262_144


def record_hash(record_bytes, process="", scope=""):
    """§1."""
    return Transcript("record-hash", process, scope).absorb("record", record_bytes).hash()


def signing_hash(kind, process, scope, body):
    """§3.1."""
    return Transcript("record", process, scope).absorb("kind", u32(kind)).absorb("body", body).hash()


class Envelope:
    """A record whose envelope keeps the rules; its body is exact bytes, not looked into."""

    def __init__(self, data):
        require(len(data) <= MAXIMUM_RECORD, "record longer than 262,144 bytes")
        self.data = data
        self.record = record = parse("Record", data)
        require(record.version == 1, "version is not 1")
        require(record.kind in BODY, "unknown kind")
        self.record_kind, self.process, self.scope, self.body = record.kind, record.process, record.scope, record.body
        if self.record_kind in (GENESIS, CHECKPOINT):
            require(self.process == "", "this record has no process")
        else:
            check_id(self.process)
        if self.record_kind in SCOPED or self.scope and self.record_kind == PHASE:
            check_id(self.scope)
        else:
            require(self.scope == "", "this record has no scope")
        for signature in record.signatures:
            require(len(signature.key) in (32, 33) and len(signature.value) == 64, "signature has a wrong size")
        self.hash = record_hash(data, self.process, self.scope)
        self.signing_hash = signing_hash(self.record_kind, self.process, self.scope, self.body)

    @property
    def keys(self):
        return [signature.key for signature in self.record.signatures]

    def parse_body(self):
        """The kind's message, parsed strictly."""
        message = parse(BODY[self.record_kind], self.body)
        if self.record_kind == PHASE:
            require((self.scope == "") == (message.step == 5), "a ceremony restart has no scope, other phases have one")
        return message


class Parsed(Envelope):
    """An envelope with its `message`, both parsed strictly (R1)."""

    def __init__(self, data):
        super().__init__(data)
        self.message = self.parse_body()


class Signer:
    """A key pair: Ed25519 from a seed, or ECDSA from a scalar."""

    def __init__(self, seed=None, scalar=None):
        self.seed, self.scalar = seed, scalar
        self.key = ed25519.public_key(seed) if seed else ecdsa.public_key(scalar)

    def sign(self, message):
        return ed25519.sign(self.seed, message) if self.seed else ecdsa.sign(self.scalar, message)


def verify_signature(key, message, value):
    """By the key's length (§3.1)."""
    if len(key) == 32:
        ed25519.verify(key, message, value)
    elif len(key) == 33:
        ecdsa.verify(key, message, value)
    else:
        raise Refused("a key of neither 32 nor 33 bytes")


def make_record(kind, process, scope, body, signers):
    """A signed record's bytes; `body` is a message or exact bytes."""
    body = body.encode() if isinstance(body, Message) else body
    digest = signing_hash(kind, process, scope, body)
    signatures = [Message("Signature", key=s.key, value=s.sign(digest)) for s in signers]
    return Message(
        "Record", version=1, kind=kind, process=process, scope=scope, body=body, signatures=signatures
    ).encode()


def majority(count):
    """tally.md §1."""
    return count // 2 + 1


def check_signatures(parsed, authors, organizations=(), endorsements=0):
    """§3.2: exactly the authors' signatures in order, then at least `endorsements` of the organizations' ledger keys in
    the order of the genesis record, none twice, nothing else."""
    keys = parsed.keys
    require(keys[: len(authors)] == list(authors), "not signed by its author")
    endorsers = keys[len(authors) :]
    require(endorsements > 0 or not endorsers, "a signature too many")
    position = -1
    for key in endorsers:
        require(key in organizations, "endorsed by a stranger")
        place = list(organizations).index(key)
        require(place > position, "endorsements out of order, or one twice")
        position = place
    require(len(endorsers) >= endorsements, "too few endorsements")
    for signature in parsed.record.signatures:
        verify_signature(signature.key, parsed.signing_hash, signature.value)
