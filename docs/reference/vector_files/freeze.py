"""freeze.json: definitions against the records before them (R5), and the election hash."""

from example_city import setup
from example_city.parties import PROCESS, SCOPE
from example_city.voting import City
from urna_reference import freeze, records
from urna_reference.records import Parsed, make_record, record_hash
from urna_reference.refusal import Refused, require
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse, varint


class Sample:
    def __init__(self):
        self.city = city = City("freeze", [], abstaining=("north", "south"), organizations=2, registrars=1, issuers=2,
                                trustees=2).prepare()
        self.parties, self.trustees = city.parties, city.trustees
        self.records = city.ledger.records[:-1]
        # A second version of the first item, so that the first is not the newest any more.
        first = parse("Item", Parsed(self.records[2]).body)
        second = first.but(version=2, supersedes=record_hash(self.records[2], PROCESS, SCOPE))
        self.records.append(make_record(records.ITEM, PROCESS, SCOPE, second, [self.parties.clerk]))
        items = [(q, self.records[-1] if record == self.records[2] else record) for q, record in city.items]
        self.good = setup.make_definition(self.parties, items, city.roll, self.trustees)
        self.valid, self.invalid = [], []

    def check(self, data, without):
        """What the ledger holds, and every part of records.md §7.4."""
        items, rolls, signed = {}, {}, set()
        for position, record in enumerate(self.records):
            parsed = Parsed(record)
            if position in without:
                continue
            if parsed.record_kind == records.ITEM:
                items.setdefault(parsed.message.id, []).append((parsed.message, parsed.hash))
            elif parsed.record_kind == records.ROLL:
                rolls.setdefault(parsed.message.version, {})[parsed.message.chunk] = parsed.message
            elif parsed.record_kind == records.CEREMONY and parsed.message.sign_off:
                signed.add(parsed.message.trustee)
        process, scope = self.parties.process_body, self.parties.process_body.scopes[0]
        definition = parse("Definition", data)
        require(definition.process == self.parties.process_hash, "another process")
        chosen = freeze.check_items(definition, scope, items)
        freeze.check_roll(definition, scope, process, rolls)
        freeze.check_issuer_keys(definition, scope, PROCESS, process, self.parties.process_hash)
        require(signed == set(self.trustees.active), "not all have signed off")
        freeze.check_trustees(definition, 1, self.trustees.joint_key, self.trustees.public)
        cosigners = [o.cosigner_key for o in self.parties.genesis_body.organizations]
        require(definition.cosigner_keys == cosigners, "cosigner keys")
        require(len(definition.page_manifest) == 32, "page manifest")
        freeze.check_sizes(scope, chosen, len(process.issuers))

    def accept(self, what, definition):
        data = definition.encode()
        self.check(data, [])
        digest = freeze.election_hash(PROCESS, SCOPE, self.parties.process_hash, data)
        self.valid.append({"what": what, "definition": data.hex(), "electionHash": digest.hex()})

    def bad(self, why, data=None, without=(), **changes):
        data = data or self.good.but(**changes).encode()
        try:
            self.check(data, without)
        except Refused:
            self.invalid.append({"definition": data.hex(), "without": list(without), "why": why})
        else:
            raise AssertionError(why)


def make():
    sample = Sample()
    good = sample.good
    sample.accept("as the ballot is", good)
    mayor, parks, projects = good.questions
    turned = parks.but(items=parks.items[::-1])
    sample.accept("items in another order are another election", good.but(questions=[mayor, turned, projects]))
    sample.accept("an item left out", good.but(questions=[mayor, parks.but(items=parks.items[1:]), projects]))
    sample.accept("another page manifest is another election", good.but(page_manifest=bytes(range(32))))
    parts(sample)
    keys(sample)
    return {
        "description": "Definitions as a freeze would name them, after the records given. Valid: accepted, with the "
        "election hash. Invalid: refused (R5), where without names positions in records that were never posted.",
        "spec": "records.md §7.4 and §7.5",
        "shapes": {"records": "genesis first, exact bytes, hex", "definition": "exact bytes of the Definition, hex",
                   "electionHash": "hex", "without": "positions in records"},
        "process": PROCESS,
        "scope": SCOPE,
        "records": [record.hex() for record in sample.records],
        "valid": sample.valid,
        "invalid": sample.invalid,
    }


