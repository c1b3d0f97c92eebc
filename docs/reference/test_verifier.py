"""The second verifier over small archives, honest and not; each wrong one names the check that refuses it."""

import json
import pathlib
import tempfile
import unittest

import make_archive
import verify
from example_city import ledger, setup
from example_city.parties import PROCESS, SCOPE
from example_city.voting import VOTES, City
from urna_reference import records
from urna_reference.records import Signer, make_record, record_hash
from urna_reference.transcript import ZERO
from urna_reference.wire import Message


def check(files, trust, **options):
    """(verdict, first failing check, value)."""
    with tempfile.TemporaryDirectory() as folder:
        make_archive.write(pathlib.Path(folder), files)
        value = verify.verify(folder, json.dumps(trust).encode() if isinstance(trust, dict) else trust, **options)
    failing = next((c["id"] for c in value["checks"] if c["status"] == "failed"), None)
    return value["verdict"], failing, value


class Honest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.city = City("honest", VOTES).everything()
        cls.files, cls.trust = cls.city.ledger.archive(), cls.city.trust()

    def assert_verdict(self, expected, files=None, trust=None, **options):
        verdict, failing, value = check(files or self.files, self.trust if trust is None else trust, **options)
        self.assertEqual((verdict, failing), expected, value)
        return value

    def changed(self, **changes):
        """The archive with other files (None: without it) under a manifest of its own."""
        files = {name: data for name, data in (self.files | changes).items() if data is not None}
        del files["manifest.json"]
        return files | {"manifest.json": ledger.manifest(files)}

    def test_valid(self):
        value = self.assert_verdict(("valid", None))
        self.assertEqual(value["ballots"], {"recorded": 4, "counted": 3, "superseded": 1, "unchained": 0})
        votes = {q["id"]: [o["votes"] for o in q["options"]] + [q["blank"]] for q in value["questions"]}
        self.assertEqual(votes, {"mayor": [2, 1, 0], "parks": [0, 1, 1, 1], "projects": [1, 0, 1, 0]})
        selected = {q["id"]: [o["id"] for o in q["options"] if o["selected"]] for q in value["questions"]}
        self.assertEqual(selected, {"mayor": ["anna"], "parks": ["lake", "river"], "projects": ["library", "benches"]})
        self.assertTrue(any("circular" in note for note in value["notes"]))

    def test_since(self):
        self.assert_verdict(("valid", None), since=self.city.ledger.checkpoint(20).encode())
        other = City("another", []).prepare()
        self.assert_verdict(("invalid", "V1.5"), since=other.ledger.checkpoint().encode())
        fork = ledger.Ledger(self.city.parties)
        fork.records = self.city.ledger.records[:5] + self.city.ledger.records[6:9]
        self.assert_verdict(("invalid", "V1.5"), since=fork.checkpoint().encode())

    def test_unreadable(self):
        self.assert_verdict(("unreadable", None), {k: v for k, v in self.files.items() if k != "manifest.json"})
        for data in (b"", b"{", b"[]", self.files["manifest.json"].replace(b"archive/v1", b"archive/v2")):
            self.assert_verdict(("unreadable", None), self.files | {"manifest.json": data})
        for trust in (b"", b"{}", json.dumps(self.trust | {"format": "x"}).encode(),
                      json.dumps(self.trust | {"more": 1}).encode(), json.dumps(self.trust | {"quorum": 4}).encode()):
            self.assert_verdict(("unreadable", None), trust=trust)

    def test_files(self):
        self.assert_verdict(("invalid", "V1.1"), self.files | {"extra": b""})
        self.assert_verdict(("invalid", "V1.1"), self.files | {"manifest.json": self.files["manifest.json"] + b"\n"})
        for name, data in self.files.items():
            if name != "manifest.json":
                self.assert_verdict(("invalid", "V1.1"), self.files | {name: data[:-1] + bytes([data[-1] ^ 1])})
                self.assert_verdict(("invalid", "V1.1"), {k: v for k, v in self.files.items() if k != name})
        for name, expected in (("checkpoint", "V1.2"), ("tile/0/000.p/36", "V1.3"), ("tile/entries/000.p/36", "V1.3"),
                               ("records/000.p/36", "V1.4"), ("headers", "V2.4")):
            data = self.files[name]
            self.assert_verdict(("invalid", expected), self.changed(**{name: data[:-1] + bytes([data[-1] ^ 1])}))
        for name, expected in (("checkpoint", "V1.1"), ("tile/0/000.p/36", "V1.3"), ("tile/entries/000.p/36", "V1.3"),
                               ("records/000.p/36", "V1.4"), ("headers", "V1.1")):
            self.assert_verdict(("invalid", expected), self.changed(**{name: None}))
        self.assert_verdict(("invalid", "V1.3"), self.changed(**{"tile/1/000.p/1": b"x"}))
        self.assert_verdict(("invalid", "V1.4"), self.changed(**{"records/001.p/1": b""}))
        self.assert_verdict(("invalid", "V1.1"), self.changed(readme=b"x"))
        self.assert_verdict(("invalid", "V2.2"), self.changed(headers=self.files["headers"][140:]))
        self.assert_verdict(("invalid", "V2.3"), self.changed(headers=self.files["headers"][:-140]))

    def test_trust(self):
        self.assert_verdict(("invalid", "V1.2"), trust=self.trust | {"origin": "log.example"})
        self.assert_verdict(("invalid", "V2.1"), trust=self.trust | {"genesis": "00" * 32})
        other = Signer(scalar=5).key.hex()
        self.assert_verdict(("invalid", "V2.4"), trust=self.trust | {"ordererKey": other})
        self.assert_verdict(("invalid", "V3.1"), trust=self.trust | {"quorum": 3})
        self.assert_verdict(("invalid", "V3.2"), trust=self.trust | {"threshold": 3})
        self.assert_verdict(("invalid", "V3.2"), trust=self.trust | {"scope": "board"})
        self.assert_verdict(("invalid", "V3.4"), trust=self.trust | {"electionHash": "00" * 32})
        value = self.assert_verdict(("valid-with-reservations", None), trust=self.trust | {"electionHash": ""})
        self.assertEqual(value["electionHash"], self.trust["electionHash"])


