"""Exponential ElGamal (spec proofs.md §1)."""

from typing import NamedTuple

from .group import G, IDENTITY, Element, decode_element, decode_point
from .refusal import require


class Ciphertext(NamedTuple):
    """(alpha, beta). In a ballot both are points; in an aggregate either may be the identity."""

    alpha: Element
    beta: Element

    def encode(self):
        return self.alpha.encode() + self.beta.encode()

    def plus(self, other):
        return Ciphertext(self.alpha + other.alpha, self.beta + other.beta)

    def times(self, scalar):
        return Ciphertext(scalar * self.alpha, scalar * self.beta)


EMPTY = Ciphertext(IDENTITY, IDENTITY)


def encrypt(key, m, r):
    """§1: alpha = r·G, beta = m·G + r·K."""
    return Ciphertext(r * G, m * G + r * key)


def decode_ciphertext(data):
    """encoding.md §1.6."""
    require(len(data) == 66, "ciphertext is not 66 bytes")
    return Ciphertext(decode_point(data[:33]), decode_point(data[33:]))


def decode_aggregate(data):
    """Like a ciphertext, of points or identities."""
    require(len(data) == 66, "ciphertext is not 66 bytes")
    return Ciphertext(decode_element(data[:33]), decode_element(data[33:]))