def parts(sample):
    good, bad = sample.good, sample.bad
    mayor, parks, projects = good.questions
    bad("another process", process=ZERO)
    bad("an unknown field", data=good.encode() + varint(15 << 3) + b"\x01")
    bad("a question left out", questions=[mayor, parks])
    bad("questions exchanged", questions=[parks, mayor, projects])
    bad("a question twice", questions=[mayor, mayor, projects])
    bad("a question without items", questions=[mayor.but(items=[]), parks, projects])
    bad("an item twice", questions=[mayor.but(items=mayor.items[:1] * 2), parks, projects])
    old = record_hash(sample.records[2], PROCESS, SCOPE)
    bad("an item in an older version", questions=[mayor.but(items=[old, mayor.items[1]]), parks, projects])
    bad("an item of another question", questions=[mayor.but(items=[mayor.items[0], parks.items[0]]), parks, projects])
    bad("an item that is not there", questions=[mayor.but(items=[mayor.items[0], ZERO]), parks, projects])
    bad("fewer items than max", questions=[mayor, parks.but(items=parks.items[:1]), projects])
    bridge = projects.but(items=projects.items[1:])
    bad("max above the items, and a conflict with an item left out", questions=[mayor, parks, bridge])
    bad("another version of the roll", roll_version=2)
    bad("another size of the roll", roll_size=3)
    bad("another root of the roll", roll_root=ZERO)
    roll_at = next(i for i, r in enumerate(sample.records) if Parsed(r).record_kind == records.ROLL)
    bad("no roll", without=[roll_at])
    bad("cosigner keys exchanged", cosigner_keys=good.cosigner_keys[::-1])
    bad("a cosigner key left out", cosigner_keys=good.cosigner_keys[:1])
    bad("no page manifest", page_manifest=b"")


def keys(sample):
    good, bad = sample.good, sample.bad
    first, second = good.issuer_keys[:2]
    rest = good.issuer_keys[2:]
    bad("an issuer key left out", issuer_keys=[first, *rest])
    bad("issuer keys exchanged", issuer_keys=[second, first, *rest])
    modulus, style = first.modulus, second.style
    digest = freeze.credentials.issuer_key_hash(
        PROCESS, SCOPE, sample.parties.process_hash, first.issuer, style, modulus)
    twice = second.but(modulus=modulus, attestation=sample.parties.issuers[first.issuer].sign(digest))
    bad("one modulus for two styles, attested", issuer_keys=[first, twice, *rest])
    bad("an attestation of another style", issuer_keys=[first, second.but(attestation=first.attestation), *rest])
    bad("no attestation", issuer_keys=[first.but(attestation=b""), second, *rest])
    other = Message("IssuerKey", issuer="gamma", style="north", modulus=modulus, attestation=first.attestation)
    bad("a key of nobody besides", issuer_keys=[*good.issuer_keys, other])
    bad("another round", ceremony_round=2)
    bad("another joint key", joint_key=good.trustee_keys[0].key)
    bad("trustees' keys exchanged", trustee_keys=good.trustee_keys[::-1])
    bad("a trustee's key left out", trustee_keys=good.trustee_keys[:1])
    wrong = good.trustee_keys[0].but(key=good.joint_key)
    bad("another trustee's key", trustee_keys=[wrong, good.trustee_keys[1]])
    last = max(i for i, r in enumerate(sample.records) if Parsed(r).record_kind == records.CEREMONY)
    bad("a trustee has not signed off", without=[last])
