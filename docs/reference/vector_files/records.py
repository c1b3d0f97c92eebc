"""records.json: envelopes and signatures of every kind."""

from example_city import setup
from example_city.parties import PROCESS, SCOPE
from example_city.voting import City
from urna_reference import records
from urna_reference.records import Parsed, Signer, check_signatures, majority, make_record, record_hash, signing_hash
from urna_reference.refusal import Refused, coded
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse

from .records_wire import envelopes, wires

ENDORSERS = {"none": lambda n: 0, "majority": majority, "all": lambda n: n}


def check(data, authors, organizations, endorsement):
    with coded("R1"):
        parsed = Parsed(data)
    with coded("R3"):
        check_signatures(parsed, authors, organizations, ENDORSERS[endorsement](len(organizations)))
    return parsed


def make():
    city = City("records", []).prepare()
    parties, ledger = city.parties, city.ledger.records
    organizations = [signer.key for signer in parties.everybody()]
    clerk = [parties.clerk.key]
    registrars = [signer.key for signer in parties.registrars.values()]
    valid, invalid = [], []

    def good(what, data, authors, endorsement):
        parsed = check(data, authors, organizations, endorsement)
        valid.append({
            "what": what, "record": data.hex(), "authors": [key.hex() for key in authors], "endorsement": endorsement,
            "kind": parsed.record_kind, "process": parsed.process, "scope": parsed.scope, "hash": parsed.hash.hex(),
            "signingHash": parsed.signing_hash.hex(),
        })
        return data

    def bad(code, why, data, authors=(), endorsement="none"):
        try:
            check(data, list(authors), organizations, endorsement)
        except Refused as refused:
            assert refused.code == code, f"{why}: {refused.code} {refused.reason}"
        else:
            raise AssertionError(why)
        invalid.append({"record": data.hex(), "authors": [key.hex() for key in authors], "endorsement": endorsement,
                        "code": code, "why": why})

    by_kind = {}
    for data in ledger:
        by_kind.setdefault(Parsed(data).record_kind, []).append(data)
    good("genesis", ledger[0], [], "all")
    good("process", ledger[1], clerk, "all")
    item = good("item", by_kind[records.ITEM][0], clerk, "none")
    roll = good("roll, two registrars", by_kind[records.ROLL][0], registrars, "none")
    trustee = city.trustees.signer[1]
    good("ceremony: commit", by_kind[records.CEREMONY][0], [trustee.key], "none")
    good("ceremony: opening", by_kind[records.CEREMONY][3], [trustee.key], "none")
    good("ceremony: complaint", city.trustees.complain(1, 2), [trustee.key], "none")
    good("ceremony: complaint of nobody: a member of a oneof that is zero is written", city.trustees.complain(1, 0),
         [trustee.key], "none")
    good("ceremony: answer", city.trustees.answer(1, 2), [trustee.key], "none")
    good("ceremony: sign-off", by_kind[records.CEREMONY][6], [trustee.key], "none")
    close = phase(city, SCOPE, step=3, previous=ZERO)
    good("phase: close, endorsed by a majority", close, clerk, "majority")
    restart = phase(city, "", step=5, round=2, excluded=[1, 3], reason="no answer")
    good("phase: ceremony restart, no scope, a packed list", restart, clerk, "majority")
    everyone = phase(city, SCOPE, signers=[parties.clerk, *parties.everybody()], step=6, reason="void")
    good("phase: void, endorsed by all", everyone, clerk, "majority")
    outer = [parties.clerk, parties.everybody()[0], parties.everybody()[2]]
    good("phase: endorsed by the first and the third", phase(city, SCOPE, outer, step=3), clerk, "majority")
    share = make_record(records.SHARE, PROCESS, SCOPE, Message("DecryptionShare", closed_set=ZERO, trustee=1), [trustee])
    good("decryption share without questions", share, [trustee.key], "none")

    envelopes(bad, item, clerk[0], ledger[0])
    wires(bad, city, item, restart, clerk[0])
    signatures(bad, city, item, roll, close, ledger, clerk, registrars)
    return {
        "description": "Records. Valid: the envelope parses and the signatures are exactly those asked for. Invalid: "
        "refused with this code.",
        "spec": "records.md §1 to §3; encoding.md §3",
        "shapes": {
            "record": "exact bytes, hex",
            "authors": "keys that must have signed, in order, hex",
            "endorsement": "none, majority or all of organizations, after the authors, in their order",
            "kind, process, scope, hash, signingHash": "what the record says of itself, and its hashes (hex)",
        },
        "organizations": [key.hex() for key in organizations],
        "valid": valid,
        "invalid": invalid,
    }


