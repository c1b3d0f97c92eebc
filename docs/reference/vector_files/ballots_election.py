"""ballots-election.json: ballots refused by election, shape or credential (R7, R8)."""

from urna_reference.transcript import ZERO

from .ballots import Booth, accept, file, refuse
from .sample import ISSUERS, Sample


def make():
    sample = Sample("ballots-election")
    north = Booth(sample, "north", [[0, 1]])
    valid = [accept(sample, north, "one question, second item")]
    invalid = bodies(sample, north) + issuer_signatures(sample, north)
    return file("election, shape and credential (R7, R8)", sample, valid, invalid)


def bodies(sample, booth):
    result = []

    def bad(why, code="R7", **changes):
        result.append(refuse(sample, booth.cast(booth.body.but(**changes)), code, why))

    answer = booth.body.answers[0]
    bad("another election", election=sample.random.bytes(32))
    bad("no election", election=b"")
    bad("unknown style", style="east")
    bad("replaces is not 32 bytes", replaces=ZERO[1:])
    bad("replaces is missing", replaces=b"")
    for mark in ("", "12345", "1234567", "12345a", "12345\n", "١٢٣٤٥٦"):
        bad(f"mark {mark!r}", mark=mark)
    bad("no answer", answers=[])
    bad("an answer too many", answers=[answer, answer])
    bad("a selection too few", answers=[answer.but(selections=answer.selections[:1])])
    bad("a selection too many", answers=[answer.but(selections=answer.selections + answer.selections[:1])])
    bad("a blank that the question does not count", answers=[answer.but(blank=answer.selections[0])])
    bad("no sum proof", answers=[answer.but(sum_proof=b"")])
    bad("sum proof of two branches", answers=[answer.but(sum_proof=answer.sum_proof * 2)])
    first = answer.selections[0]
    short = first.but(ciphertext=first.ciphertext[:33])
    bad("half a ciphertext", answers=[answer.but(selections=[short, answer.selections[1]])])
    short = first.but(proof=first.proof[:130])
    bad("a proof of one branch", answers=[answer.but(selections=[short, answer.selections[1]])])
    return result


def issuer_signatures(sample, booth):
    result = []
    signed = booth.body.issuer_signatures

    def bad(why, signatures, active=ISSUERS):
        data = booth.cast(booth.body.but(issuer_signatures=signatures))
        result.append(refuse(sample, data, "R8", why, active))

    bad("one issuer's signature missing", signed[:2])
    bad("no issuer's signature", [])
    bad("signatures out of order", [signed[1], signed[0], signed[2]])
    bad("one issuer's signature twice, another's missing", [signed[0], signed[0], signed[2]])
    stranger = signed[2].but(issuer="dean")
    bad("a stranger's signature besides", signed + [stranger])
    _, other = sample.new_credential()
    foreign = sample.issuer_signature("bar", "north", other)
    bad("a signature of another credential: spread over several", [signed[0], foreign, signed[2]])
    south = sample.issuer_signature("bar", "south", booth.credential)
    bad("a signature of the issuer's key for another style", [signed[0], south, signed[2]])
    renamed = signed[0].but(issuer="bar")
    bad("one issuer's signature under another's name", [signed[0], renamed, signed[2]])
    bad("another prefix", [signed[0].but(prefix=sample.random.bytes(32)), *signed[1:]])
    bad("prefix of 31 bytes", [signed[0].but(prefix=signed[0].prefix[1:]), *signed[1:]])
    bad("signature of 383 bytes", [signed[0].but(value=signed[0].value[1:]), *signed[1:]])
    value = int.from_bytes(signed[0].value, "big") + sample.election.moduli["academy", "north"]
    if value < 2**3072:
        bad("signature plus modulus", [signed[0].but(value=value.to_bytes(384, "big")), *signed[1:]])
    bad("signature not below the modulus", [signed[0].but(value=b"\xff" * 384), *signed[1:]])
    bad("signature is zero", [signed[0].but(value=bytes(384)), *signed[1:]])
    bad("the extra signature of an absent issuer is wrong", [*signed[:2], signed[2].but(value=signed[1].value)],
        ["academy", "bar"])
    return result
