"""The vector files in the repository are what the reference makes, and keep their own rules."""

import json
import unittest

import make_vectors
from example_city.rsa_keys import KEYS
from urna_reference.blind_rsa import generate
from urna_reference.seeded import Seeded


class Vectors(unittest.TestCase):
    def test_files_are_what_the_reference_makes(self):
        for name in make_vectors.NAMES:
            with self.subTest(name):
                self.assertEqual((make_vectors.FOLDER / f"{name}.json").read_text("utf-8"), make_vectors.render(name))

    def test_no_file_besides(self):
        self.assertEqual({path.stem for path in make_vectors.FOLDER.glob("*")}, set(make_vectors.NAMES))

    def test_each_file_describes_itself(self):
        for path in make_vectors.FOLDER.glob("*.json"):
            content = json.loads(path.read_text("utf-8"))
            for key in ("description", "spec", "shapes", "valid", "invalid"):
                self.assertTrue(content[key], f"{path.name}: {key}")

    def test_keys_come_from_their_seeds(self):
        self.assertEqual(generate(Seeded("rsa-0")), KEYS[0])


if __name__ == "__main__":
    unittest.main()
