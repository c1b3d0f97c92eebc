"""The election up to the close: preparing, issuing, casting."""

from urna_reference import blind_rsa, booth, credentials, ed25519, records
from urna_reference.group import FixedBase
from urna_reference.records import make_record
from urna_reference.transcript import ZERO
from urna_reference.wire import Message

from . import setup
from .ledger import Ledger
from .parties import PROCESS, SCOPE, Parties


class Casting:
    """Plays an election step by step up to the close. `votes`: for each voter a style and the ballots that it casts in
    turn, each a list of choices by question."""

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

    def prepare(self, casting=True, **change):
        """Genesis to freeze. `change`: functions by the name of what they change: items ([(question, Item)]), rolls and
        ceremony (records), definition (Definition)."""

        def changed(name, value):
            return change[name](value) if name in change else value

        parties, ledger = self.parties, self.ledger
        ledger.append(parties.genesis)
        ledger.append(parties.process)
        self.items = [(question, self.item(body)) for question, body in changed("items", list(setup.make_items()))]
        for _, record in self.items:
            ledger.append(record)
        for record in changed("rolls", list(setup.make_roll(parties, self.roll))):
            ledger.append(record)
        self.trustees = setup.Round(parties)
        for record in changed("ceremony", list(self.trustees.all_records())):
            ledger.append(record)
        made = setup.make_definition(parties, self.items, self.roll, self.trustees)
        return self.freeze(changed("definition", made), casting)

    def item(self, body):
        return make_record(records.ITEM, PROCESS, SCOPE, body, [self.parties.clerk])

    def freeze(self, definition=None, casting=True):
        self.definition = definition or setup.make_definition(self.parties, self.items, self.roll, self.trustees)
        self.election = setup.make_election(self.parties, self.definition, FixedBase(self.trustees.joint_key))
        self.phase(step=1, definition=self.definition.encode(), casting=casting)
        return self

    def phase(self, signers=None, **fields):
        previous = records.record_hash(self.phases[-1], PROCESS, SCOPE) if self.phases else b""
        body = Message("Phase", **({"previous": previous} | fields))
        signers = signers or [self.parties.clerk, *self.parties.majority()]
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
                replaces = self.cast(self.make_ballot(voter.style, seed, signatures, replaces, choices))
        return self

    def cast(self, record):
        """The tracker."""
        self.ledger.append_ballots(self.election, record)
        return self.ledger.trackers[record]
