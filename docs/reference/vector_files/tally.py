"""tally.json: aggregates, closed sets, Lagrange, decryption shares, openings, counting rules."""

from example_city.voting import VOTES, City
from urna_reference import ballots, records, tally
from urna_reference.elgamal import decode_aggregate
from urna_reference.group import Q
from urna_reference.refusal import Refused

from .sample import PROCESS, SCOPE
from .tally_shares import openings, shares


class Sample:
    def __init__(self):
        self.city = city = City("tally", VOTES).everything()
        self.election, self.closed = city.election, city.closed
        self.closed_set = city.closed_set
        self.body = city.closed_set.encode()
        self.valid, self.invalid = [], []

    def refuse(self, case, check, why, *arguments):
        try:
            check(*arguments)
        except Refused:
            self.invalid.append(case | {"why": why})
        else:
            raise AssertionError(why)


def make():
    sample = Sample()
    closed_sets(sample)
    lagranges(sample)
    shares(sample)
    openings(sample)
    city = sample.city
    return {
        "description": "The tally of a small election: three voters, one of whom voted twice; threshold 2 of 3.",
        "spec": "tally.md; proofs.md §3",
        "shapes": {
            "what": "closed-set: body and hash, from ballots by tracker, replaces, style and ciphertexts (of each "
            "question of the style: each item's, then the blank's) | lagrange: λ of each index, modulo q | share: a "
            "DecryptionShare's bytes against key and the closed set | opening: count from a ciphertext and shares of "
            "exactly t trustees",
            "electionHash, closedSetHash, trackers": "32 bytes, hex",
            "closedSet, share, ciphertext, points": "hex",
            "lambda": "decimal strings",
        },
        "process": PROCESS,
        "scope": SCOPE,
        "electionHash": sample.election.hash.hex(),
        "questions": [q._asdict() for q in sample.election.styles["south"]],
        "styles": {style: [q.id for q in questions] for style, questions in sample.election.styles.items()},
        "closedSet": sample.body.hex(),
        "closedSetHash": sample.closed.hex(),
        "trusteeKeys": [city.trustees.public[i].encode().hex() for i in city.trustees.active],
        "valid": sample.valid,
        "invalid": sample.invalid,
    }


def described(city):
    result = []
    for record in city.ledger.trackers:
        body = records.Parsed(record).message
        result.append({
            "nullifier": ballots.nullifier(city.election, body.credential).hex(),
            "tracker": city.ledger.trackers[record].hex(),
            "replaces": body.replaces.hex(),
            "style": body.style,
            "ciphertexts": [
                [s.ciphertext.hex() for s in a.selections + ([a.blank] if a.blank else [])] for a in body.answers
            ],
        })
    return result


def closed_sets(sample):
    given = {"what": "closed-set", "ballots": described(sample.city), "treeSize": sample.closed_set.tree_size,
             "treeRoot": sample.closed_set.tree_root.hex()}
    sample.valid.append(given | {"closedSet": sample.body.hex(), "hash": sample.closed.hex()})
    good = sample.closed_set

    def bad(why, **changes):
        body = good.but(**changes).encode()
        assert body != sample.body, why
        sample.invalid.append({
            "what": "closed-set", "closedSet": body.hex(), "why": why,
            "hash": tally.closed_set_hash(PROCESS, SCOPE, sample.election.hash, body).hex(),
        })

    first = good.aggregates[0]
    bad("tree size before the close record", tree_size=good.tree_size - 1)
    bad("another root", tree_root=bytes(32))
    bad("the replaced ballot not among the recorded", recorded=good.recorded - 1)
    bad("the replaced ballot counted", counted=good.counted + 1)
    bad("trackers in log order", trackers_root=tally.mth(
        [bytes.fromhex(b["tracker"]) for b in given["ballots"] if b["tracker"]]))
    total = first.ciphertexts[0]
    plus = decode_aggregate(total).plus(decode_aggregate(bytes.fromhex(given["ballots"][1]["ciphertexts"][0][0])))
    bad("a superseded ballot in an aggregate", aggregates=[
        first.but(ciphertexts=[plus.encode(), *first.ciphertexts[1:]]), *good.aggregates[1:]])
    bad("aggregates of items exchanged", aggregates=[
        first.but(ciphertexts=first.ciphertexts[::-1]), *good.aggregates[1:]])
    bad("a question left out", aggregates=good.aggregates[1:])
    bad("questions exchanged", aggregates=good.aggregates[::-1])
    bad("the blank's aggregate left out", aggregates=[
        first, good.aggregates[1].but(ciphertexts=good.aggregates[1].ciphertexts[:-1]), good.aggregates[2]])
    bad("ballots of all styles counted for a question of one", aggregates=[
        first, good.aggregates[1].but(ballots=3), good.aggregates[2]])


def lagranges(sample):
    for indexes in ([1, 2], [1, 3], [2, 3], [1, 2, 3], [5], [2, 7, 11, 32]):
        values = [str(tally.lagrange(indexes, i)) for i in indexes]
        sample.valid.append({"what": "lagrange", "indexes": indexes, "lambda": values})
    for why, indexes, values in (
        ("exchanged", [1, 2], [Q - 1, 2]),
        ("not reduced: −1 is q − 1", [1, 2], [2, -1]),
        ("at another point than zero", [1, 3], [1, 0]),
        ("all one", [1, 2, 3], [1, 1, 1]),
    ):
        assert values != [tally.lagrange(indexes, i) for i in indexes]
        sample.invalid.append({"what": "lagrange", "indexes": indexes, "lambda": [str(v) for v in values], "why": why})
