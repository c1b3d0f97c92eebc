"""ECDSA over P-256 with SHA-256: deterministic nonces (RFC 6979), low s, r ‖ s (spec encoding.md §1.8)."""

import hmac

from .group import G, Q, decode_point, decode_scalar, encode_scalar
from .refusal import require
from .transcript import sha256


def mac(key, *parts):
    return hmac.digest(key, b"".join(parts), "sha256")


def nonce(secret, digest):
    """RFC 6979 §3.2; the digest has the length of q, so bits2int only converts."""
    x = encode_scalar(secret)
    h = encode_scalar(int.from_bytes(digest, "big"))  # bits2octets: reduced modulo q
    v, k = b"\x01" * 32, bytes(32)
    for separator in (b"\x00", b"\x01"):
        k = mac(k, v, separator, x, h)
        v = mac(k, v)
    while True:
        v = mac(k, v)
        candidate = int.from_bytes(v, "big")
        if 1 <= candidate < Q:
            return candidate
        k = mac(k, v, b"\x00")
        v = mac(k, v)


def public_key(secret):
    return (secret * G).encode()


def sign(secret, message):
    digest = sha256(message)
    k = nonce(secret, digest)
    r = (k * G).affine()[0] % Q
    s = pow(k, -1, Q) * (int.from_bytes(digest, "big") + r * secret) % Q
    assert r and s
    return encode_scalar(r) + encode_scalar(min(s, Q - s))


def verify(key, message, signature):
    """Refuses what §1.8 refuses."""
    point = decode_point(key)
    require(len(signature) == 64, "signature is not 64 bytes")
    r, s = decode_scalar(signature[:32]), decode_scalar(signature[32:])
    require(r >= 1, "r is zero")
    require(1 <= s <= (Q - 1) // 2, "s is zero or high")
    inverse = pow(s, -1, Q)
    e = int.from_bytes(sha256(message), "big")
    result = (e * inverse % Q) * G + (r * inverse % Q) * point
    require(not result.is_identity() and result.affine()[0] % Q == r, "signature does not verify")
