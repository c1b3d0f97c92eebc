"""credentials.json: person commitments, rolls, issuer keys, blind signatures, requests, issuances."""

from urna_reference import blind_rsa, credentials, ed25519
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse

from .ed25519_strict import torsion
from .sample import ISSUERS, PROCESS, SCOPE, STYLES, Sample


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


def blind_signatures(town, valid, refuse):
    sample, random = town.sample, town.random

    def check(case):
        message = sample.message(case["style"], case["issuer"], bytes.fromhex(case["credential"]))
        n = sample.election.moduli[case["issuer"], case["style"]]
        blind_rsa.verify(n, bytes.fromhex(case["prefix"]) + message, bytes.fromhex(case["signature"]))

    for issuer, style in (("academy", "north"), ("bar", "south")):
        request, (credential, prefix, salt, r, prepared, inverse) = town.request(issuer, 0, style)
        key = sample.rsa[issuer, style]
        signed = blind_rsa.blind_sign(key, request.blinded)
        final = blind_rsa.finalize(key.n, prepared, signed, inverse)
        good = {
            "what": "credential", "issuer": issuer, "style": style, "credential": credential.hex(),
            "prefix": prefix.hex(), "signature": final.hex(),
        }
        check(good)
        more = {"message": prepared[32:].hex(), "salt": salt.hex(), "r": f"{r:0768x}",
                "blinded": request.blinded.hex(), "blindSignature": signed.hex()}
        valid.append(good | more)

    def bad(why, **changes):
        refuse(good | changes, check, why, good | changes)

    _, other = sample.new_credential()
    bad("another credential", credential=other.hex())
    bad("another issuer", issuer="city")
    bad("another style", style="north")
    bad("another prefix", prefix=random.bytes(32).hex())
    bad("the blind signature itself, not unblinded", signature=signed.hex())
    bad("signature changed", signature=final[:-1].hex() + f"{final[-1] ^ 1:02x}")
    n = key.n
    bad("signature negated", signature=(n - int.from_bytes(final, "big")).to_bytes(384, "big").hex())
    bad("signature is zero", signature="00" * 384)
    bad("signature is one", signature="00" * 383 + "01")
    bad("signature not below the modulus", signature="ff" * 384)
    bad("383 bytes", signature=final[1:].hex())
    for why, salt_length, prepared2 in (
        ("salt of no bytes: the variant PSSZERO", 0, prepared),
        ("salt of 32 bytes", 32, prepared),
        ("no prefix signed: the deterministic variant", 48, prepared[32:]),
    ):
        encoded = blind_rsa.pss_encode(prepared2, n.bit_length() - 1, random.bytes(salt_length))
        bad(why, signature=blind_rsa.blind_sign(key, encoded).hex())


def issuances(town, valid, refuse):
    issuer, number = ISSUERS[0], 2
    good = town.issue(issuer, number)

    def case(issuance, issuer=issuer):
        return {"what": "issuance", "issuer": issuer, "issuance": issuance.encode().hex()}

    for issuance in (good, town.issue(issuer, 1)):
        town.check(issuance, issuer)
        valid.append(case(issuance))

    def bad(why, issuance, issuer=issuer):
        refuse(case(issuance, issuer), town.check, why, issuance, issuer)

    request, seeds = good.request, town.voters[number][1]
    same_style = next(i for i in range(5) if i != number and town.roll[i].style == request.style)
    bad("posted by another issuer", good, "bar")
    bad("another entry of the same style", good.but(entry=same_style))
    bad("no such entry", good.but(entry=5))
    bad("no request", good.but(request=None))
    bad("one signature missing", good.but(request=request.but(signatures=request.signatures[:1])))
    bad("signatures exchanged", good.but(request=request.but(signatures=request.signatures[::-1])))
    bad("the first key's signature twice", good.but(request=request.but(signatures=request.signatures[:1] * 2)))
    bad("a third signature", good.but(request=request.but(signatures=request.signatures + request.signatures[:1])))
    forged = [ed25519.sign(town.random.bytes(32), b"") for _ in seeds]
    bad("signatures forged", good.but(request=request.but(signatures=forged)))
    other = "south" if request.style == "north" else "north"
    bad("another style, signed", good.but(request=town.signed(request.but(style=other), seeds)))
    bad("blinded message of another request", good.but(request=town.issue(issuer, number).request))
    n = town.sample.election.moduli[issuer, request.style]
    value = int.from_bytes(request.blinded, "big") + n
    if value < 2**3072:
        bad("blinded message not below the modulus, signed", good.but(
            request=town.signed(request.but(blinded=value.to_bytes(384, "big")), seeds)))
    zero = town.signed(request.but(blinded=b"\xff" * 384), seeds)
    bad("blinded message all ones, signed", good.but(request=zero))
    bad("blind signature changed", good.but(blind_signature=good.blind_signature[:-1] + bytes([good.blind_signature[-1] ^ 1])))
    value = int.from_bytes(good.blind_signature, "big") + n
    if value < 2**3072:
        bad("blind signature not below the modulus", good.but(blind_signature=value.to_bytes(384, "big")))
    bad("blind signature of 383 bytes", good.but(blind_signature=good.blind_signature[1:]))