def phase(city, scope, signers=None, **fields):
    signers = signers or [city.parties.clerk, *city.parties.majority()]
    return make_record(records.PHASE, PROCESS, scope, Message("Phase", **fields), signers)


def signatures(bad, city, item, roll, close, ledger, clerk, registrars):
    parties = city.parties

    def swap(data, places, why, *rest):
        record = parse("Record", data)
        bad("R3", why, record.but(signatures=[record.signatures[i] for i in places]).encode(), *rest)

    swap(ledger[0], [0, 1], "genesis without one organization", [], "all")
    swap(ledger[0], [1, 0, 2], "genesis signed out of order", [], "all")
    swap(ledger[0], [0, 1, 1], "genesis signed by one twice, by one not", [], "all")
    swap(ledger[1], [1, 2, 3], "process without the clerk's signature", clerk, "all")
    swap(ledger[1], [0, 1, 2], "process without one organization", clerk, "all")
    swap(ledger[1], [1, 2, 3, 0], "process with the clerk last", clerk, "all")
    swap(item, [], "item unsigned", clerk)
    swap(item, [0, 0], "item signed twice", clerk)
    swap(roll, [0], "roll without the second registrar", registrars)
    swap(roll, [1, 0], "roll signed out of order", registrars)
    swap(roll, [0, 0], "roll signed twice by the first registrar", registrars)
    swap(close, [0, 1], "close endorsed by one of three", clerk, "majority")
    swap(close, [0, 1, 1], "close endorsed by one twice", clerk, "majority")
    swap(close, [0, 2, 1], "close endorsed out of order", clerk, "majority")
    swap(close, [1, 2], "close without the clerk", clerk, "majority")
    stranger = Signer(scalar=city.random.scalar())
    more = [parties.clerk, *parties.everybody(), stranger]
    bad("R3", "close endorsed by a stranger besides all", phase(city, SCOPE, more, step=3), clerk, "majority")
    cosigner = Signer(seed=next(iter(parties.organizations.values()))[1])
    mixed = [parties.clerk, cosigner, *parties.majority()]
    bad("R3", "close endorsed with a cosigner key", phase(city, SCOPE, mixed, step=3), clerk, "majority")
    other = make_record(records.ITEM, PROCESS, SCOPE, Parsed(item).body, [Signer(seed=city.random.bytes(32))])
    bad("R3", "item signed by nobody known", other, clerk)
    endorsed = make_record(records.ITEM, PROCESS, SCOPE, Parsed(item).body, [parties.clerk, *parties.majority()])
    bad("R3", "item endorsed although items are not", endorsed, clerk)
    record = parse("Record", item)
    bad("R3", "signature of another item", record.but(signatures=parse("Record", ledger[3]).signatures).encode(), clerk)
    bad("R3", "replayed into another process", record.but(process="city-2027").encode(), clerk)
    bad("R3", "replayed into another scope", record.but(scope="board").encode(), clerk)
    bare = Message("Signature", key=parties.clerk.key, value=parties.clerk.sign(Parsed(item).body))
    bad("R3", "signature over the body alone", record.but(signatures=[bare]).encode(), clerk)
    hashed = Message("Signature", key=parties.clerk.key, value=parties.clerk.sign(record_hash(item, PROCESS, SCOPE)))
    bad("R3", "signature over the record hash", record.but(signatures=[hashed]).encode(), clerk)
    kind = parties.clerk.sign(signing_hash(records.ROLL, PROCESS, SCOPE, Parsed(item).body))
    wrong = Message("Signature", key=parties.clerk.key, value=kind)
    bad("R3", "signature over another kind", record.but(signatures=[wrong]).encode(), clerk)
    signed = parse("Record", close)
    last = signed.signatures[-1]
    high = setup.ceremony.Q - int.from_bytes(last.value[32:], "big")
    flipped = last.but(value=last.value[:32] + high.to_bytes(32, "big"))
    bad("R3", "an endorsement with high s", signed.but(signatures=[*signed.signatures[:-1], flipped]).encode(), clerk,
        "majority")
    zero = last.but(value=bytes(64))
    bad("R3", "an endorsement of zeros", signed.but(signatures=[*signed.signatures[:-1], zero]).encode(), clerk,
        "majority")
