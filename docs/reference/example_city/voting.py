"""The election itself, from casting to the certificate."""

from urna_reference import ballots, blind_rsa, booth, credentials, ed25519, records, tally
from urna_reference.counting import Option, select
from urna_reference.elgamal import decode_aggregate
from urna_reference.group import FixedBase
from urna_reference.records import make_record
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse

from . import setup
from .ledger import Ledger
from .parties import PROCESS, QUESTIONS, SCOPE, Parties


class City:
    """Plays an election step by step; `steps` may stop early. `votes`: for each voter a style and the ballots that it
    casts in turn, each a list of choices by question."""

    def __init__(self, seed, votes, abstaining=("north",), **parties):
        self.parties = Parties(seed, **parties)
        self.random = self.parties.random
        self.ledger = Ledger(self.parties)
        self.votes = votes
        self.voters = [setup.Voter(self.parties, i, style) for i, (style, _) in enumerate(votes)]
        self.casting = list(zip(self.voters, [cast for _, cast in votes]))
        self.abstaining = [setup.Voter(self.parties, 50 + i, style) for i, style in enumerate(abstaining)]
        self.roll = self.voters + self.abstaining
        self.issued = {issuer: [] for issuer in self.parties.issuers}
        self.phases = []
        self.checked = []

    def prepare(self):
        """Genesis to freeze, with casting open."""
        parties, ledger = self.parties, self.ledger
        ledger.append(parties.genesis)
        ledger.append(parties.process)
        items = [
            (question, make_record(records.ITEM, PROCESS, SCOPE, body, [parties.clerk]))
            for question, body in setup.make_items()
        ]
        for _, record in items:
            ledger.append(record)
        for record in setup.make_roll(parties, self.roll):
            ledger.append(record)
        self.trustees = setup.Round(parties)
        for record in self.trustees.all_records():
            ledger.append(record)
        self.items = items
        return self.freeze()

    def freeze(self):
        self.definition = setup.make_definition(self.parties, self.items, self.roll, self.trustees)
        self.election = setup.make_election(self.parties, self.definition, FixedBase(self.trustees.joint_key))
        self.phase(step=1, definition=self.definition.encode(), casting=True)
        return self

    def phase(self, **fields):
        previous = records.record_hash(self.phases[-1], PROCESS, SCOPE) if self.phases else b""
        body = Message("Phase", previous=previous, **fields)
        signers = [self.parties.clerk, *self.parties.majority()]
        self.phases.append(self.ledger.append(make_record(records.PHASE, PROCESS, SCOPE, body, signers)))

    def issue(self, voter, issuers=None):
        """A credential with every issuer's signature: (seed, signatures)."""
        parties, election, random = self.parties, self.election, self.random
        seed = random.bytes(32)
        key = ed25519.public_key(seed)
        signatures = []
        for issuer in issuers or parties.issuers:
            rsa = parties.rsa[issuer, voter.style]
            message = credentials.credential_message(PROCESS, SCOPE, election.hash, voter.style, issuer, key)
            prefix = random.bytes(32)
            blinded, inverse = blind_rsa.blind(rsa.n, prefix + message, random.bytes(48), random.below(rsa.n))
            request = Message(
                "IssuanceRequest", issuer=issuer, roll_key=voter.entry.keys[0], style=voter.style, blinded=blinded
            )
            digest = credentials.request_hash(PROCESS, SCOPE, election.hash, request)
            request.signatures = [ed25519.sign(roll_seed, digest) for roll_seed in voter.seeds]
            signed = blind_rsa.blind_sign(rsa, blinded)
            self.issued[issuer].append(
                Message("Issuance", request=request, entry=voter.index, blind_signature=signed)
            )
            value = blind_rsa.finalize(rsa.n, prefix + message, signed, inverse)
            signatures.append(Message("IssuerSignature", issuer=issuer, prefix=prefix, value=value))
        return seed, signatures

    def make_ballot(self, style, seed, signatures, replaces, choices):
        randomness = [[self.random.scalar() for _ in chosen] for chosen in choices]
        mark = f"{self.random.below(10**6):06}"
        body = booth.make_ballot(
            self.election, style, ed25519.public_key(seed), signatures, replaces, mark, choices, randomness, self.random
        )
        return booth.cast(self.election, body, seed)

    def vote(self):
        for voter, cast in self.casting:
            seed, signatures = self.issue(voter)
            replaces = ZERO
            for choices in cast:
                record = self.make_ballot(voter.style, seed, signatures, replaces, choices)
                self.ledger.append_ballots(self.election, record)
                replaces = self.ledger.trackers[record]
        return self

    def close(self):
        self.phase(step=3)
        self.closed_size = len(self.ledger.records)
        return self

    def publish(self, issuers=None):
        for issuer in issuers or self.parties.issuers:
            issuances = sorted(self.issued[issuer], key=lambda issuance: issuance.entry)
            root = credentials.issuances_root(issuances)
            size = credentials.ISSUANCE_CHUNK
            chunks = max(1, -(-len(issuances) // size))
            for chunk in range(chunks):
                body = Message("IssuanceList", issuer=issuer, chunk=chunk, chunks=chunks, total=len(issuances),
                               root=root, issuances=issuances[chunk * size :][:size])
                self.ledger.append(make_record(
                    records.ISSUANCE_LIST, PROCESS, SCOPE, body, [self.parties.issuers[issuer]]))
        return self

    def fix(self):
        """Every organization posts the closed set."""
        by_nullifier = {}
        for record in self.ledger.trackers:
            parsed = records.Parsed(record)
            body = parsed.message
            ciphertexts = [
                [ballots.decode_ciphertext(s.ciphertext) for s in a.selections + ([a.blank] if a.blank else [])]
                for a in body.answers
            ]
            checked = ballots.Checked(
                ballots.nullifier(self.election, body.credential), self.ledger.trackers[record], body.replaces,
                body.style, parsed.hash, ciphertexts, [],
            )
            by_nullifier.setdefault(checked.nullifier, []).append(checked)
        counted = [ballots.chain(cast)[0] for cast in by_nullifier.values()]
        counted = [ballot for ballot in counted if ballot]
        questions = {q.id: q for style in self.election.styles.values() for q in style}
        self.closed_set = Message(
            "ClosedSet", election=self.election.hash, tree_size=self.closed_size,
            tree_root=self.ledger.root(self.closed_size), recorded=len(set(self.ledger.trackers.values())),
            counted=len(counted), trackers_root=tally.trackers_root(counted),
            aggregates=tally.aggregates([questions[q.id] for q in QUESTIONS], self.election.styles, counted),
        )
        self.closed = tally.closed_set_hash(PROCESS, SCOPE, self.election.hash, self.closed_set.encode())
        for ledger, _ in self.parties.organizations.values():
            self.ledger.append(make_record(records.CLOSED_SET, PROCESS, SCOPE, self.closed_set, [ledger]))
        return self

    def decrypt(self, trustees=None):
        self.shares = {}
        for i in trustees or self.trustees.active:
            share = tally.make_share(
                PROCESS, SCOPE, self.election.hash, self.closed, i, self.trustees.secrets[i], self.closed_set, self.random
            )
            self.shares[i] = share
            self.ledger.append(make_record(records.SHARE, PROCESS, SCOPE, share, [self.trustees.signer[i]]))
        return self

    def certify(self):
        results = []
        used = sorted(self.shares)[: self.parties.threshold]
        for at, (question, aggregate) in enumerate(zip(QUESTIONS, self.closed_set.aggregates)):
            counts = []
            for index, ciphertext in enumerate(aggregate.ciphertexts):
                points = {
                    i: tally.decode_element(self.shares[i].questions[at].shares[index].point) for i in used
                }
                opened = tally.open_ciphertext(decode_aggregate(ciphertext), points)
                counts.append(tally.small_logarithm(opened, aggregate.ballots))
            items = [parse("Item", records.Parsed(record).body) for of, record in self.items if of == question.id]
            votes, blank = counts[: len(items)], counts[len(items)] if question.blank else 0
            options = [Option(i.id, v, i.cost, tuple(i.conflicts)) for i, v in zip(items, votes)]
            results.append(Message(
                "QuestionResult", question=question.id, ballots=aggregate.ballots, votes=votes, blank=blank,
                selected=select(question.rule, options)))
        self.certificate = Message("Certificate", election=self.election.hash, closed_set=self.closed, results=results)
        signers = [self.parties.clerk, *self.parties.majority()]
        self.ledger.append(make_record(records.CERTIFICATE, PROCESS, SCOPE, self.certificate, signers))
        return self

    def everything(self):
        return self.prepare().vote().close().publish().fix().decrypt().certify()

    def trust(self, made_by="demo"):
        return self.parties.trust(self.election.hash, made_by)


VOTES = [
    ("north", [[[1, 0]]]),
    ("south", [[[0, 1], [1, 1, 0, 0], [1, 1, 0]], [[0, 1], [0, 1, 1, 0], [1, 0, 1]]]),
    ("south", [[[1, 0], [0, 0, 0, 1], [0, 0, 0]]]),
]
