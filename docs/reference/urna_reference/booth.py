"""How a device makes a ballot (spec ballots.md §1 and §3). What it makes may be wrong: nothing is checked here."""

from . import proofs
from .ballots import statement
from .elgamal import encrypt
from .records import BALLOT, Signer, make_record
from .wire import Message


def prove(claim, value, r, random):
    """For a value outside of the range, what a liar would post: a proof as of the nearest value, which does not hold."""
    return proofs.prove_range(claim, min(max(value, claim.lo), claim.hi), r, random)


def make_answer(election, style, question, credential, choices, randomness, random):
    """§1.4: `choices` and `randomness` for each item, then the blank's. Says nothing of whether they are allowed."""

    def selection(index):
        ciphertext = encrypt(election.key, choices[index], randomness[index])
        claim = statement(election, style, question, credential, index, ciphertext, 0, 1)
        return Message(
            "Selection",
            ciphertext=ciphertext.encode(),
            proof=prove(claim, choices[index], randomness[index], random),
        )

    selections = [selection(i) for i in range(question.n)]
    blank = selection(question.n) if question.blank else None
    sum_proof = b""
    if question.sum_range():
        weights = [1] * question.n + [question.max] * question.blank
        value = sum(w * c for w, c in zip(weights, choices))
        r = sum(w * s for w, s in zip(weights, randomness))
        total = encrypt(election.key, value, r)
        claim = statement(election, style, question, credential, question.n + 1, total, *question.sum_range())
        sum_proof = prove(claim, value, r, random)
    return Message("BallotAnswer", selections=selections, blank=blank, sum_proof=sum_proof)


def make_ballot(election, style, credential, signatures, replaces, mark, choices, randomness, random):
    """§1: the body as a message. `choices` and `randomness`: one list for each question of the style."""
    answers = [
        make_answer(election, style, question, credential, chosen, scalars, random)
        for question, chosen, scalars in zip(election.styles[style], choices, randomness)
    ]
    return Message(
        "Ballot", election=election.hash, style=style, credential=credential, issuer_signatures=signatures,
        replaces=replaces, mark=mark, answers=answers,
    )


def cast(election, body, seed):
    """§3.3: the credential signs the record."""
    return make_record(BALLOT, election.process, election.scope, body, [Signer(seed=seed)])
