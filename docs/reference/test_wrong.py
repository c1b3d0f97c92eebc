"""Liars who hold every key: each wrong election is refused, by the check that its recipe names."""

import json
import pathlib
import tempfile
import unittest

import make_archive
import verify
from example_city import wrong


class Wrong(unittest.TestCase):
    def test_each_is_refused_by_the_check_named(self):
        for name, recipe in wrong.load().items():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                city = recipe.play()
                make_archive.write(pathlib.Path(folder), city.ledger.archive())
                value = verify.verify(folder, json.dumps(city.trust()).encode())
                failing = next((c for c in value["checks"] if c["status"] == "failed"), {"id": None})
                self.assertEqual((value["verdict"], failing["id"]), ("invalid", recipe.check), failing)


if __name__ == "__main__":
    unittest.main()