class Special(unittest.TestCase):
    """Elections that do not go smoothly, and those of liars who hold every key."""

    def verdict(self, city):
        return check(city.ledger.archive(), city.trust())[:2]

    def test_no_ballots(self):
        self.assertEqual(self.verdict(City("none", []).everything()), ("valid", None))

    def test_before_decryption(self):
        city = City("early", VOTES[:1]).prepare().vote().close().publish().fix()
        value = check(city.ledger.archive(), city.trust(), before_decryption=True)
        self.assertEqual(value[:2], ("valid", None), value[2])
        self.assertEqual(self.verdict(city), ("invalid", "V10.2"))

    def test_stages(self):
        city = City("stages", VOTES[:1]).prepare().vote()
        self.assertEqual(self.verdict(city), ("invalid", "V5.3"))
        city.close()
        self.assertEqual(self.verdict(city), ("invalid", "V5.4"))
        city.publish()
        self.assertEqual(self.verdict(city), ("invalid", "V7.4"))
        self.assertEqual(self.verdict(city.fix().decrypt()), ("invalid", "V11.1"))

    def test_unreconciled_issuer(self):
        city = City("short", VOTES[:1]).prepare().vote().close().publish(["alpha", "beta"]).fix().decrypt().certify()
        self.assertEqual(self.verdict(city), ("valid-with-reservations", None))
        city = City("short", VOTES[:1]).prepare().vote().close().publish(["alpha"]).fix().decrypt().certify()
        self.assertEqual(self.verdict(city), ("invalid", "V5.4"))

    def test_issuer_absent(self):
        city = City("absent", []).prepare()
        seed, signatures = city.issue(city.roll[0])
        city.phase(step=4, issuer="gamma", reason="does not answer")
        ballot = city.make_ballot("north", seed, signatures[:2], ZERO, [[0, 1]])
        city.ledger.append_ballots(city.election, ballot)
        city.close().publish(["alpha", "beta"]).fix().decrypt([1, 3]).certify()
        self.assertEqual(self.verdict(city), ("valid", None))

    def test_one_issuer_missing_on_a_ballot(self):
        city = City("missing", []).prepare()
        seed, signatures = city.issue(city.roll[0])
        ballot = city.make_ballot("north", seed, signatures[:2], ZERO, [[0, 1]])
        city.ledger.append_ballots(city.election, ballot)
        self.assertEqual(self.verdict(city.close().publish().fix().decrypt().certify()), ("invalid", "V6.3"))

    def test_dissent(self):
        city = City("dissent", VOTES[:1]).prepare().vote().close().publish()
        everybody = city.parties.everybody()
        city.fix()
        liar = make_record(records.CLOSED_SET, PROCESS, SCOPE, city.closed_set.but(recorded=2), [everybody[0]])
        honest = city.ledger.records[-3:]
        del city.ledger.records[-3:], city.ledger.headers[-3:]
        for record in (liar, *honest[1:]):
            city.ledger.append(record)
        city.decrypt()
        self.assertEqual(self.verdict(city.certify()), ("invalid", "V12.1"))
        del city.ledger.records[-1], city.ledger.headers[-1]
        body = city.certificate.but(dissents=[record_hash(liar, PROCESS, SCOPE)])
        signers = [city.parties.clerk, *city.parties.majority()]
        city.ledger.append(make_record(records.CERTIFICATE, PROCESS, SCOPE, body, signers))
        self.assertEqual(self.verdict(city), ("valid-with-reservations", None))

    def test_complaint_and_restart(self):
        for answered, expected in ((True, ("valid", None)), (False, ("invalid", "V4.3"))):
            with self.subTest(answered):
                self.assertEqual(self.verdict(troubled(answered)), expected)

    def test_restart(self):
        self.assertEqual(self.verdict(troubled(False, restart=True)), ("valid", None))


def troubled(answered, restart=False):
    """A ceremony in which dealer 1 seals a wrong share for trustee 2."""
    city = City("troubled", VOTES[:1])
    parties = city.parties
    city.ledger.append(parties.genesis)
    city.ledger.append(parties.process)
    city.items = [(q, make_record(records.ITEM, PROCESS, SCOPE, body, [parties.clerk])) for q, body in setup.make_items()]
    for _, record in city.items:
        city.ledger.append(record)
    for record in setup.make_roll(parties, city.roll):
        city.ledger.append(record)
    first = city.trustees = setup.Round(parties, wrong=[((1, 2), 7)])
    for i in first.active:
        city.ledger.append(first.commit(i))
    for i in first.active:
        city.ledger.append(first.open(i))
    city.ledger.append(first.complain(2, 1))
    if answered:
        city.ledger.append(first.answer(1, 2))
    if restart:
        body = Message("Phase", step=5, round=2, excluded=[1], reason="no answer")
        city.ledger.append(make_record(records.PHASE, PROCESS, "", body, [parties.clerk, *parties.majority()]))
        city.trustees = setup.Round(parties, 2, [2, 3])
        for record in city.trustees.all_records():
            city.ledger.append(record)
    else:
        for i in first.active:
            city.ledger.append(first.sign_off(i))
    city.freeze()
    return city.vote().close().publish().fix().decrypt().certify()


if __name__ == "__main__":
    unittest.main()
