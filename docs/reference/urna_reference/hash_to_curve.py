"""Hash to curve, suite P256_XMD:SHA-256_SSWU_RO_ (RFC 9380 §3, §5.2, §6.6.2, §8.2)."""

from .group import A, B, P, Element, from_affine, square_root
from .transcript import expand_message_xmd

Z = -10


def hash_to_field(message, dst, count):
    """§5.2: L = 48 for P-256."""
    uniform = expand_message_xmd(message, dst, 48 * count)
    return [int.from_bytes(uniform[48 * i : 48 * i + 48], "big") % P for i in range(count)]


def map_to_curve(u):
    """§6.6.2, simplified Shallue–van de Woestijne–Ulas."""
    tv1 = (Z * Z * pow(u, 4, P) + Z * u * u) % P
    if tv1 == 0:
        x1 = B * pow(Z * A, -1, P) % P
    else:
        x1 = -B * pow(A, -1, P) * (1 + pow(tv1, -1, P)) % P
    y = square_root(x1**3 + A * x1 + B)
    x = x1
    if y is None:
        x = Z * u * u * x1 % P
        y = square_root(x**3 + A * x + B)
    if u & 1 != y & 1:
        y = -y % P
    return from_affine(x, y)


def hash_to_curve(message, dst) -> Element:
    """§3, hash_to_curve; the cofactor is 1."""
    u = hash_to_field(message, dst, 2)
    return map_to_curve(u[0]) + map_to_curve(u[1])
