"""Wrong ballots and issuances."""

from urna_reference import records
from urna_reference.elgamal import Ciphertext, decode_ciphertext
from urna_reference.group import G, P, Q, decode_point
from urna_reference.records import Signer, make_record
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO
from urna_reference.wire import delimited, parse

from .parties import PROCESS, SCOPE
from .voting import City
from .wrong import finish, north, recast, voted, wrong


def ballot(change):
    """One ballot, changed by `change(city, record, seed)`."""
    city, seed, signatures = voted()
    city.cast(change(city, north(city, seed, signatures), seed))
    return finish(city)


@wrong("V6.1", "a ballot's body holds an unknown field")
def ballot_unknown_field():
    def change(city, record, seed):
        body = records.Parsed(record).body + delimited(15, b"")
        return make_record(records.BALLOT, PROCESS, SCOPE, body, [Signer(seed=seed)])

    return ballot(change)


@wrong("V6.2", "a ballot names another election")
def ballot_other_election():
    return ballot(lambda city, record, seed: recast(city, record, seed, election=ZERO))


@wrong("V6.2", "a ballot names a style that is not there")
def ballot_other_style():
    return ballot(lambda city, record, seed: recast(city, record, seed, style="east"))


@wrong("V6.2", "a mark of five digits")
def ballot_short_mark():
    return ballot(lambda city, record, seed: recast(city, record, seed, mark="12345"))


@wrong("V6.2", "a ballot without its sum proof")
def ballot_no_sum_proof():
    def change(city, record, seed):
        answer = records.Parsed(record).message.answers[0]
        return recast(city, record, seed, answers=[answer.but(sum_proof=b"")])

    return ballot(change)


@wrong("V6.3", "one issuer's signature missing on a ballot")
def ballot_issuer_missing():
    def change(city, record, seed):
        return recast(city, record, seed, issuer_signatures=records.Parsed(record).message.issuer_signatures[:2])

    return ballot(change)


@wrong("V6.3", "signatures of different issuers spread over two credentials")
def ballot_spread_signatures():
    city, seed, signatures = voted()
    _, others = city.issue(city.abstaining[0])
    city.cast(north(city, seed, [signatures[0], others[1], signatures[2]]))
    return finish(city)


@wrong("V6.3", "issuers' signatures under the keys of another style")
def ballot_signature_of_other_style():
    city = City("wrong", [("south", [])]).prepare()
    voter = city.voters[0]
    city.issue(voter)
    kept = {issuer: list(listed) for issuer, listed in city.issued.items()}
    voter.style = "north"
    seed, signatures = city.issue(voter)
    city.issued = kept
    city.cast(city.make_ballot("south", seed, signatures, ZERO, [[1, 0], [1, 0, 0, 0], [0, 0, 0]]))
    return finish(city)


@wrong("V6.4", "an opened ballot, never signed")
def ballot_unsigned():
    return ballot(lambda city, record, seed: parse("Record", record).but(signatures=[]).encode())


@wrong("V6.4", "a ballot changed after it was signed")
def ballot_changed():
    def change(city, record, seed):
        body = records.Parsed(record).message.but(mark="000000").encode()
        return parse("Record", record).but(body=body).encode()

    return ballot(change)


@wrong("V6.5", "a ballot with two votes where one is allowed")
def ballot_over_vote():
    city, seed, signatures = voted()
    city.cast(north(city, seed, signatures, [(1, 1)]))
    return finish(city)


@wrong("V6.5", "a ballot with no vote where one is asked for")
def ballot_under_vote():
    city, seed, signatures = voted()
    city.cast(north(city, seed, signatures, [(0, 0)]))
    return finish(city)


@wrong("V6.5", "an answer copied from another credential's ballot")
def ballot_copied():
    city, seed, signatures = voted()
    copied = records.Parsed(north(city, seed, signatures)).message.answers
    other_seed, others = city.issue(city.abstaining[0])
    city.cast(recast(city, north(city, other_seed, others), other_seed, answers=copied))
    return finish(city)


