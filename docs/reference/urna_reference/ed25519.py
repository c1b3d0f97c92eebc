"""Ed25519 (RFC 8032 §5.1) with the one strict rule of encoding.md §1.7.

Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z, as in RFC 8032 §5.1.4.
"""

import functools
import hashlib

from .refusal import Refused, require

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)


def add(left, right):
    a = (left[1] - left[0]) * (right[1] - right[0]) % P
    b = (left[1] + left[0]) * (right[1] + right[0]) % P
    c = 2 * left[3] * right[3] * D % P
    d = 2 * left[2] * right[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(point):
    """RFC 8032 §5.1.4, the dedicated doubling."""
    x, y, z, _ = point
    a, b = x * x % P, y * y % P
    c = 2 * z * z % P
    h = a + b
    e = h - (x + y) * (x + y)
    g = a - b
    f = c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = IDENTITY
    for bit in bin(scalar)[2:]:
        result = double(result)
        if bit == "1":
            result = add(result, point)
    return result


def negate(point):
    return -point[0] % P, point[1], point[2], -point[3] % P


def is_identity(point):
    return point[0] == 0 and point[1] == point[2]


def encode(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode(data):
    """A canonical encoding of any point of the curve: y below p, no negative zero x."""
    require(len(data) == 32, "Ed25519 point is not 32 bytes")
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    require(y < P, "y is not below 2^255 - 19")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    require(x * x % P == square, "y is not on the curve")
    require(not (x == 0 and sign), "negative zero x")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


B = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
POWERS_OF_B = [B]
while len(POWERS_OF_B) < 256:
    POWERS_OF_B.append(double(POWERS_OF_B[-1]))


def multiply_base(scalar):
    result = IDENTITY
    for i, power in enumerate(POWERS_OF_B):
        if scalar >> i & 1:
            result = add(result, power)
    return result


@functools.lru_cache(maxsize=4096)
def check_key(key):
    """§1.7 (a) and (b) for a public key."""
    point = decode(key)
    require(not is_identity(point), "key is the identity")
    require(is_identity(multiply(L, point)), "key is not of prime order")
    return point


def sha512(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def secret_expand(seed):
    """RFC 8032 §5.1.5: (scalar, prefix)."""
    require(len(seed) == 32, "seed is not 32 bytes")
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    return scalar, digest[32:]


@functools.lru_cache(maxsize=4096)
def public_key(seed):
    return encode(multiply_base(secret_expand(seed)[0]))


def sign(seed, message):
    """RFC 8032 §5.1.6."""
    scalar, prefix = secret_expand(seed)
    key = public_key(seed)
    r = sha512(prefix, message) % L
    big_r = encode(multiply_base(r))
    k = sha512(big_r, key, message) % L
    return big_r + ((r + k * scalar) % L).to_bytes(32, "little")


def verify(key, message, signature):
    """encoding.md §1.7; refuses."""
    a = check_key(key)
    require(len(signature) == 64, "signature is not 64 bytes")
    big_r, s = signature[:32], int.from_bytes(signature[32:], "little")
    decode(big_r)
    require(s < L, "S is not below L")
    k = sha512(big_r, key, message) % L
    if encode(add(multiply_base(s), multiply(k, negate(a)))) != big_r:
        raise Refused("R is not S·B − k·A")
