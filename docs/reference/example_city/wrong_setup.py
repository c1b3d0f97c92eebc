"""Wrong definitions, rolls, ceremonies and phases."""

from urna_reference import credentials, ed25519, records
from urna_reference.records import Signer, make_record, record_hash
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse

from .parties import PROCESS, SCOPE
from .setup import Round
from .voting import VOTES, City
from .wrong import finish, wrong


def city(**changed):
    """An election whose preparation is changed."""
    played = City("wrong", VOTES[:1])
    return finish(played.prepare(**changed).vote())


@wrong("V3.1", "the genesis record without one organization's signature")
def genesis_unsigned():
    played = City("wrong", VOTES[:1])
    record = parse("Record", played.parties.genesis)
    played.parties.genesis = record.but(signatures=record.signatures[:2]).encode()
    played.parties.genesis_hash = record_hash(played.parties.genesis)
    return finish(played.prepare().vote())


@wrong("V3.2", "the process without one organization's signature")
def process_unsigned():
    played = City("wrong", VOTES[:1])
    record = parse("Record", played.parties.process)
    played.parties.process = record.but(signatures=record.signatures[:3]).encode()
    played.parties.process_hash = record_hash(played.parties.process, PROCESS)
    return finish(played.prepare().vote())


@wrong("V3.3", "a project without a cost")
def item_without_cost():
    def change(items):
        return [(q, body.but(cost="") if q == "projects" else body) for q, body in items]

    return city(items=change)


@wrong("V3.3", "an item in an older version on the ballot")
def item_old_version():
    played = City("wrong", VOTES[:1])

    def newer(rolls):
        old = played.items[0][1]
        body = records.Parsed(old).message.but(version=2, supersedes=record_hash(old, PROCESS, SCOPE))
        played.ledger.append(played.item(body))
        return rolls

    return finish(played.prepare(rolls=newer).vote())


@wrong("V3.3", "another log's cosigner keys in the definition")
def definition_other_cosigners():
    return city(definition=lambda d: d.but(cosigner_keys=d.cosigner_keys[::-1]))


@wrong("V7.1", "an item by somebody who is no clerk")
def item_by_stranger():
    played = City("wrong", VOTES[:1])
    clerk, played.parties.clerk = played.parties.clerk, Signer(seed=ZERO)

    def back(rolls):
        played.parties.clerk = clerk
        return rolls

    return finish(played.prepare(rolls=back).vote())


@wrong("V7.1", "an item's text changed after the freeze")
def item_after_freeze():
    played = City("wrong", VOTES[:1]).prepare()
    old = played.items[0][1]
    body = records.Parsed(old).message.but(version=2, supersedes=record_hash(old, PROCESS, SCOPE))
    played.ledger.append(played.item(body))
    return finish(played.vote())


@wrong("V5.1", "a ghost entry added to the roll after the definition was made")
def roll_ghost():
    def change(rolls):
        body = records.Parsed(rolls[0]).message
        ghost = body.entries[0].but(keys=[b"\xff" * 32, b"\xfe" * 32])
        grown = body.but(entries=[*body.entries, ghost], total=body.total + 1)
        return [make_record(records.ROLL, PROCESS, SCOPE, grown, played.parties.registrars.values())]

    played = City("wrong", VOTES[:1])
    return finish(played.prepare(rolls=change).vote())


@wrong("V5.1", "a roll signed by one registrar of two")
def roll_one_registrar():
    def change(rolls):
        record = parse("Record", rolls[0])
        return [record.but(signatures=record.signatures[:1]).encode()]

    return city(rolls=change)


@wrong("V5.1", "one person's key twice on the roll")
def roll_key_twice():
    played = City("wrong", VOTES[:1])
    played.roll[1].entry.keys[1] = played.roll[0].entry.keys[1]
    return finish(played.prepare().vote())


@wrong("V7.1", "a roll after the freeze")
def roll_after_freeze():
    played = City("wrong", VOTES[:1]).prepare()
    body = Message("Roll", version=2, chunk=0, chunks=1, total=0)
    played.ledger.append(make_record(records.ROLL, PROCESS, SCOPE, body, played.parties.registrars.values()))
    return finish(played.vote())


@wrong("V5.2", "an issuer key that its issuer did not attest")
def issuer_key_unattested():
    def change(definition):
        first, second, *rest = definition.issuer_keys
        return definition.but(issuer_keys=[first.but(attestation=second.attestation), second, *rest])

    return city(definition=change)


@wrong("V5.2", "one RSA key for two issuers")
def issuer_key_shared():
    def change(definition):
        first, *rest = definition.issuer_keys
        last = rest[-1]
        digest = credentials.issuer_key_hash(
            PROCESS, SCOPE, definition.process, last.issuer, last.style, first.modulus)
        signed = ed25519.sign(played.parties.issuers[last.issuer].seed, digest)
        rest[-1] = last.but(modulus=first.modulus, attestation=signed)
        return definition.but(issuer_keys=[first, *rest])

    played = City("wrong", [])
    return finish(played.prepare(definition=change))


@wrong("V4.1", "a trustee opened before all had committed")
def ceremony_early_opening():
    return city(ceremony=lambda r: [r[0], r[1], r[3], r[2], *r[4:]])


@wrong("V4.1", "a trustee opened something else than it had committed to")
def ceremony_other_opening():
    def change(r):
        other = Round(played.parties)
        played.trustees.openings[3], played.trustees.coefficients[3] = other.openings[3], other.coefficients[3]
        return [*r[:5], played.trustees.open(3), *r[6:]]

    played = City("wrong", VOTES[:1])
    return finish(played.prepare(ceremony=change).vote())


@wrong("V4.2", "a trustee's possession proof does not hold")
def ceremony_no_possession():
    def change(r):
        three = played.trustees
        opening = parse("Opening", three.openings[3]).but(possession_response=ZERO)
        three.openings[3] = opening.encode()
        return [*(three.commit(i) for i in (1, 2, 3)), *(three.open(i) for i in (1, 2, 3)),
                *(three.sign_off(i) for i in (1, 2, 3))]

    played = City("wrong", VOTES[:1])
    return finish(played.prepare(ceremony=change).vote())


@wrong("V4.3", "a complaint that nobody answered")
def ceremony_complaint_ignored():
    played = City("wrong", VOTES[:1])
    return finish(played.prepare(ceremony=lambda r: [*r[:6], played.trustees.complain(2, 1), *r[6:]]).vote())


@wrong("V4.4", "a trustee has not signed off")
def ceremony_sign_off_missing():
    return city(ceremony=lambda r: r[:-1])


@wrong("V4.4", "another trustee's key in the definition")
def definition_other_trustee_key():
    def change(d):
        return d.but(trustee_keys=[d.trustee_keys[0].but(key=d.joint_key), *d.trustee_keys[1:]])

    return city(definition=change)