@wrong("V6.5", "a ciphertext re-encrypted under the old proof")
def ballot_reencrypted():
    def change(city, record, seed):
        answer = records.Parsed(record).message.answers[0]
        first = answer.selections[0]
        old = decode_ciphertext(first.ciphertext)
        new = Ciphertext(old.alpha + G, old.beta + city.election.key).encode()
        return recast(city, record, seed, answers=[
            answer.but(selections=[first.but(ciphertext=new), answer.selections[1]])])

    return ballot(change)


@wrong("V6.5", "a ciphertext half of which is the identity")
def ballot_identity():
    def change(city, record, seed):
        answer = records.Parsed(record).message.answers[0]
        first = answer.selections[0]
        half = first.but(ciphertext=first.ciphertext[:33] + bytes(33))
        return recast(city, record, seed, answers=[answer.but(selections=[half, answer.selections[1]])])

    return ballot(change)


def selection(**changes):
    """A ballot whose first selection is changed: each value is a function of what stood there."""

    def change(city, record, seed):
        answer = records.Parsed(record).message.answers[0]
        first = answer.selections[0]
        other = first.but(**{name: new(getattr(first, name)) for name, new in changes.items()})
        return recast(city, record, seed, answers=[answer.but(selections=[other, answer.selections[1]])])

    return ballot(change)


def off_curve():
    """33 bytes like a point's, with the smallest x for which there is none."""
    for x in range(1, 100):
        encoded = b"\x02" + x.to_bytes(32, "big")
        try:
            decode_point(encoded)
        except Refused:
            return encoded
    raise AssertionError("every other x is on the curve")


@wrong("V6.5", "half a ciphertext is no point of the curve")
def ballot_off_curve():
    return selection(ciphertext=lambda old: old[:33] + off_curve())


@wrong("V6.5", "half a ciphertext has an x that is not below p")
def ballot_not_canonical():
    return selection(ciphertext=lambda old: b"\x02" + P.to_bytes(32, "big") + old[33:])


@wrong("V6.5", "the last scalar of a proof is not below q")
def ballot_scalar_out_of_range():
    return selection(proof=lambda old: old[:-32] + Q.to_bytes(32, "big"))


@wrong("V6.5", "the last scalar of a proof is zero")
def ballot_scalar_zero():
    return selection(proof=lambda old: old[:-32] + bytes(32))


@wrong("V6.5", "blank together with a choice")
def ballot_blank_and_choice():
    city = City("wrong", [("south", [])]).prepare()
    seed, signatures = city.issue(city.voters[0])
    city.cast(city.make_ballot("south", seed, signatures, ZERO, [[1, 0], [1, 0, 0, 1], [0, 0, 0]]))
    return finish(city)


@wrong("V6.3", "an issuer's signature that is not below its modulus")
def ballot_signature_too_large():
    def change(city, record, seed):
        signatures = list(records.Parsed(record).message.issuer_signatures)
        signatures[0] = signatures[0].but(value=b"\xff" * 384)
        return recast(city, record, seed, issuer_signatures=signatures)

    return ballot(change)


@wrong("V7.2", "a ballot after the close")
def ballot_late():
    city, seed, signatures = voted()
    city.close()
    city.cast(north(city, seed, signatures))
    return city.publish().fix()


@wrong("V7.2", "a ballot before casting is open")
def ballot_early():
    city = City("wrong", [("north", [])]).prepare(casting=False)
    seed, signatures = city.issue(city.voters[0])
    city.cast(north(city, seed, signatures))
    city.phase(step=2)
    return finish(city)


@wrong("V7.3", "the same ballot on the log twice")
def ballot_twice():
    city, seed, signatures = voted()
    record = north(city, seed, signatures)
    city.cast(record)
    city.cast(record)
    return finish(city)
