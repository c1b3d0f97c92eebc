"""Before the election: items, roll, the trustees' ceremony, issuer keys, the freeze."""

from urna_reference import ceremony, credentials, ed25519, records
from urna_reference.ballots import Election, Question
from urna_reference.ceremony import Setting
from urna_reference.group import G
from urna_reference.records import make_record
from urna_reference.transcript import ZERO, Transcript
from urna_reference.wire import Message

from .parties import PROCESS, QUESTIONS, SCOPE, STYLES, text

ITEMS = {
    "mayor": [("anna", {}), ("bo", {})],
    "parks": [("north-park", {}), ("lake", {}), ("river", {})],
    "projects": [
        ("library", {"cost": "60000"}),
        ("bridge", {"cost": "50000.25", "conflicts": ["library"]}),
        ("benches", {"cost": "40000.5"}),
    ],
}


def make_items():
    """(question, record) in ballot order."""
    for question in QUESTIONS:
        for name, fields in ITEMS[question.id]:
            yield question.id, Message(
                "Item", id=name, question=question.id, title=text(name.title()), description=text(f"About {name}"),
                version=1, **fields,
            )


class Voter:
    """A person on the roll, with the codes that the registrars sent."""

    def __init__(self, parties, number, style):
        random = parties.random
        self.codes = [credentials.code_characters(random.bytes(12)) for _ in parties.registrars]
        self.seeds = [
            credentials.roll_key_seed(code, PROCESS, SCOPE, registrar)
            for code, registrar in zip(self.codes, parties.registrars)
        ]
        commitment = credentials.person_commitment(
            PROCESS, SCOPE, parties.process_hash, random.bytes(32), f"0101{number:02}-900X"
        )
        keys = [ed25519.public_key(seed) for seed in self.seeds]
        self.entry = Message("RollEntry", keys=keys, style=style, commitment=commitment)
        self.style = style
        self.index = None


def make_roll(parties, voters):
    """One version, in chunks of 1,000."""
    voters.sort(key=lambda voter: voter.entry.keys[0])
    for index, voter in enumerate(voters):
        voter.index = index
    chunks = max(1, -(-len(voters) // credentials.ROLL_CHUNK))
    for chunk in range(chunks):
        part = voters[chunk * credentials.ROLL_CHUNK :][: credentials.ROLL_CHUNK]
        body = Message(
            "Roll", version=1, chunk=chunk, chunks=chunks, total=len(voters), entries=[voter.entry for voter in part]
        )
        yield make_record(records.ROLL, PROCESS, SCOPE, body, parties.registrars.values())


class Round:
    """One round of the ceremony among the active trustees, everybody honest unless `wrong` gives another share:
    {(dealer, recipient): scalar}."""

    def __init__(self, parties, number=1, active=None, wrong=()):
        self.parties = parties
        names = list(parties.trustees)
        self.active = active or list(range(1, len(names) + 1))
        self.signer = {i: parties.trustees[names[i - 1]][0] for i in self.active}
        secret = {i: parties.trustees[names[i - 1]][1] for i in self.active}
        self.setting = Setting(PROCESS, parties.process_hash, parties.threshold, number, self.active)
        random = parties.random
        self.polynomials = {d: [random.scalar() for _ in range(parties.threshold)] for d in self.active}
        sealing = {i: secret[i] * G for i in self.active}
        self.openings, self.coefficients = {}, {}
        for d in self.active:
            opening = ceremony.make_opening(self.setting, d, self.polynomials[d], sealing, random)
            for share in opening.shares:
                if (d, share.recipient) in dict(wrong):
                    info = ceremony.share_info(self.setting, d, share.recipient)
                    plaintext = ceremony.encode_scalar(dict(wrong)[d, share.recipient])
                    share.encapsulation, share.ciphertext = ceremony.hpke.seal(
                        sealing[share.recipient], info, b"", plaintext, random.scalar()
                    )
            self.openings[d] = opening.encode()
            self.coefficients[d] = [f * G for f in self.polynomials[d]]
        self.joint_key = ceremony.joint_key(self.coefficients)
        self.secrets = {
            i: sum(ceremony.evaluate(f, i) for f in self.polynomials.values()) % ceremony.Q for i in self.active
        }
        self.public = {i: ceremony.public_key(self.coefficients, i) for i in self.active}

    def record(self, trustee, **step):
        body = Message("Ceremony", round=self.setting.round, trustee=trustee, **step)
        return make_record(records.CEREMONY, PROCESS, "", body, [self.signer[trustee]])

    def commit(self, d):
        return self.record(d, commit=ceremony.commitment(self.setting, d, self.openings[d]))

    def open(self, d):
        return self.record(d, opening=self.openings[d])

    def complain(self, i, dealer):
        return self.record(i, complaint=dealer)

    def answer(self, d, recipient):
        share = ceremony.encode_scalar(ceremony.evaluate(self.polynomials[d], recipient))
        return self.record(d, answer=Message("Answer", recipient=recipient, share=share))

    def sign_off(self, i):
        transcript = ceremony.sign_off_transcript(self.setting, self.openings)
        return self.record(i, sign_off=Message("SignOff", joint_key=self.joint_key.encode(), transcript=transcript))

    def all_records(self):
        for step in (self.commit, self.open, self.sign_off):
            yield from (step(i) for i in self.active)


def issuer_keys(parties):
    for (issuer, style), key in parties.rsa.items():
        modulus = key.n.to_bytes(384, "big")
        digest = credentials.issuer_key_hash(PROCESS, SCOPE, parties.process_hash, issuer, style, modulus)
        yield Message(
            "IssuerKey", issuer=issuer, style=style, modulus=modulus, attestation=parties.issuers[issuer].sign(digest)
        )


def make_definition(parties, items, voters, trustees, roll_version=1):
    """`items`: (question, record); `trustees`: the last Round."""
    questions = [
        Message("QuestionItems", question=question.id, items=[
            records.record_hash(record, PROCESS, SCOPE) for of, record in items if of == question.id])
        for question in QUESTIONS
    ]
    return Message(
        "Definition", process=parties.process_hash, questions=questions, roll_version=roll_version, roll_size=len(voters),
        roll_root=credentials.roll_root([voter.entry for voter in voters]), issuer_keys=list(issuer_keys(parties)),
        ceremony_round=trustees.setting.round, joint_key=trustees.joint_key.encode(),
        trustee_keys=[Message("TrusteeKey", trustee=i, key=trustees.public[i].encode()) for i in trustees.active],
        cosigner_keys=[o.cosigner_key for o in parties.genesis_body.organizations], page_manifest=ZERO,
    )


def election_hash(definition, process_hash):
    """records.md §7.5."""
    return Transcript("election", PROCESS, SCOPE, process_hash).absorb("definition", definition).hash()


def make_election(parties, definition, joint_key):
    questions = {
        q.id: Question(q.id, len(ITEMS[q.id]), q.min, q.max, q.blank) for q in QUESTIONS
    }
    return Election(
        PROCESS, SCOPE, election_hash(definition.encode(), parties.process_hash), joint_key, list(parties.issuers),
        {style.id: [questions[q] for q in style.questions] for style in STYLES},
        {pair: key.n for pair, key in parties.rsa.items()},
    )
