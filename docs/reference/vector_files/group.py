"""group.json: the group operation and hash-to-curve, with results that are wrong."""

from urna_reference.group import G, IDENTITY, Q, Element
from urna_reference.hash_to_curve import hash_to_curve
from urna_reference.seeded import Seeded

DST = "URNA-P256-SHA256-v1-generator"


def multiply(scalar, point, result):
    return {"op": "multiply", "scalar": str(scalar), "point": hexed(point), "result": hexed(result)}


def add(left, right, result):
    return {"op": "add", "left": hexed(left), "right": hexed(right), "result": hexed(result)}


def total(terms, result):
    return {
        "op": "sum",
        "terms": [{"scalar": str(scalar), "point": hexed(point)} for scalar, point in terms],
        "result": hexed(result),
    }


def curve(message, result):
    return {"op": "hash-to-curve", "dst": DST, "message": message.hex(), "result": hexed(result)}


def hexed(point: Element):
    return point.encode().hex()


def make():
    random = Seeded("group")
    p, r = random.scalar() * G, random.scalar() * G
    a, b = random.scalar(), random.scalar()
    valid = [multiply(k, G, k * G) for k in (0, 1, 2, 3, 16, Q - 2, Q - 1, a)]
    valid += [multiply(k, p, k * p) for k in (0, 1, 2, Q - 1, a, 2**255, 2**128 - 1)]
    valid += [multiply(a, IDENTITY, IDENTITY)]
    valid += [add(p, r, p + r), add(p, p, p + p), add(p, -p, IDENTITY), add(p, IDENTITY, p), add(IDENTITY, p, p)]
    valid += [add(IDENTITY, IDENTITY, IDENTITY)]
    terms = [(a, p), (b, r), (Q - a, p), (0, G), (1, G), (b, IDENTITY)]
    valid += [total([], IDENTITY), total(terms[:1], a * p), total(terms, b * r + G)]
    valid += [total([(a, p), (Q - a, p)], IDENTITY)]
    many = [(random.below(2**128), random.scalar() * G) for _ in range(20)]
    result = IDENTITY
    for scalar, point in many:
        result = result + scalar * point
    valid += [total(many, result)]
    valid += [curve(m, hash_to_curve(m, DST.encode())) for m in (b"", b"abc", random.bytes(32), random.bytes(200))]

    invalid = [
        multiply(a, p, -(a * p)) | {"why": "the negative"},
        multiply(a, p, (a + 1) * p) | {"why": "one step too far"},
        multiply(Q - 1, G, G) | {"why": "q - 1 is not 1"},
        multiply(2**255, p, IDENTITY) | {"why": "not the identity"},
        multiply(0, p, p) | {"why": "zero times a point is the identity"},
        multiply(a, IDENTITY, G) | {"why": "a multiple of the identity is the identity"},
        add(p, p, p) | {"why": "doubling that was not done"},
        add(p, p, IDENTITY) | {"why": "the addition formula without doubling gives the identity"},
        add(p, -p, p) | {"why": "inverse points give the identity"},
        add(p, -p, p + p) | {"why": "doubled although the points are inverse"},
        add(p, r, p - r) | {"why": "subtracted"},
        add(p, IDENTITY, IDENTITY) | {"why": "the identity is neutral"},
        total([], G) | {"why": "an empty sum is the identity"},
        total(terms, b * r) | {"why": "a term with scalar 1 left out"},
        total([(a, p), (b, r)], b * p + a * r) | {"why": "scalars exchanged"},
        total(many, result - many[-1][0] * many[-1][1]) | {"why": "the last term left out"},
        total(many, result + G) | {"why": "off by the base point"},
        curve(b"abc", hash_to_curve(b"abc", DST.encode() + b"s")) | {"why": "another domain separation tag"},
        curve(b"abc", hash_to_curve(b"abd", DST.encode())) | {"why": "another message"},
        curve(b"abc", -hash_to_curve(b"abc", DST.encode())) | {"why": "the negative"},
    ]
    for why, point in (
        ("not the identity's form", "00" * 32),
        ("uncompressed", "04" + "".join(f"{c:064x}" for c in p.affine())),
        ("x above p", "02" + "ff" * 32),
        ("not on the curve", "03" + "%064x" % 1),
    ):
        invalid.append({"op": "multiply", "scalar": "1", "point": point, "result": point, "why": why})
    while len(invalid) < len(valid):
        k = random.scalar()
        invalid.append(multiply(k, p, (k + 2**128) * p) | {"why": "the scalar with one bit added"})
    return {
        "description": "Group operations. Valid: the result is this one. Invalid: the result is not this one, or the "
        "point does not decode.",
        "spec": "encoding.md §1; RFC 9380 P256_XMD:SHA-256_SSWU_RO_",
        "shapes": {
            "op": "multiply: scalar·point | add: left + right | sum: Σ scalar·point | hash-to-curve: of message "
            "under dst",
            "scalar": "decimal string, 0 to q - 1",
            "point, left, right, result": "33 bytes hex, point or identity",
            "message": "hex",
            "dst": "ASCII text",
        },
        "valid": valid,
        "invalid": invalid,
    }
