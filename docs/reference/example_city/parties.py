"""Who takes part, with all their keys: the genesis record and the process record."""

from urna_reference import records
from urna_reference.records import Signer, make_record
from urna_reference.seeded import Seeded
from urna_reference.transcript import SUITE
from urna_reference.wire import Message

from .rsa_keys import KEYS

PROCESS, SCOPE = "city-2026", "council"
ORIGIN = "log.city.example/2026"
LANGUAGES = ["en", "fi"]


def text(english):
    """The same text in every language, marked by it."""
    return [Message("Text", language=language, value=f"{english} ({language})") for language in LANGUAGES]


def rule(name, **fields):
    return Message("Rule", name=name, ties="item-order", **fields)


QUESTIONS = [
    Message("Question", id="mayor", text=text("Mayor"), method="choose", min=1, max=1, rule=rule("plurality", seats=1)),
    Message("Question", id="parks", text=text("Parks"), method="choose", min=1, max=2, blank=True,
            rule=rule("approval", seats=2)),
    Message("Question", id="projects", text=text("Projects"), method="choose", min=0, max=3,
            rule=rule("greedy-exclusive", budget="100000.5")),
]
STYLES = [
    Message("Style", id="north", name=text("North"), questions=["mayor"]),
    Message("Style", id="south", name=text("South"), questions=["mayor", "parks", "projects"]),
]


class Parties:
    """Keys drawn from one seed, and the two records that name them."""

    def __init__(self, seed, organizations=3, registrars=2, issuers=3, trustees=3, threshold=2, minimum_issuers=2):
        random = self.random = Seeded(f"city {seed}")
        self.threshold = threshold
        self.log_seed = random.bytes(32)
        self.orderer = random.scalar()
        self.organizations = {
            name: (Signer(scalar=random.scalar()), random.bytes(32))
            for name in ("academy", "city", "union", "press", "bar")[:organizations]
        }
        self.clerk = Signer(seed=random.bytes(32))
        self.registrars = {name: Signer(seed=random.bytes(32)) for name in ("town-hall", "post")[:registrars]}
        self.issuers = {name: Signer(seed=random.bytes(32)) for name in ("alpha", "beta", "gamma")[:issuers]}
        self.trustees = {
            f"trustee-{i}": (Signer(seed=random.bytes(32)), random.scalar()) for i in range(1, trustees + 1)
        }
        pairs = [(issuer, style.id) for issuer in self.issuers for style in STYLES]
        self.rsa = dict(zip(pairs, KEYS))
        self.genesis_body = self.make_genesis()
        self.genesis = make_record(records.GENESIS, "", "", self.genesis_body, self.everybody())
        self.genesis_hash = records.record_hash(self.genesis)
        self.process_body = self.make_process(minimum_issuers)
        self.process = make_record(records.PROCESS, PROCESS, "", self.process_body, [self.clerk, *self.everybody()])
        self.process_hash = records.record_hash(self.process, PROCESS)

    def everybody(self):
        """Every organization's ledger key."""
        return [ledger for ledger, _ in self.organizations.values()]

    def majority(self):
        return self.everybody()[: records.majority(len(self.organizations))]

    def make_genesis(self):
        organizations = [
            Message("Organization", id=name, name=name.title(), operator=f"{name} operator", ledger_key=ledger.key,
                    cosigner_key=Signer(seed=cosigner).key)
            for name, (ledger, cosigner) in self.organizations.items()
        ]
        return Message(
            "Genesis", suite=SUITE, origin=ORIGIN, log_key=Signer(seed=self.log_seed).key, operator="city operator",
            orderer_key=Signer(scalar=self.orderer).key, organizations=organizations,
            quorum=records.majority(len(organizations)), nonce=self.random.bytes(32),
        )

    def make_process(self, minimum_issuers):
        def party(name, signer):
            return Message("Party", id=name, name=name.title(), operator=f"{name} operator", key=signer.key)

        return Message(
            "Process", genesis=self.genesis_hash, languages=LANGUAGES, title=text("Election"),
            description=text("An election\nin two lines"), clerks=[party("clerk", self.clerk)],
            registrars=[party(*pair) for pair in self.registrars.items()],
            issuers=[party(*pair) for pair in self.issuers.items()], minimum_issuers=minimum_issuers,
            trustees=[
                Message("Trustee", party=party(name, signer), sealing_key=Signer(scalar=scalar).key)
                for name, (signer, scalar) in self.trustees.items()
            ],
            threshold=self.threshold,
            scopes=[Message("Scope", id=SCOPE, questions=QUESTIONS, styles=STYLES)],
            data_licence="CC-BY-4.0",
        )

    def trust(self, election_hash, made_by="demo"):
        """The trust file (archive.md §2)."""
        genesis, process = self.genesis_body, self.process_body

        def parties(listed):
            return [{"id": p.id, "operator": p.operator, "key": p.key.hex()} for p in listed]

        return {
            "format": "urna-trust/v1",
            "suite": SUITE,
            "process": PROCESS,
            "scope": SCOPE,
            "electionHash": election_hash.hex(),
            "genesis": self.genesis_hash.hex(),
            "origin": genesis.origin,
            "logKey": genesis.log_key.hex(),
            "ordererKey": genesis.orderer_key.hex(),
            "operator": genesis.operator,
            "quorum": genesis.quorum,
            "organizations": [
                {"id": o.id, "operator": o.operator, "ledgerKey": o.ledger_key.hex(), "cosignerKey": o.cosigner_key.hex()}
                for o in genesis.organizations
            ],
            "clerks": parties(process.clerks),
            "registrars": parties(process.registrars),
            "issuers": parties(process.issuers),
            "trustees": [
                {"id": t.party.id, "operator": t.party.operator, "key": t.party.key.hex(),
                 "sealingKey": t.sealing_key.hex()}
                for t in process.trustees
            ],
            "threshold": process.threshold,
            "minimumIssuers": process.minimum_issuers,
            "madeBy": made_by,
        }
