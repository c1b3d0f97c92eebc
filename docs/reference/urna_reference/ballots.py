"""Ballots: body, tracker, nullifier, acceptance (spec ballots.md)."""

import re
from typing import NamedTuple

from . import blind_rsa, credentials, proofs
from .elgamal import EMPTY, decode_ciphertext
from .group import Element
from .records import BALLOT, Parsed, check_signatures
from .refusal import coded, require
from .transcript import ZERO, Transcript


class Question(NamedTuple):
    id: str
    n: int  # items
    min: int
    max: int
    blank: bool  # counted apart

    def sum_range(self):
        """§1.4: (lo, hi) of the sum proof, or None where there is none."""
        return None if not self.blank and self.min == 0 and self.max == self.n else (self.min, self.max)


class Election(NamedTuple):
    """What a ballot is checked against."""

    process: str
    scope: str
    hash: bytes
    key: Element
    issuers: list  # ids, in the order of the process
    styles: dict  # id -> list of Question
    moduli: dict  # (issuer, style) -> integer


def tracker(election, body):
    """§2."""
    return Transcript("ballot", election.process, election.scope, election.hash).absorb("body", body).hash()


def nullifier(election, credential):
    """§2."""
    transcript = Transcript("nullifier", election.process, election.scope, election.hash)
    return transcript.absorb("credential", credential).hash()


def statement(election, style, question, credential, index, ciphertext, lo, hi):
    kind = "sum" if index == question.n + 1 else "selection"
    return proofs.RangeStatement(
        election.process, election.scope, election.hash, kind, style, question.id, credential, index, election.key,
        ciphertext, lo, hi,
    )


def product(ciphertexts, blank, maximum):
    """§1.4: Π alpha_i · alpha_blank^max, likewise beta."""
    result = EMPTY
    for ciphertext in ciphertexts:
        result = result.plus(ciphertext)
    return result if blank is None else result.plus(blank.times(maximum))


class Checked(NamedTuple):
    nullifier: bytes
    tracker: bytes
    replaces: bytes
    style: str
    record_hash: bytes
    ciphertexts: list  # for each question of the style: one for each item, then the blank's where there is one
    issuers: list  # ids whose signatures it bears


def check_envelope(data):
    with coded("R1"):
        parsed = Parsed(data)
        require(parsed.record_kind == BALLOT, "not a ballot")
        return parsed


def check_signature(parsed, body):
    """The credential's own, and nothing else."""
    with coded("R3"):
        require(len(body.credential) == 32, "credential is not an Ed25519 key")
        check_signatures(parsed, [body.credential])


def check_shape(election, body):
    """§1.1, §1.3 and the lengths of §1.4."""
    with coded("R7"):
        require(body.election == election.hash, "another election")
        require(body.style in election.styles, "unknown style")
        require(len(body.replaces) == 32, "replaces is not 32 bytes")
        require(re.fullmatch("[0-9]{6}", body.mark), "mark is not six digits")
        questions = election.styles[body.style]
        require(len(body.answers) == len(questions), "one answer for each question of the style")
        for question, answer in zip(questions, body.answers):
            require(len(answer.selections) == question.n, "one selection for each item")
            require((answer.blank is not None) == question.blank, "blank where there is none, or none where there is")
            for selection in answer.selections + ([answer.blank] if question.blank else []):
                require(len(selection.ciphertext) == 66, "ciphertext is not 66 bytes")
                require(len(selection.proof) == 260, "selection's proof is not 260 bytes")
            bounds = question.sum_range()
            branches = bounds[1] - bounds[0] + 1 if bounds else 0
            require(len(answer.sum_proof) == 130 * branches, "sum proof has another length")


def check_credential(election, body, active):
    """§1.2."""
    with coded("R8"):
        named = [signature.issuer for signature in body.issuer_signatures]
        require(all(issuer in election.issuers for issuer in named), "unknown issuer")
        places = [election.issuers.index(issuer) for issuer in named]
        require(all(a < b for a, b in zip(places, places[1:])), "issuers out of order, or one twice")
        require(set(active) <= set(named), "an active issuer's signature is missing")
        for signature in body.issuer_signatures:
            require(len(signature.prefix) == 32 and len(signature.value) == 384, "issuer's signature has a wrong size")
            message = credentials.credential_message(
                election.process, election.scope, election.hash, body.style, signature.issuer, body.credential
            )
            modulus = election.moduli[signature.issuer, body.style]
            blind_rsa.verify(modulus, signature.prefix + message, signature.value)
        return named


def check_proofs(election, body, verify=proofs.verify_range):
    """§1.4: the ciphertexts by question. `verify` takes a statement and its proof."""
    with coded("R9"):
        result = []
        for question, answer in zip(election.styles[body.style], body.answers):
            selections = answer.selections + ([answer.blank] if question.blank else [])
            ciphertexts = [decode_ciphertext(selection.ciphertext) for selection in selections]
            for index, (ciphertext, selection) in enumerate(zip(ciphertexts, selections)):
                claim = statement(election, body.style, question, body.credential, index, ciphertext, 0, 1)
                verify(claim, selection.proof)
            if question.sum_range():
                blank = ciphertexts[-1] if question.blank else None
                total = product(ciphertexts[: question.n], blank, question.max)
                claim = statement(
                    election, body.style, question, body.credential, question.n + 1, total, *question.sum_range()
                )
                verify(claim, answer.sum_proof)
            result.append(ciphertexts)
        return result


def check_ballot(election, active, data):
    """§4, while casting is open: Checked, or Refused with its code."""
    parsed = check_envelope(data)
    body = parsed.message
    check_signature(parsed, body)
    with coded("R7"):
        require((parsed.process, parsed.scope) == (election.process, election.scope), "another scope")
    check_shape(election, body)
    issuers = check_credential(election, body, active)
    ciphertexts = check_proofs(election, body)
    return Checked(
        nullifier(election, body.credential), tracker(election, parsed.body), body.replaces, body.style, parsed.hash,
        ciphertexts, issuers,
    )


def chain(ballots):
    """§5 for one nullifier: the ballots in log order -> (counted or None, superseded, unchained)."""
    distinct, seen = [], set()
    for ballot in ballots:
        if ballot.tracker not in seen:
            seen.add(ballot.tracker)
            distinct.append(ballot)
    end, links = ZERO, []
    while (link := next((b for b in distinct if b.replaces == end), None)) is not None:
        links.append(link)
        end = link.tracker
    counted = links[-1] if links else None
    return counted, links[:-1], [b for b in distinct if b not in links]
