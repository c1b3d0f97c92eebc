"""The primitives against other people's vectors (RFC 9474, 9380, 9180, 9497, Wycheproof), from the shared folder."""

import json
import os
import pathlib
import unittest

from urna_reference import blind_rsa, ecdsa, ed25519, hpke
from urna_reference.group import G, decode_point, from_affine
from urna_reference.hash_to_curve import hash_to_curve, hash_to_field
from urna_reference.refusal import Refused
from urna_reference.transcript import expand_message_xmd, sha256

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = pathlib.Path(os.environ.get("URNA_TEST_DATA", REPOSITORY.parent / "shared"))


def load(name):
    path = SHARED / "vectors" / f"{name}.json"
    if not path.is_file():
        raise unittest.SkipTest(f"real-data: {name} is not there; set URNA_TEST_DATA or place it in ../shared")
    return json.loads(path.read_text("utf-8"))


def unhex(text):
    text = text.removeprefix("0x")
    return bytes.fromhex(text.rjust(len(text) + len(text) % 2, "0"))


def accepted(check, *arguments):
    try:
        check(*arguments)
    except Refused:
        return False
    return True


class Rfc9380(unittest.TestCase):
    def test_hash_to_curve(self):
        data = load("rfc9380-P256_XMD-SHA-256_SSWU_RO")
        for vector in data["vectors"]:
            message, dst = vector["msg"].encode(), data["dst"].encode()
            self.assertEqual(hash_to_field(message, dst, 2), [int(u, 16) for u in vector["u"]])
            expected = from_affine(int(vector["P"]["x"], 16), int(vector["P"]["y"], 16))
            self.assertEqual(hash_to_curve(message, dst), expected)
        self.assertGreaterEqual(len(data["vectors"]), 5)


class Rfc9474(unittest.TestCase):
    def test_blind_signatures(self):
        vectors = load("rfc9474-rsabssa")
        self.assertEqual(len(vectors), 4)
        for vector in vectors:
            with self.subTest(vector["name"]):
                n, d = int(vector["n"], 16), int(vector["d"], 16)
                key = blind_rsa.PrivateKey(int(vector["p"], 16), int(vector["q"], 16))
                self.assertEqual((key.n, int(vector["e"], 16)), (n, blind_rsa.E))
                prepared, salt = unhex(vector["input_msg"]), unhex(vector.get("salt") or "")
                inverse = int(vector["inv"], 16)
                self.assertEqual(prepared, unhex(vector["msg_prefix"] or "") + unhex(vector["msg"]))
                blinded, again = blind_rsa.blind(n, prepared, salt, pow(inverse, -1, n))
                self.assertEqual((blinded, again), (unhex(vector["blinded_msg"]), inverse))
                signed = blind_rsa.blind_sign(key, blinded)
                self.assertEqual(signed, unhex(vector["blind_sig"]))
                self.assertEqual(signed, pow(int.from_bytes(blinded, "big"), d, n).to_bytes(len(signed), "big"))
                final = blind_rsa.finalize(n, prepared, signed, inverse, len(salt))
                self.assertEqual(final, unhex(vector["sig"]))
                self.assertFalse(accepted(blind_rsa.verify, n, prepared + b"x", final, len(salt)))


class Rfc9180(unittest.TestCase):
    def test_base_mode(self):
        vectors = [v for v in load("rfc9180-hpke-p256") if v["mode"] == 0 and v["aead_id"] == 1]
        self.assertTrue(vectors)
        for vector in vectors:
            secret, ephemeral = hpke.derive_key_pair(unhex(vector["ikmR"])), hpke.derive_key_pair(unhex(vector["ikmE"]))
            self.assertEqual(secret, int(vector["skRm"], 16))
            self.assertEqual(hpke.serialize(secret * G), unhex(vector["pkRm"]))
            info, first = unhex(vector["info"]), vector["encryptions"][0]
            plaintext = unhex(first["pt"])
            sealed = hpke.seal(secret * G, info, unhex(first["aad"]), plaintext, ephemeral)
            self.assertEqual(sealed, (unhex(vector["enc"]), unhex(first["ct"])))
            self.assertEqual(hpke.open_sealed(secret, info, unhex(first["aad"]), *sealed), plaintext)
            self.assertFalse(accepted(hpke.open_sealed, secret, info + b"x", unhex(first["aad"]), *sealed))
            self.assertFalse(accepted(hpke.open_sealed, secret + 1, info, unhex(first["aad"]), *sealed))


