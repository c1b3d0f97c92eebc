"""Closed set, decryption shares, opening (spec tally.md)."""

from . import proofs
from .elgamal import EMPTY, decode_aggregate
from .group import G, IDENTITY, Q, decode_element
from .merkle import mth
from .refusal import Refused, require
from .transcript import Transcript
from .wire import Message


def closed_set_hash(process, scope, election, body):
    """§1; `body` exact bytes."""
    return Transcript("closed-set", process, scope, election).absorb("body", body).hash()


def aggregates(questions, styles, counted):
    """§1: `questions` in scope order, `styles` id -> questions, `counted` checked ballots."""
    result = []
    for question in questions:
        totals, ballots = [EMPTY] * (question.n + question.blank), 0
        for ballot in counted:
            ids = [q.id for q in styles[ballot.style]]
            if question.id in ids:
                ballots += 1
                totals = [t.plus(c) for t, c in zip(totals, ballot.ciphertexts[ids.index(question.id)], strict=True)]
        ciphertexts = [total.encode() for total in totals]
        result.append(Message("Aggregate", question=question.id, ballots=ballots, ciphertexts=ciphertexts))
    return result


def trackers_root(counted):
    """§1: MTH over the counted trackers, ascending."""
    return mth(sorted(ballot.tracker for ballot in counted))


def statements(process, scope, election, closed, trustee, key, closed_set, shares):
    """§2: one equality statement for each share, question by question. `closed` is the closed set's hash, `closed_set`
    its message, `shares` points in the same shape."""
    for aggregate, points in zip(closed_set.aggregates, shares, strict=True):
        for index, (ciphertext, point) in enumerate(zip(aggregate.ciphertexts, points, strict=True)):
            yield proofs.EqualityStatement(
                process, scope, election, closed, trustee, aggregate.question, index, key,
                decode_aggregate(ciphertext), point,
            )


def make_share(process, scope, election, closed, trustee, x, closed_set, random):
    """§2: a DecryptionShare."""
    points = [[x * decode_aggregate(c).alpha for c in a.ciphertexts] for a in closed_set.aggregates]
    flat = iter(statements(process, scope, election, closed, trustee, x * G, closed_set, points))
    questions = []
    for aggregate, shares in zip(closed_set.aggregates, points):
        messages = []
        for point in shares:
            a, b, z = proofs.prove_equality(next(flat), x, random)
            messages.append(Message("Share", point=point.encode(), commitment_g=a, commitment_c=b, response=z))
        questions.append(Message("QuestionShares", question=aggregate.question, shares=messages))
    return Message("DecryptionShare", closed_set=closed, trustee=trustee, questions=questions)


def check_share(process, scope, election, closed, key, closed_set, share):
    """§2: the points by question, after shape and proofs."""
    require(share.closed_set == closed, "names another closed set")
    require([q.question for q in share.questions] == [a.question for a in closed_set.aggregates], "other questions")
    for question, aggregate in zip(share.questions, closed_set.aggregates):
        require(len(question.shares) == len(aggregate.ciphertexts), "not one share for each ciphertext")
    points = [[decode_element(s.point) for s in q.shares] for q in share.questions]
    flat = [s for q in share.questions for s in q.shares]
    claims = statements(process, scope, election, closed, share.trustee, key, closed_set, points)
    for claim, given in zip(claims, flat, strict=True):
        proofs.verify_equality(claim, given.commitment_g, given.commitment_c, given.response)
    return points


def lagrange(indexes, i):
    """§3: λ_i = Π j/(j−i) modulo q over the other indexes."""
    result = 1
    for j in indexes:
        if j != i:
            result = result * j * pow(j - i, -1, Q) % Q
    return result


def open_ciphertext(ciphertext, shares):
    """§3: M = beta − Σ λ_i·D_i; `shares`: point by trustee index, exactly t of them."""
    result = ciphertext.beta
    for i, point in shares.items():
        result = result - lagrange(list(shares), i) * point
    return result


def small_logarithm(point, maximum):
    """§3: the m in [0, maximum] with m·G = point, one after the other."""
    candidate = IDENTITY
    for m in range(maximum + 1):
        if candidate == point:
            return m
        candidate = candidate + G
    raise Refused(f"no count from 0 to {maximum} fits")
