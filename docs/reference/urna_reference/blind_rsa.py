"""Blind RSA signatures with SHA-384, PSS, MGF1-SHA-384 (RFC 9474; EMSA-PSS from RFC 8017 §9.1).

Urna uses the variant RSABSSA-SHA384-PSS-Randomized: salt 48 bytes, prefix 32 bytes (spec credentials.md §4.2).
"""

import hashlib
import math
from typing import NamedTuple

from .refusal import require

HASH = 48
E = 65537


class PrivateKey(NamedTuple):
    p: int
    q: int

    @property
    def n(self):
        return self.p * self.q

    @property
    def d(self):
        return pow(E, -1, math.lcm(self.p - 1, self.q - 1))


def sha384(*parts):
    return hashlib.sha384(b"".join(parts)).digest()


def mgf1(seed, length):
    """RFC 8017 §B.2.1."""
    blocks = [sha384(seed, i.to_bytes(4, "big")) for i in range(-(-length // HASH))]
    return b"".join(blocks)[:length]


def xor(left, right):
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def pss_encode(message, bits, salt):
    """EMSA-PSS-ENCODE, RFC 8017 §9.1.1; `bits` = modulus bits - 1."""
    length = (bits + 7) // 8
    require(length >= HASH + len(salt) + 2, "modulus too short")
    h = sha384(bytes(8), sha384(message), salt)
    block = bytes(length - len(salt) - HASH - 2) + b"\x01" + salt
    masked = bytearray(xor(block, mgf1(h, len(block))))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + h + b"\xbc"


def pss_verify(message, encoded, bits, salt_length):
    """EMSA-PSS-VERIFY, RFC 8017 §9.1.2."""
    length = (bits + 7) // 8
    require(len(encoded) == length and encoded[-1] == 0xBC, "PSS: trailer")
    masked, h = encoded[: length - HASH - 1], encoded[length - HASH - 1 : -1]
    unused = 8 * length - bits
    require(masked[0] >> (8 - unused) == 0, "PSS: leading bits")
    block = bytearray(xor(masked, mgf1(h, len(masked))))
    block[0] &= 0xFF >> unused
    padding = len(block) - salt_length - 1
    require(bytes(block[: padding + 1]) == bytes(padding) + b"\x01", "PSS: padding")
    require(sha384(bytes(8), sha384(message), bytes(block[padding + 1 :])) == h, "PSS: hash")


def blind(n, prepared, salt, r):
    """RFC 9474 §4.2 Blind with given randomness: (blinded message, inverse). `prepared` = prefix ‖ message."""
    size = (n.bit_length() + 7) // 8
    m = int.from_bytes(pss_encode(prepared, n.bit_length() - 1, salt), "big")
    require(math.gcd(m, n) == 1, "encoded message not coprime with the modulus")
    return (m * pow(r, E, n) % n).to_bytes(size, "big"), pow(r, -1, n)


def blind_sign(key, blinded):
    """RFC 9474 §4.3 BlindSign, with its own check."""
    m = int.from_bytes(blinded, "big")
    require(len(blinded) == (key.n.bit_length() + 7) // 8, "blinded message has another length than the modulus")
    require(m < key.n, "blinded message not below the modulus")
    s = pow(m, key.d, key.n)
    assert pow(s, E, key.n) == m
    return s.to_bytes(len(blinded), "big")


def finalize(n, prepared, blind_signature, inverse, salt_length=48):
    """RFC 9474 §4.4 Finalize."""
    require(len(blind_signature) == (n.bit_length() + 7) // 8, "blind signature has another length than the modulus")
    signature = (int.from_bytes(blind_signature, "big") * inverse % n).to_bytes(len(blind_signature), "big")
    verify(n, prepared, signature, salt_length)
    return signature


def verify(n, prepared, signature, salt_length=48, e=E):
    """RSASSA-PSS-VERIFY, RFC 8017 §8.1.2; `prepared` = prefix ‖ message."""
    require(len(signature) == (n.bit_length() + 7) // 8, "signature has another length than the modulus")
    s = int.from_bytes(signature, "big")
    require(s < n, "signature not below the modulus")
    bits = n.bit_length() - 1
    m = pow(s, e, n)
    length = (bits + 7) // 8
    require(m.bit_length() <= 8 * length, "PSS: too long")
    pss_verify(prepared, m.to_bytes(length, "big"), bits, salt_length)


def is_prime(n, random, rounds=40):
    """Miller–Rabin."""
    if any(n % small == 0 for small in SMALL_PRIMES):
        return False
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(rounds):
        x = pow(2 + random.below(n - 3), odd, n)
        if x not in (1, n - 1) and all((x := x * x % n) != n - 1 for _ in range(twos - 1)):
            return False
    return True


SMALL_PRIMES = [n for n in range(2, 2000) if all(n % d for d in range(2, math.isqrt(n) + 1))]


def generate(random, bits=3072):
    """Two primes with their two top bits set, so that the modulus has exactly `bits` bits."""
    primes = []
    while len(primes) < 2:
        candidate = random.below(2 ** (bits // 2 - 2)) | 3 << (bits // 2 - 2) | 1
        if candidate % E != 1 and candidate not in primes and is_prime(candidate, random):
            primes.append(candidate)
    return PrivateKey(*primes)
