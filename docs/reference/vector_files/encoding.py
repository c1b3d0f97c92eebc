"""encoding.json: scalars, points, elements, ciphertexts."""

from urna_reference.encoding import u8, u16, u32, u64
from urna_reference.group import B, G, P, Q, A, encode_scalar, square_root
from urna_reference.seeded import Seeded


def off_curve_x(start):
    """The first x from `start` that is no point's."""
    x = start
    while square_root(x**3 + A * x + B) is not None:
        x += 1
    return x


def make():
    random = Seeded("encoding")
    points = [random.scalar() * G for _ in range(4)]
    valid = [
        {"what": "integer", "width": 1, "value": 255, "bytes": u8(255).hex()},
        {"what": "integer", "width": 2, "value": 258, "bytes": u16(258).hex()},
        {"what": "integer", "width": 4, "value": 5, "bytes": u32(5).hex()},
        {"what": "integer", "width": 4, "value": 2**32 - 1, "bytes": u32(2**32 - 1).hex()},
        {"what": "integer", "width": 8, "value": 2**53 - 1, "bytes": u64(2**53 - 1).hex()},
    ]
    for scalar in (0, 1, 2, Q - 1, random.scalar(), random.scalar()):
        valid.append({"what": "scalar", "value": str(scalar), "bytes": encode_scalar(scalar).hex()})
    for point in [G, -G, *points]:
        x, y = point.affine()
        valid.append({"what": "point", "x": f"{x:064x}", "y": f"{y:064x}", "bytes": point.encode().hex()})
    x = 0
    assert square_root(B) is not None  # P-256 has points with x = 0
    valid.append({"what": "point", "x": f"{x:064x}", "y": f"{_even_root(B):064x}", "bytes": "02" + "00" * 32})
    valid.append({"what": "element", "identity": True, "bytes": "00" * 33})
    valid.append({"what": "element", "identity": False, "bytes": points[0].encode().hex()})
    valid.append({"what": "ciphertext", "bytes": (points[0].encode() + points[1].encode()).hex()})
    valid.append({"what": "aggregate", "bytes": (points[0].encode() + bytes(33)).hex()})
    valid.append({"what": "aggregate", "bytes": (bytes(33) + points[0].encode()).hex()})
    valid.append({"what": "aggregate", "bytes": bytes(66).hex()})

    invalid = []

    def refuse(what, data, why):
        invalid.append({"what": what, "bytes": data.hex(), "why": why})

    refuse("scalar", Q.to_bytes(32, "big"), "equal to q")
    refuse("scalar", (Q + 1).to_bytes(32, "big"), "above q")
    refuse("scalar", b"\xff" * 32, "2^256 - 1")
    refuse("scalar", b"", "empty")
    refuse("scalar", bytes(31), "31 bytes")
    refuse("scalar", bytes(33), "33 bytes, although the value is zero")
    refuse("scalar", bytes(1) + encode_scalar(5), "a leading zero byte too many")
    good = points[0].encode()
    x, y = points[0].affine()
    uncompressed = b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")
    refuse("point", b"", "empty")
    refuse("point", bytes(33), "the identity is no point")
    refuse("point", bytes(1), "the identity as SEC 1 writes it")
    refuse("point", uncompressed, "uncompressed")
    refuse("point", bytes([6 + (y & 1)]) + uncompressed[1:], "hybrid form")
    refuse("point", b"\x04" + good[1:], "first byte 04 with a compressed length")
    refuse("point", b"\x00" + good[1:], "first byte 00")
    refuse("point", b"\x01" + good[1:], "first byte 01")
    refuse("point", bytes([good[0] | 0x80]) + good[1:], "high bit set in the first byte")
    refuse("point", good[:32], "32 bytes")
    refuse("point", good + b"\x00", "34 bytes")
    refuse("point", good[1:], "x alone")
    refuse("point", b"\x02" + off_curve_x(1).to_bytes(32, "big"), "x not on the curve")
    refuse("point", b"\x03" + off_curve_x(x).to_bytes(32, "big"), "x not on the curve")
    refuse("point", b"\x02" + P.to_bytes(32, "big"), "x = p, a second form of x = 0")
    small = 5  # x = 5 is on the curve, so p + 5 would decode to it if the reader reduced
    assert square_root(small**3 + A * small + B) is not None
    refuse("point", b"\x02" + (P + small).to_bytes(32, "big"), "x = p + 5, a second form of x = 5")
    refuse("point", b"\x03" + b"\xff" * 32, "x = 2^256 - 1")
    refuse("element", bytes(32), "32 zero bytes")
    refuse("element", bytes(34), "34 zero bytes")
    refuse("element", bytes(32) + b"\x01", "first byte 00, not all zero")
    refuse("element", b"\x02" + off_curve_x(1).to_bytes(32, "big"), "x not on the curve")
    refuse("ciphertext", good, "half a ciphertext")
    refuse("ciphertext", good + bytes(33), "beta is the identity")
    refuse("ciphertext", bytes(33) + good, "alpha is the identity")
    refuse("ciphertext", good + b"\x02" + off_curve_x(1).to_bytes(32, "big"), "beta is off the curve")
    refuse("ciphertext", b"\x02" + off_curve_x(1).to_bytes(32, "big") + good, "alpha is off the curve")
    refuse("ciphertext", good + good + b"\x00", "a byte too many")
    refuse("aggregate", bytes(65), "65 bytes")
    refuse("aggregate", good + bytes(32) + b"\x01", "beta begins with 00 and is not the identity")
    return {
        "description": "Decoding of numbers, points and ciphertexts. Every valid one decodes and encodes to the same "
        "bytes; every invalid one is refused.",
        "spec": "encoding.md §1",
        "shapes": {
            "what": "integer | scalar | point | element (point or identity) | ciphertext (two points) | aggregate "
            "(two elements)",
            "bytes": "hex",
            "value": "scalar: decimal string; integer: JSON number",
            "width": "bytes of the integer",
            "x, y": "affine coordinates, 64 hex digits",
        },
        "valid": valid,
        "invalid": invalid,
    }


def _even_root(n):
    root = square_root(n)
    return root if root % 2 == 0 else P - root
