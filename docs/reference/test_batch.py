"""Batches: the sum is the sum, and falsehoods do not cancel."""

import unittest

from urna_reference.batch import Batch, total, total_by_buckets
from urna_reference.group import G, IDENTITY, Q
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded


class Batches(unittest.TestCase):
    def test_buckets_give_the_sum(self):
        random = Seeded("buckets")
        for count in (0, 1, 2, 7, 40):
            terms = [(random.below(Q), random.scalar() * G) for _ in range(count)]
            terms += [(0, G), (Q - 1, G), (random.below(2**128), IDENTITY)]
            self.assertEqual(total_by_buckets(terms), total(terms))

    def test_true_equations_pass(self):
        batch = Batch()
        for x in (1, 5, Q - 1):
            batch.add([(x, G), (-1, x * G)])
        batch.check()
        Batch().check()

    def test_two_false_equations_that_cancel_are_refused(self):
        batch = Batch()
        batch.add([(3, G), (-1, 4 * G)])
        batch.add([(4, G), (-1, 3 * G)])
        self.assertRaises(Refused, batch.check)

    def test_one_false_among_true_ones_is_refused(self):
        batch = Batch()
        for x in range(1, 20):
            batch.add([(x, G), (-1, (x + (x == 13)) * G)])
        self.assertRaises(Refused, batch.check)


if __name__ == "__main__":
    unittest.main()
