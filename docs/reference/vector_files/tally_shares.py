"""Decryption shares and openings for tally.json."""

from urna_reference import tally
from urna_reference.elgamal import decode_aggregate
from urna_reference.group import G, IDENTITY, Q, decode_element, encode_scalar
from urna_reference.wire import parse

from .sample import PROCESS, SCOPE


def shares(sample):
    city = sample.city

    def check(trustee, data, closed=sample.closed, election=sample.election.hash):
        share = parse("DecryptionShare", data)
        tally.require(share.trustee == trustee, "another trustee")
        key = city.trustees.public[trustee]
        tally.check_share(PROCESS, SCOPE, election, closed, key, sample.closed_set, share)

    def case(trustee, data):
        return {"what": "share", "trustee": trustee, "share": data.hex()}

    for trustee in (1, 2, 3):
        data = city.shares[trustee].encode()
        check(trustee, data)
        sample.valid.append(case(trustee, data))
    good = city.shares[1]
    first = good.questions[0]

    def bad(why, share, trustee=1):
        sample.refuse(case(trustee, share.encode()), check, why, trustee, share.encode())

    def with_first(**changes):
        patched = first.but(shares=[first.shares[0].but(**changes), *first.shares[1:]])
        return good.but(questions=[patched, *good.questions[1:]])

    x = city.trustees.secrets[1]

    def made(closed=sample.closed, scope=SCOPE, trustee=1, x=x, election=sample.election.hash):
        return tally.make_share(PROCESS, scope, election, closed, trustee, x, sample.closed_set, city.random)

    other = bytes(32)
    bad("names another closed set", good.but(closed_set=other))
    bad("made for another closed set", made(closed=other))
    bad("proved for another closed set, named as this", made(closed=other).but(closed_set=sample.closed))
    bad("proved for another scope", made(scope="board"))
    bad("proved for another election", made(election=other))
    bad("another trustee's share under this name", city.shares[2].but(trustee=1))
    bad("this trustee's share under another's name", good, 2)
    bad("made with a wrong key share", made(x=x + 1))
    bad("a question left out: a share for a part of the closed set", good.but(questions=good.questions[:2]))
    bad("questions exchanged", good.but(questions=good.questions[::-1]))
    bad("a ciphertext left out", good.but(questions=[first.but(shares=first.shares[:1]), *good.questions[1:]]))
    bad("shares of two ciphertexts exchanged", good.but(questions=[
        first.but(shares=first.shares[::-1]), *good.questions[1:]]))
    point = decode_element(first.shares[0].point)
    bad("point changed", with_first(point=(point + G).encode()))
    bad("point is the identity", with_first(point=bytes(33)))
    bad("point off the curve", with_first(point=b"\x02" + (1).to_bytes(32, "big")))
    bad("point of 32 bytes", with_first(point=first.shares[0].point[1:]))
    bad("commitment-g changed", with_first(commitment_g=G.encode()))
    bad("commitment-c changed", with_first(commitment_c=G.encode()))
    bad("response changed", with_first(response=encode_scalar(1)))
    bad("response is q", with_first(response=Q.to_bytes(32, "big")))


def openings(sample):
    city, used = sample.city, [(1, 2), (1, 3), (2, 3)]

    def check(ciphertext, points, maximum, count):
        opened = tally.open_ciphertext(decode_aggregate(ciphertext), points)
        tally.require(tally.small_logarithm(opened, maximum) == count, "another count")

    def case(ciphertext, points, maximum, count):
        return {"what": "opening", "ciphertext": ciphertext.hex(), "ballots": maximum, "count": count,
                "shares": [{"trustee": i, "point": p.encode().hex()} for i, p in points.items()]}

    def shares_of(at, index, trustees):
        return {i: decode_element(city.shares[i].questions[at].shares[index].point) for i in trustees}

    counts = [[*r.votes, r.blank][: len(a.ciphertexts)] for r, a in
              zip(city.certificate.results, sample.closed_set.aggregates)]
    for at, aggregate in enumerate(sample.closed_set.aggregates):
        for index, ciphertext in enumerate(aggregate.ciphertexts):
            points = shares_of(at, index, used[index % 3])
            arguments = ciphertext, points, aggregate.ballots, counts[at][index]
            check(*arguments)
            sample.valid.append(case(*arguments))
    empty = bytes(66), {1: IDENTITY, 2: IDENTITY}, 0, 0
    check(*empty)
    sample.valid.append(case(*empty))
    ciphertext, points = sample.closed_set.aggregates[0].ciphertexts[0], shares_of(0, 0, (1, 2))
    for why, arguments in (
        ("off by one", (ciphertext, points, 3, counts[0][0] + 1)),
        ("one share of two", (ciphertext, {1: points[1]}, 3, counts[0][0])),
        ("shares under each other's index", (ciphertext, {1: points[2], 2: points[1]}, 3, counts[0][0])),
        ("another ciphertext's shares", (ciphertext, shares_of(0, 1, (1, 2)), 3, counts[0][0])),
        ("more votes than ballots", (ciphertext, points, counts[0][0] - 1, counts[0][0])),
        ("not zero", (ciphertext, points, 3, 0)),
    ):
        sample.refuse(case(*arguments), check, why, *arguments)
