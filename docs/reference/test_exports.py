"""V14 of the second verifier: publications that equal the record, and wrong ones, each named."""

import csv
import io
import json
import pathlib
import tempfile
import unittest

import make_archive
import verify
from example_city.parties import PROCESS, SCOPE
from example_city.voting import VOTES, City
from urna_reference.records import Signer
from urna_reference.transcript import Transcript
from urna_verifier import exports


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.archive = pathlib.Path(cls.folder.name, "archive")
        city = City("exports", VOTES).everything()
        make_archive.write(cls.archive, city.ledger.archive())
        cls.trust = json.dumps(city.trust()).encode()
        seen = []
        original, exports.check = exports.check, lambda case, folder: seen.append(case)
        try:
            verify.verify(cls.archive, cls.trust, published=cls.archive)
        finally:
            exports.check = original
        case = seen[0]
        value = exports.result(case, *case.of_kind(11)[0][1:])
        cls.document = Signer(scalar=12345)
        statement = Transcript("document-key", PROCESS, SCOPE, case.election.hash)
        statement.absorb("clerk", value["certificate"]["clerk"]).absorb("key", cls.document.key)
        value["publisher"] = {
            "clerk": value["certificate"]["clerk"],
            "key": cls.document.key.hex(),
            "attestation": city.parties.clerk.sign(statement.hash()).hex(),
        }
        cls.value = value

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def jws(self, data):
        header = exports.to_base64url(b'{"alg":"ES256"}')
        signature = self.document.sign(f"{header}.{exports.to_base64url(data)}".encode())
        return f"{header}..{exports.to_base64url(signature)}".encode()

    def files(self):
        data = json.dumps(self.value).encode()
        text = io.StringIO()
        csv.writer(text).writerows(exports.table(self.value))
        return {"certificate.json": data, "certificate.json.jws": self.jws(data), "results.csv": text.getvalue().encode()}

    def evidence(self, files):
        """What V14.1 says; empty where it passes, and then the verdict is valid."""
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files.items():
                pathlib.Path(folder, name).write_bytes(data)
            value = verify.verify(self.archive, self.trust, published=pathlib.Path(folder))
        found = next(check for check in value["checks"] if check["id"] == "V14.1")
        self.assertEqual(value["verdict"], "invalid" if found["status"] == "failed" else "valid")
        return found["evidence"]

    def test_equal(self):
        mayor = self.value["questions"][0]
        self.assertEqual([option["votes"] for option in mayor["options"]], [2, 1])
        self.assertEqual(self.evidence(self.files()), "")

    def test_wrong(self):
        data = self.files()["certificate.json"]
        cases = {
            "certificate.json: questions": {"certificate.json": data.replace(b'"votes": 2', b'"votes": 3', 1)},
            "certificate.json: a key twice": {"certificate.json": data.replace(b"{", b'{"scope": "x",', 1)},
            "certificate.json.jws: signature": {"certificate.json.jws": self.jws(data + b" ")},
            "certificate.json.jws: no detached": {"certificate.json.jws": b"a.b.c"},
            "results.csv": {"results.csv": self.files()["results.csv"].replace(b",2,", b",3,", 1)},
            "results.xlsx": {"results.xlsx": b""},
        }
        for says, changed in cases.items():
            with self.subTest(says):
                self.assertIn(says, self.evidence(self.files() | changed))
        self.assertIn("no exports", self.evidence({}))


if __name__ == "__main__":
    unittest.main()
