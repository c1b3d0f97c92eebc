"""A sample election for the vectors of ballots and credentials: three issuers, two styles."""

from urna_reference import blind_rsa, credentials, ed25519
from urna_reference.ballots import Election, Question
from urna_reference.group import G
from urna_reference.seeded import Seeded
from urna_reference.wire import Message

from example_city.rsa_keys import KEYS

PROCESS, SCOPE = "city-2026", "council"
ISSUERS = ["academy", "bar", "city"]
QUESTIONS = {
    "mayor": Question("mayor", 2, 1, 1, False),
    "parks": Question("parks", 3, 1, 2, True),
    "fees": Question("fees", 2, 0, 2, False),
}
STYLES = {"north": ["mayor"], "south": ["mayor", "parks", "fees"]}


class Sample:
    """The election, and the secrets that vectors need."""

    def __init__(self, seed):
        self.random = Seeded(seed)
        self.joint_secret = self.random.scalar()
        self.process_hash = self.random.bytes(32)
        pairs = [(issuer, style) for issuer in ISSUERS for style in STYLES]
        self.rsa = dict(zip(pairs, KEYS))
        self.election = Election(
            PROCESS,
            SCOPE,
            self.random.bytes(32),
            self.joint_secret * G,
            ISSUERS,
            {style: [QUESTIONS[q] for q in questions] for style, questions in STYLES.items()},
            {pair: key.n for pair, key in self.rsa.items()},
        )

    def new_credential(self):
        """(seed, key)."""
        seed = self.random.bytes(32)
        return seed, ed25519.public_key(seed)

    def message(self, style, issuer, credential):
        election = self.election
        return credentials.credential_message(
            election.process, election.scope, election.hash, style, issuer, credential
        )

    def issuer_signature(self, issuer, style, credential):
        """The final signature, made by the issuer and the device together."""
        key = self.rsa[issuer, style]
        prefix, salt, r = self.random.bytes(32), self.random.bytes(48), self.random.below(key.n)
        prepared = prefix + self.message(style, issuer, credential)
        blinded, inverse = blind_rsa.blind(key.n, prepared, salt, r)
        value = blind_rsa.finalize(key.n, prepared, blind_rsa.blind_sign(key, blinded), inverse)
        return Message("IssuerSignature", issuer=issuer, prefix=prefix, value=value)

    def signatures(self, style, credential, issuers=ISSUERS):
        return [self.issuer_signature(issuer, style, credential) for issuer in issuers]

    def describe(self):
        election = self.election
        return {
            "process": election.process,
            "scope": election.scope,
            "electionHash": election.hash.hex(),
            "jointKey": election.key.encode().hex(),
            "issuers": election.issuers,
            "styles": [{"id": style, "questions": questions} for style, questions in STYLES.items()],
            "questions": [q._asdict() for q in QUESTIONS.values()],
            "moduli": [
                {"issuer": issuer, "style": style, "modulus": n.to_bytes(384, "big").hex()}
                for (issuer, style), n in election.moduli.items()
            ],
        }


SHAPES = {
    "election": "what the ballot is checked against: ids in order; questions with n items, min, max, blank (counted "
    "apart); moduli 384 bytes hex; jointKey 33 bytes hex",
    "active": "ids of the issuers that are active",
    "record": "exact bytes of the Record, hex",
    "tracker, nullifier, recordHash, replaces": "32 bytes, hex",
    "code": "the check that refuses (records.md §6)",
}
