"""P-256 (SEC 2 secp256r1, FIPS 186): points, scalars and their encodings (spec encoding.md §1).

Points are written additively: `3 * P + R`. Inside, Jacobian coordinates (x = X/Z², y = Y/Z³) save inversions; the
formulas are the schoolbook ones for a = -3 (Explicit-Formulas Database, "dbl-2001-b" and "add-2007-bl" in plain form).
"""

from .refusal import Refused, require

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
Q = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = -3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def square_root(n):
    """The even-exponent root of n modulo P (P = 3 mod 4), or None when n is no square."""
    root = pow(n, (P + 1) // 4, P)
    return root if root * root % P == n % P else None


def double_jacobian(point):
    x, y, z = point
    if z == 0 or y == 0:
        return 0, 1, 0
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def add_jacobian(left, right):
    x1, y1, z1 = left
    x2, y2, z2 = right
    if z1 == 0:
        return right
    if z2 == 0:
        return left
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * zz2 % P, x2 * zz1 % P
    s1, s2 = y1 * z2 * zz2 % P, y2 * z1 * zz1 % P
    if u1 == u2:
        return double_jacobian(left) if s1 == s2 else (0, 1, 0)
    h, r = u2 - u1, s2 - s1
    hh = h * h % P
    hhh = h * hh % P
    v = u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, h * z1 * z2 % P


class Element:
    """A point of the curve, or the identity. Immutable; equal when the affine coordinates are."""

    def __init__(self, jacobian):
        self.jacobian = jacobian

    def affine(self):
        """(x, y), or None for the identity."""
        x, y, z = self.jacobian
        if z == 0:
            return None
        if z != 1:
            inverse = pow(z, -1, P)
            x, y = x * inverse * inverse % P, y * inverse * inverse * inverse % P
            self.jacobian = x, y, 1
        return x, y

    def is_identity(self):
        return self.jacobian[2] == 0

    def __eq__(self, other):
        return self.affine() == other.affine()

    def __hash__(self):
        return hash(self.affine())

    def __neg__(self):
        x, y, z = self.jacobian
        return Element((x, -y % P, z))

    def __add__(self, other):
        return Element(add_jacobian(self.jacobian, other.jacobian))

    def __sub__(self, other):
        return self + -other

    def __rmul__(self, scalar):
        """scalar * point, four bits at a time."""
        scalar %= Q
        table = [(0, 1, 0), self.jacobian]
        for _ in range(14):
            table.append(add_jacobian(table[-1], self.jacobian))
        result = (0, 1, 0)
        for shift in range(252, -4, -4):
            for _ in range(4):
                result = double_jacobian(result)
            digit = scalar >> shift & 15
            if digit:
                result = add_jacobian(result, table[digit])
        return Element(result)

    def encode(self):
        """§1.4: SEC 1 compressed, 33 bytes; §1.5: the identity is 33 zero bytes."""
        if self.is_identity():
            return bytes(33)
        x, y = self.affine()
        return bytes([2 + (y & 1)]) + x.to_bytes(32, "big")

    def __repr__(self):
        return self.encode().hex()


class FixedBase(Element):
    """A point that is multiplied often: all digit·16^i multiples are kept, so a product is 64 additions."""

    def __init__(self, point):
        super().__init__(point.jacobian)
        self.affine()
        self.rows = []
        step = self.jacobian
        for _ in range(64):
            row = [(0, 1, 0)]
            for _ in range(15):
                row.append(add_jacobian(row[-1], step))
            self.rows.append([Element(entry) for entry in row])
            step = add_jacobian(row[-1], step)
        for row in self.rows:
            for entry in row:
                entry.affine()

    def __rmul__(self, scalar):
        scalar %= Q
        result = (0, 1, 0)
        for i, row in enumerate(self.rows):
            digit = scalar >> 4 * i & 15
            if digit:
                result = add_jacobian(result, row[digit].jacobian)
        return Element(result)


def from_affine(x, y):
    """The point (x, y), which must be on the curve."""
    require(0 <= x < P and 0 <= y < P, "coordinate not below p")
    require((y * y - (x * x * x + A * x + B)) % P == 0, "not on the curve")
    return Element((x, y, 1))


IDENTITY = Element((0, 1, 0))
G = FixedBase(
    from_affine(
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    )
)


def decode_point(data):
    """§1.4: a point, never the identity."""
    require(len(data) == 33, "point is not 33 bytes")
    require(data[0] in (2, 3), "point does not begin with 02 or 03")
    x = int.from_bytes(data[1:], "big")
    require(x < P, "x is not below p")
    y = square_root(x * x * x + A * x + B)
    if y is None:
        raise Refused("x is not on the curve")
    if y & 1 != data[0] & 1:
        y = P - y
    return Element((x, y, 1))


def decode_element(data):
    """§1.5: a point or the identity."""
    return IDENTITY if data == bytes(33) else decode_point(data)


def encode_scalar(scalar):
    return (scalar % Q).to_bytes(32, "big")


def decode_scalar(data):
    """§1.3: 32 bytes, below q; zero is allowed here."""
    require(len(data) == 32, "scalar is not 32 bytes")
    scalar = int.from_bytes(data, "big")
    require(scalar < Q, "scalar is not below q")
    return scalar
