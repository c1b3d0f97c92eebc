"""Checking many equations at once (spec proofs.md §5). An equation is a list of (scalar, point) whose sum must be the
identity."""

import secrets

from .group import IDENTITY, Q, Element, add_jacobian, double_jacobian
from .refusal import require


def total(terms):
    """Σ scalar·point, one after the other."""
    result = IDENTITY
    for scalar, point in terms:
        result = result + scalar * point
    return result


def total_by_buckets(terms):
    """The same sum for many terms (Pippenger 1976): digit by digit from the top, points of equal digit added first."""
    width = max(2, len(terms).bit_length() - 3)
    result = (0, 1, 0)
    for shift in range(-(-256 // width) * width - width, -width, -width):
        for _ in range(width):
            result = double_jacobian(result)
        buckets = [(0, 1, 0)] * (1 << width)
        for scalar, point in terms:
            digit = scalar >> shift & (1 << width) - 1
            if digit:
                buckets[digit] = add_jacobian(buckets[digit], point.jacobian)
        running = window = (0, 1, 0)
        for bucket in reversed(buckets[1:]):  # Σ digit · bucket, as a sum of partial sums
            running = add_jacobian(running, bucket)
            window = add_jacobian(window, running)
        result = add_jacobian(result, window)
    return Element(result)


class Batch:
    """Equations under weights that nobody could foresee: 128 bits each from this machine's randomness."""

    def __init__(self):
        self.scalars, self.points = {}, {}

    def add(self, equation):
        weight = 1 + secrets.randbelow(2**128 - 1)
        for scalar, point in equation:
            key = id(point)  # G, the key and each ciphertext's parts come again as the same object
            self.points[key] = point
            self.scalars[key] = (self.scalars.get(key, 0) + weight * scalar) % Q

    def check(self):
        terms = [(self.scalars[key], point) for key, point in self.points.items()]
        require(total_by_buckets(terms).is_identity(), "the weighted sum is not the identity")
