"""definitions.json: genesis and process bodies (R5)."""

from example_city.parties import SCOPE, Parties
from urna_reference import definitions, ed25519
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO

from .ed25519_strict import torsion

class Sample:
    def __init__(self):
        self.parties = Parties("definitions", trustees=2, issuers=2, organizations=2)
        self.genesis, self.process = self.parties.genesis_body, self.parties.process_body
        self.scope = self.process.scopes[0]
        self.valid, self.invalid = [], []

    def good(self, what, check, body, **more):
        check(body)
        self.valid.append({"what": what, "body": body.encode().hex()} | more)

    def bad(self, what, check, why, body, **more):
        try:
            check(body)
        except Refused:
            self.invalid.append({"what": what, "body": body.encode().hex()} | more | {"why": why})
        else:
            raise AssertionError(why)


def file(sample, what):
    return {
        "description": f"Definitions by themselves: {what}. Invalid ones are refused with R5 (that a process names the "
        "genesis record is another check).",
        "spec": "records.md §7.1 to §7.3; ballots.md §1.5",
        "shapes": {
            "what": "genesis | process (under the genesis given) | item (in the process and scope given)",
            "body": "exact bytes of the message, hex",
            "newest": "item: body of the version before, and its record hash; absent for a first version",
        },
        "genesis": sample.genesis.encode().hex(),
        "process": sample.process.encode().hex(),
        "scope": SCOPE,
        "valid": sample.valid,
        "invalid": sample.invalid,
    }


def make():
    sample = Sample()
    geneses(sample)
    processes(sample)
    return file(sample, "genesis and process")


def geneses(sample):
    good, check = sample.genesis, definitions.check_genesis
    one, two = good.organizations
    sample.good("genesis", check, good)
    sample.good("genesis", check, good.but(organizations=[one], quorum=1))
    sample.good("genesis", check, good.but(origin="~" * 255))

    def bad(why, **changes):
        sample.bad("genesis", check, why, good.but(**changes))

    bad("another suite", suite="URNA-P256-SHA256-v2")
    bad("no origin", origin="")
    for origin in ("a" * 256, "a b", "a+b", "a\n", "ä"):
        bad(f"origin {origin[:6]!r} of {len(origin)}", origin=origin)
    bad("no organization", organizations=[], quorum=0)
    bad("quorum of zero", quorum=0)
    bad("quorum above the organizations", quorum=3)
    bad("nonce of 31 bytes", nonce=ZERO[1:])
    bad("nonce of 33 bytes", nonce=ZERO + b"\x00")
    bad("an organization twice", organizations=[one, one])
    bad("an id twice", organizations=[one, two.but(id=one.id)])
    bad("not an id", organizations=[one.but(id="City Hall"), two])
    bad("a ledger key twice", organizations=[one, two.but(ledger_key=one.ledger_key)])
    bad("a cosigner key twice", organizations=[one, two.but(cosigner_key=one.cosigner_key)])
    bad("the log key as cosigner key", organizations=[one, two.but(cosigner_key=good.log_key)])
    bad("the orderer key as ledger key", organizations=[one, two.but(ledger_key=good.orderer_key)])
    bad("an Ed25519 key as ledger key", organizations=[one, two.but(ledger_key=sample.parties.clerk.key)])
    bad("a ledger key off the curve", organizations=[one, two.but(ledger_key=b"\x02" + (1).to_bytes(32, "big"))])
    bad("a ledger key that is the identity", organizations=[one, two.but(ledger_key=bytes(33))])
    bad("a cosigner key of small order", organizations=[one, two.but(cosigner_key=ed25519.encode(torsion()[1]))])
    bad("log key missing", log_key=b"")
    bad("a P-256 key as log key", log_key=two.ledger_key)
    bad("an Ed25519 key as orderer key", orderer_key=sample.parties.clerk.key)
    bad("a control character in a name", organizations=[one.but(name="A\tB"), two])


def processes(sample):
    good = sample.process
    scope = sample.scope

    def check(body):
        definitions.check_process(body, sample.genesis)

    sample.good("process", check, good)
    sample.good("process", check, good.but(threshold=1, minimum_issuers=1, registrars=good.registrars[:1]))

    def bad(why, **changes):
        sample.bad("process", check, why, good.but(**changes))

    clerk, registrars, issuers, trustees = good.clerks[0], good.registrars, good.issuers, good.trustees
    bad("no language", languages=[], title=[], description=[])
    bad("a language twice", languages=["en", "en"])
    bad("not a language", languages=["en", "Finnish"])
    bad("a title missing", title=good.title[:1])
    bad("titles exchanged", title=good.title[::-1])
    bad("a title too many", title=good.title + good.title[:1])
    bad("a control character in a text", title=[good.title[0].but(value="a\x07"), good.title[1]])
    bad("a text too long", description=[good.description[0].but(value="a" * 16385), good.description[1]])
    bad("no clerk", clerks=[])
    bad("no registrar", registrars=[])
    third = clerk.but(id="third", key=ed25519.public_key(ZERO))
    bad("three registrars", registrars=[*registrars, third])
    bad("one issuer", issuers=issuers[:1], minimum_issuers=1)
    bad("an issuer's id twice", issuers=[issuers[0], issuers[1].but(id=issuers[0].id)])
    bad("an issuer's key twice", issuers=[issuers[0], issuers[1].but(key=issuers[0].key)])
    bad("the clerk's key as an issuer's", issuers=[issuers[0], issuers[1].but(key=clerk.key)])
    bad("a cosigner's key as an issuer's", issuers=[
        issuers[0], issuers[1].but(key=sample.genesis.organizations[0].cosigner_key)])
    bad("an issuer's key of small order", issuers=[issuers[0], issuers[1].but(key=ed25519.encode(torsion()[2]))])
    bad("an issuer's key of 33 bytes", issuers=[issuers[0], issuers[1].but(key=trustees[0].sealing_key)])
    bad("an issuer without id", issuers=[issuers[0], issuers[1].but(id="")])
    bad("minimum of issuers zero", minimum_issuers=0)
    bad("minimum above the issuers", minimum_issuers=3)
    bad("threshold zero", threshold=0)
    bad("threshold above the trustees", threshold=3)
    bad("no trustees", trustees=[], threshold=0)
    bad("a trustee without party", trustees=[trustees[0], trustees[1].but(party=None)])
    bad("a sealing key twice", trustees=[trustees[0], trustees[1].but(sealing_key=trustees[0].sealing_key)])
    bad("a ledger key as sealing key", trustees=[
        trustees[0], trustees[1].but(sealing_key=sample.genesis.organizations[0].ledger_key)])
    bad("a sealing key that is the identity", trustees=[trustees[0], trustees[1].but(sealing_key=bytes(33))])
    bad("no scope", scopes=[])
    bad("a scope twice", scopes=[scope, scope])
    bad("a scope without questions", scopes=[scope.but(questions=[], styles=[])])
    bad("a scope without styles", scopes=[scope.but(styles=[])])
    bad("a question twice", scopes=[scope.but(questions=[*scope.questions, scope.questions[0]])])
    style = scope.styles[1]
    bad("a style twice", scopes=[scope.but(styles=[style, style])])
    for why, listed in (
        ("a style without questions", []),
        ("a style with an unknown question", ["mayor", "taxes"]),
        ("a style with a question twice", ["mayor", "mayor"]),
        ("a style's questions out of order", ["parks", "mayor"]),
    ):
        bad(why, scopes=[scope.but(styles=[style.but(questions=listed)])])
    long = scope.but(styles=[style.but(id="a" * 60)])
    bad("issuer's and style's ids of 65 characters", scopes=[long])
