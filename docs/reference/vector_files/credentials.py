"""credentials.json: person commitments, rolls, issuer keys, blind signatures, requests, issuances."""

from urna_reference import blind_rsa, credentials, ed25519
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse

from .credentials_signed import blind_signatures, issuances
from .ed25519_strict import torsion
from .sample import PROCESS, SCOPE, STYLES, Sample


class Town:
    """A sample election with a roll of two registrars."""

    def __init__(self, seed, people=5):
        self.sample = Sample(seed)
        random = self.random = self.sample.random
        voters = []
        for number in range(people):
            seeds = [random.bytes(32), random.bytes(32)]
            keys = [ed25519.public_key(seed) for seed in seeds]
            salt, person = random.bytes(32), f"0101{number:02d}-123A"
            commitment = credentials.person_commitment(PROCESS, SCOPE, self.sample.process_hash, salt, person)
            style = list(STYLES)[number % 2]
            entry = Message("RollEntry", keys=keys, style=style, commitment=commitment)
            voters.append((entry, seeds, salt, person))
        voters.sort(key=lambda voter: voter[0].keys[0])
        self.voters = voters
        self.roll = [voter[0] for voter in voters]

    def request(self, issuer, number, style=None):
        """(request, what the device keeps)."""
        entry, seeds, _, _ = self.voters[number]
        sample, random = self.sample, self.random
        style = style or entry.style
        _, credential = sample.new_credential()
        n = sample.election.moduli[issuer, style]
        prefix, salt, r = random.bytes(32), random.bytes(48), random.below(n)
        prepared = prefix + sample.message(style, issuer, credential)
        blinded, inverse = blind_rsa.blind(n, prepared, salt, r)
        request = Message("IssuanceRequest", issuer=issuer, roll_key=entry.keys[0], style=style, blinded=blinded)
        return self.signed(request, seeds), (credential, prefix, salt, r, prepared, inverse)

    def signed(self, request, seeds):
        digest = credentials.request_hash(PROCESS, SCOPE, self.sample.election.hash, request)
        return request.but(signatures=[ed25519.sign(seed, digest) for seed in seeds])

    def issue(self, issuer, number):
        request, _ = self.request(issuer, number)
        value = blind_rsa.blind_sign(self.sample.rsa[issuer, request.style], request.blinded)
        return Message("Issuance", request=request, entry=number, blind_signature=value)

    def check(self, issuance, issuer):
        moduli = {style: self.sample.election.moduli[issuer, style] for style in STYLES}
        credentials.check_issuance(PROCESS, SCOPE, self.sample.election.hash, issuance, issuer, self.roll, moduli)


def make():
    town = Town("credentials")
    valid, invalid = [], []

    def refuse(case, check, why, *arguments):
        try:
            check(*arguments)
        except Refused:
            invalid.append(case | {"why": why})
        else:
            raise AssertionError(why)

    persons(town, valid, invalid)
    rolls(town, valid, refuse)
    issuer_keys(town, valid, refuse)
    blind_signatures(town, valid, refuse)
    issuances(town, valid, refuse)
    return {
        "description": "Credentials. Process, scope, context and keys are those of election; processHash is the context "
        "before the freeze. issuance-lists.json goes on with whole lists.",
        "spec": "credentials.md §2 to §5",
        "shapes": {
            "what": "person: commitment of salt and person | roll: entries (RollEntry bytes) with root, for two "
            "registrars | issuer-key: modulus and attestation by key | credential: from prefix, salt and blinding r to "
            "the issuer's final signature over message | issuance: an Issuance's bytes, to be checked against roll",
            "hex": "everything but ids, numbers and person (the register's number as text)",
            "r": "the blinding factor, 384 bytes; blinded = encoded message · r^65537",
            "prepared": "prefix ‖ message",
        },
        "election": town.sample.describe() | {"processHash": town.sample.process_hash.hex()},
        "roll": [entry.encode().hex() for entry in town.roll],
        "valid": valid,
        "invalid": invalid,
    }


def persons(town, valid, invalid):
    for entry, _, salt, person in town.voters[:2]:
        valid.append({"what": "person", "salt": salt.hex(), "person": person, "commitment": entry.commitment.hex()})
    salt, good = town.random.bytes(32), "Åsa-1"
    commitment = credentials.person_commitment(PROCESS, SCOPE, town.sample.process_hash, salt, good)
    valid.append({"what": "person", "salt": salt.hex(), "person": good, "commitment": commitment.hex()})
    for why, changes in (
        ("another person", {"person": "Asa-1"}),
        ("decomposed, another byte string", {"person": "A\u030asa-1"}),
        ("another salt", {"salt": ZERO.hex()}),
        ("under the election hash instead of the process hash", {"commitment": credentials.person_commitment(
            PROCESS, SCOPE, town.sample.election.hash, salt, good).hex()}),
    ):
        invalid.append({"what": "person", "salt": salt.hex(), "person": good, "commitment": commitment.hex()}
                       | changes | {"why": why})


