"""Seeded randomness, so that vectors are the same on every run. Never for anything but vectors and tests."""

from .group import Q
from .transcript import sha256


class Seeded:
    """A stream: SHA-256(seed ‖ u64 counter), block after block."""

    def __init__(self, seed):
        self.seed = seed.encode()
        self.counter = 0
        self.buffer = b""

    def bytes(self, n):
        while len(self.buffer) < n:
            self.buffer += sha256(self.seed, self.counter.to_bytes(8, "big"))
            self.counter += 1
        result, self.buffer = self.buffer[:n], self.buffer[n:]
        return result

    def below(self, n):
        """Uniform in [0, n), up to a bias of 2^-128."""
        return int.from_bytes(self.bytes((n.bit_length() + 7) // 8 + 16), "big") % n

    def scalar(self):
        """Uniform in [1, q-1]."""
        return 1 + self.below(Q - 1)
