"""HPKE base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM (RFC 9180), one message a context."""

import hmac

from . import aes_gcm
from .encoding import u16
from .group import G, Q, from_affine
from .refusal import require

KEM_SUITE = b"KEM" + u16(0x0010)
SUITE = b"HPKE" + u16(0x0010) + u16(0x0001) + u16(0x0001)


def hkdf_extract(salt, ikm):
    """RFC 5869 §2.2."""
    return hmac.digest(salt or bytes(32), ikm, "sha256")


def hkdf_expand(prk, info, length):
    """RFC 5869 §2.3."""
    block, result = b"", b""
    counter = 1
    while len(result) < length:
        block = hmac.digest(prk, block + info + bytes([counter]), "sha256")
        result += block
        counter += 1
    return result[:length]


def labeled_extract(suite, salt, label, ikm):
    return hkdf_extract(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite, prk, label, info, length):
    return hkdf_expand(prk, u16(length) + b"HPKE-v1" + suite + label + info, length)


def serialize(point):
    """§7.1.1: uncompressed, 65 bytes."""
    x, y = point.affine()
    return b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")


def deserialize(data):
    require(len(data) == 65 and data[0] == 4, "encapsulation is not an uncompressed point")
    return from_affine(int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big"))


def derive_key_pair(ikm):
    """§7.1.3: the secret scalar."""
    prk = labeled_extract(KEM_SUITE, b"", b"dkp_prk", ikm)
    for counter in range(256):
        candidate = int.from_bytes(labeled_expand(KEM_SUITE, prk, b"candidate", bytes([counter]), 32), "big")
        if 1 <= candidate < Q:
            return candidate
    raise AssertionError("no key in 256 tries")


def extract_and_expand(dh, kem_context):
    """§4.1."""
    prk = labeled_extract(KEM_SUITE, b"", b"eae_prk", dh.affine()[0].to_bytes(32, "big"))
    return labeled_expand(KEM_SUITE, prk, b"shared_secret", kem_context, 32)


def key_schedule(shared_secret, info):
    """§5.1, mode_base without psk: (key, base nonce)."""
    context = b"\x00" + labeled_extract(SUITE, b"", b"psk_id_hash", b"") + labeled_extract(SUITE, b"", b"info_hash", info)
    secret = labeled_extract(SUITE, shared_secret, b"secret", b"")
    return labeled_expand(SUITE, secret, b"key", context, 16), labeled_expand(SUITE, secret, b"base_nonce", context, 12)


def seal(recipient, info, aad, plaintext, ephemeral):
    """SealBase with the ephemeral secret given: (encapsulation, ciphertext with tag)."""
    encapsulation = serialize(ephemeral * G)
    shared = extract_and_expand(ephemeral * recipient, encapsulation + serialize(recipient))
    key, nonce = key_schedule(shared, info)
    return encapsulation, aes_gcm.encrypt(key, nonce, plaintext, aad)


def open_sealed(secret, info, aad, encapsulation, ciphertext):
    """OpenBase; refuses."""
    shared = extract_and_expand(secret * deserialize(encapsulation), encapsulation + serialize(secret * G))
    key, nonce = key_schedule(shared, info)
    return aes_gcm.decrypt(key, nonce, ciphertext, aad)