def rolls(town, valid, refuse):
    def check(entries, root):
        parsed = [parse("RollEntry", entry) for entry in entries]
        credentials.check_entries(parsed, 2, STYLES)
        credentials.require(credentials.roll_root(parsed) == root, "another root")

    def case(entries, root=None):
        entries = [entry if isinstance(entry, bytes) else entry.encode() for entry in entries]
        root = root or credentials.mth(entries)
        return {"what": "roll", "entries": [e.hex() for e in entries], "root": root.hex()}, entries, root

    for count in (5, 1, 0):
        described, entries, root = case(town.roll[:count])
        check(entries, root)
        valid.append(described)
    roll = town.roll[:3]

    def bad(why, entries, root=None):
        described, entries, root = case(entries, root)
        refuse(described, check, why, entries, root)

    first = roll[0]
    bad("entries exchanged", [roll[1], roll[0], roll[2]])
    bad("an entry twice", [roll[0], roll[0], roll[1]])
    bad("another root", roll, town.random.bytes(32))
    bad("root of the reversed list", roll, credentials.roll_root(roll[::-1]))
    bad("a second key that is another entry's second", [first, roll[1].but(keys=[roll[1].keys[0], first.keys[1]])])
    bad("a second key that is another entry's first", [first, roll[1].but(keys=[roll[1].keys[0], first.keys[0]])])
    bad("both keys of an entry the same", [first.but(keys=[first.keys[0]] * 2)])
    bad("one key only", [first.but(keys=first.keys[:1])])
    bad("three keys", [first.but(keys=[*first.keys, roll[1].keys[0]])])
    bad("unknown style", [first.but(style="east")])
    bad("no style", [first.but(style="")])
    bad("commitment of 31 bytes", [first.but(commitment=first.commitment[1:])])
    bad("key of 31 bytes", [first.but(keys=[first.keys[0], first.keys[1][1:]])])
    bad("key of small order", [first.but(keys=[first.keys[0], ed25519.encode(torsion()[1])])])
    bad("key not of prime order", [first.but(keys=[first.keys[0], ed25519.encode(
        ed25519.add(ed25519.decode(first.keys[1]), torsion()[4]))])])
    bad("key is the identity", [first.but(keys=[first.keys[0], ed25519.encode(ed25519.IDENTITY)])])
    bad("key not canonical", [first.but(keys=[first.keys[0], ed25519.P.to_bytes(32, "little")])])
    bad("an unknown field in an entry", [first.encode() + b"\x48\x01"])


def issuer_keys(town, valid, refuse):
    seed = town.random.bytes(32)

    def check(case):
        modulus = bytes.fromhex(case["modulus"])
        credentials.check_modulus(modulus)
        digest = credentials.issuer_key_hash(
            PROCESS, SCOPE, town.sample.process_hash, case["issuer"], case["style"], modulus)
        ed25519.verify(bytes.fromhex(case["key"]), digest, bytes.fromhex(case["attestation"]))

    def case(modulus, issuer="bar", style="north", context=town.sample.process_hash, signer=seed):
        digest = credentials.issuer_key_hash(PROCESS, SCOPE, context, issuer, style, modulus)
        return {"what": "issuer-key", "issuer": issuer, "style": style, "modulus": modulus.hex(),
                "key": ed25519.public_key(seed).hex(), "attestation": ed25519.sign(signer, digest).hex()}

    modulus = town.sample.election.moduli["bar", "north"].to_bytes(384, "big")
    good = case(modulus)
    check(good)
    valid.append(good)

    def bad(why, described):
        refuse(described, check, why, described)

    bad("attested for another style", good | {"style": "south"})
    bad("attested for another issuer", good | {"issuer": "city"})
    bad("attested under another context", case(modulus, context=town.sample.election.hash))
    bad("attested by another key", case(modulus, signer=town.random.bytes(32)))
    bad("another modulus", good | {"modulus": town.sample.election.moduli["bar", "south"].to_bytes(384, "big").hex()})
    bad("383 bytes", case(modulus[:383]))
    bad("385 bytes, a leading zero", case(b"\x00" + modulus))
    bad("256 bytes: a key of 2048 bits", case(modulus[:255] + b"\x01"))
    bad("top bit not set", case(bytes([modulus[0] & 0x7F]) + modulus[1:]))
    bad("even", case(modulus[:-1] + bytes([modulus[-1] & 0xFE])))