class Rfc9497(unittest.TestCase):
    def test_blinding_and_evaluation(self):
        checked = 0
        for suite in load("rfc9497-voprf-p256"):
            secret, dst = int(suite["skSm"], 16), unhex(suite["groupDST"])
            for vector in suite["vectors"]:
                parts = [vector[name].split(",") for name in ("Input", "Blind", "BlindedElement", "EvaluationElement")]
                for text, blind, blinded, evaluation in zip(*parts):
                    element = int(blind, 16) * hash_to_curve(unhex(text), dst)
                    self.assertEqual(element.encode(), unhex(blinded))
                    if suite["mode"] in (0, 1):
                        self.assertEqual((secret * element).encode(), unhex(evaluation))
                    checked += 1
        self.assertGreaterEqual(checked, 6)

    def test_hash_to_scalar_of_a_proof(self):
        """The proofs of the VOPRF mode: our group and expand_message_xmd give RFC 9497's challenge."""
        checked = 0
        for suite in load("rfc9497-voprf-p256"):
            if suite["mode"] != 1:
                continue
            context = b"OPRFV1-\x01-P256-SHA256"
            for vector in suite["vectors"]:
                inputs = [decode_point(unhex(e)) for e in vector["BlindedElement"].split(",")]
                outputs = [decode_point(unhex(e)) for e in vector["EvaluationElement"].split(",")]
                c, s = (int(vector["Proof"]["proof"][i : i + 64], 16) for i in (0, 64))
                key = decode_point(unhex(suite["pkSm"]))
                self.assertEqual(self.challenge(context, key, inputs, outputs, c, s), c)
                checked += 1
        self.assertGreaterEqual(checked, 1)

    @staticmethod
    def challenge(context, key, inputs, outputs, c, s):
        """RFC 9497 §2.2.1 and §2.2.2."""

        def prefixed(data):
            return len(data).to_bytes(2, "big") + data

        def to_scalar(data):
            uniform = expand_message_xmd(data, b"HashToScalar-" + context, 48)
            return int.from_bytes(uniform, "big") % 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

        seed = sha256(prefixed(key.encode()) + prefixed(b"Seed-" + context))
        m, z = 0 * G, 0 * G
        for i, (left, right) in enumerate(zip(inputs, outputs)):
            weight = to_scalar(
                prefixed(seed) + i.to_bytes(2, "big") + prefixed(left.encode()) + prefixed(right.encode()) + b"Composite"
            )
            m, z = m + weight * left, z + weight * right
        parts = [key, m, z, s * G + c * key, s * m + c * z]
        return to_scalar(b"".join(prefixed(part.encode()) for part in parts) + b"Challenge")


class Wycheproof(unittest.TestCase):
    def cases(self, name):
        for group in load(name)["testGroups"]:
            for case in group["tests"]:
                yield group, case

    def test_ed25519(self):
        """Wycheproof's keys are of prime order, so the strict rule gives Wycheproof's answers."""
        for group, case in self.cases("wycheproof-ed25519_test"):
            key = unhex(group["publicKey"]["pk"])
            good = accepted(ed25519.verify, key, unhex(case["msg"]), unhex(case["sig"]))
            self.assertEqual(good, case["result"] == "valid", case)

    def test_ecdsa(self):
        """Except that a high s, which Wycheproof calls valid, is refused; its mirror image is then accepted."""
        high = 0
        for group, case in self.cases("wycheproof-ecdsa_secp256r1_sha256_p1363_test"):
            point = unhex(group["publicKey"]["uncompressed"])
            key = from_affine(int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")).encode()
            message, signature = unhex(case["msg"]), unhex(case["sig"])
            good = accepted(ecdsa.verify, key, message, signature)
            s = int.from_bytes(signature[32:], "big")
            if case["result"] == "valid" and s > (ecdsa.Q - 1) // 2:
                self.assertFalse(good, case)
                good = accepted(ecdsa.verify, key, message, signature[:32] + ecdsa.encode_scalar(ecdsa.Q - s))
                high += 1
            self.assertEqual(good, case["result"] == "valid", case)
        self.assertGreater(high, 10)

    def test_rsa_pss(self):
        for group, case in self.cases("wycheproof-rsa_pss_4096_sha384_mgf1_48_test"):
            n, e = (int(group["publicKey"][name], 16) for name in ("modulus", "publicExponent"))
            good = accepted(blind_rsa.verify, n, unhex(case["msg"]), unhex(case["sig"]), 48, e)
            self.assertEqual(good, case["result"] != "invalid", case)

    def test_points(self):
        checked = 0
        for _, case in self.cases("wycheproof-ecdh_secp256r1_ecpoint_test"):
            data = unhex(case["public"])
            if len(data) == 33:
                good = accepted(decode_point, data)
            else:
                good = accepted(hpke.deserialize, data)
            self.assertEqual(good, case["result"] != "invalid", case)
            if good and len(data) == 65:
                shared = int(case["private"], 16) * hpke.deserialize(data)
                self.assertEqual(shared.affine()[0], int(case["shared"], 16), case)
                checked += 1
        self.assertGreater(checked, 100)


class Rfc6979(unittest.TestCase):
    def test_deterministic_nonce(self):
        """RFC 6979 §A.2.5, P-256 with SHA-256, message "sample"."""
        secret = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
        expected = 0xA6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60
        self.assertEqual(ecdsa.nonce(secret, sha256(b"sample")), expected)


if __name__ == "__main__":
    unittest.main()
