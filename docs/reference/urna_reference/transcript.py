"""The transcript: every hash that a proof or a signature stands on (spec encoding.md §4)."""

import hashlib

from . import group
from .encoding import ascii_bytes, u8, u16, u32
from .refusal import require

SUITE = "URNA-P256-SHA256-v1"
ZERO = bytes(32)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def expand_message_xmd(message, dst, length):
    """RFC 9380 §5.3.1 with SHA-256 (b_in_bytes = 32, s_in_bytes = 64)."""
    ell = -(-length // 32)
    assert ell <= 255 and length <= 65535
    if len(dst) > 255:
        dst = sha256(b"H2C-OVERSIZE-DST-", dst)
    dst_prime = dst + u8(len(dst))
    b_0 = sha256(bytes(64), message, u16(length), u8(0), dst_prime)
    b_i = sha256(b_0, u8(1), dst_prime)
    uniform = b_i
    for i in range(2, ell + 1):
        b_i = sha256(bytes(x ^ y for x, y in zip(b_0, b_i)), u8(i), dst_prime)
        uniform += b_i
    return uniform[:length]


class Transcript:
    """A byte string that grows by labelled, length-prefixed fields."""

    def __init__(self, kind, process="", scope="", context=ZERO):
        """T(kind; process, scope, context), §4.2."""
        require(len(context) == 32, "context is not 32 bytes")
        self.string = b""
        self.absorb("suite", SUITE)
        self.absorb("process", process)
        self.absorb("scope", scope)
        self.absorb("context", context)
        self.absorb("type", kind)

    def absorb(self, label, data):
        """§4.1. `data` is bytes, or a str of ASCII characters. Integers are given as u32(n) or u64(n)."""
        label = ascii_bytes(label)
        require(1 <= len(label) <= 255, "label is not 1 to 255 bytes")
        if isinstance(data, str):
            data = ascii_bytes(data)
        self.string += u8(len(label)) + label + u32(len(data)) + data
        return self

    def absorb_list(self, label, elements):
        """§4.3: the count, then each element under one label."""
        self.absorb("count", u32(len(elements)))
        for element in elements:
            self.absorb(label, element)
        return self

    def hash(self):
        """§4.4."""
        return sha256(self.string)

    def challenge(self):
        """§4.5: a scalar."""
        uniform = expand_message_xmd(self.string, b"URNA-P256-SHA256-v1-challenge", 48)
        return int.from_bytes(uniform, "big") % group.Q
