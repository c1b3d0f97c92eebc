"""Voter codes, roll, issuer keys, requests, issuances (spec credentials.md)."""

from . import blind_rsa, ed25519
from .encoding import ascii_bytes
from .hpke import hkdf_expand, hkdf_extract
from .merkle import mth
from .refusal import require
from .transcript import SUITE, Transcript, sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ROLL_CHUNK = 1000
ISSUANCE_CHUNK = 256


# §1 Voter code


def code_characters(random12):
    """§1.1: 96 random bits, then 4 check bits, as twenty characters."""
    assert len(random12) == 12
    check = sha256(b"urna-voter-code", random12)[0] >> 4
    bits = int.from_bytes(random12, "big") << 4 | check
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(95, -5, -5))


def print_code(characters):
    """§1.2."""
    return "-".join(characters[i : i + 4] for i in range(0, 20, 4))


def read_code(text):
    """§1.2: the twenty characters. Upper-casing touches a to z only."""
    upper = "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text)
    characters = upper.replace(" ", "").replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
    require(len(characters) == 20, "not twenty characters")
    bits = 0
    for character in characters:
        require(character in ALPHABET, "a character that no code has")
        bits = bits << 5 | ALPHABET.index(character)
    require(code_characters((bits >> 4).to_bytes(12, "big")) == characters, "check does not hold")
    return characters


def roll_key_seed(characters, process, scope, registrar):
    """§1.3: an Ed25519 seed."""
    info = f"{SUITE}/roll-key/{process}/{scope}/{registrar}"
    return hkdf_expand(hkdf_extract(b"", ascii_bytes(characters)), ascii_bytes(info), 32)


# §2 Roll


def person_commitment(process, scope, process_hash, salt, person):
    """§2.2."""
    return (
        Transcript("person", process, scope, process_hash).absorb("salt", salt).absorb("person", person.encode()).hash()
    )


def check_chunk(roll, registrars, styles):
    """§2.3: one chunk by itself."""
    require(1 <= roll.version < 2**31 and 1 <= roll.total < 2**31, "version or total out of range")
    require(roll.chunks == -(-roll.total // ROLL_CHUNK) and roll.chunk < roll.chunks, "chunks do not fit the total")
    expected = min(ROLL_CHUNK, roll.total - ROLL_CHUNK * roll.chunk)
    require(len(roll.entries) == expected, "chunk has another size")
    check_entries(roll.entries, registrars, styles)


def check_entries(entries, registrars, styles):
    """§2.1 over the whole roll: shape, order, no key twice."""
    seen, previous = set(), b""
    for entry in entries:
        require(len(entry.keys) == registrars, "an entry has one key of each registrar")
        require(entry.style in styles, "unknown style")
        require(len(entry.commitment) == 32, "commitment is not 32 bytes")
        require(entry.keys[0] > previous, "entries do not ascend")
        previous = entry.keys[0]
        for key in entry.keys:
            ed25519.check_key(key)
            require(key not in seen, "a key occurs twice")
            seen.add(key)


def roll_root(entries):
    """§2.4; entries are messages."""
    return mth([entry.encode() for entry in entries])


# §3 Issuer keys


def check_modulus(modulus):
    """§3.1: the integer."""
    require(len(modulus) == 384, "modulus is not 384 bytes")
    require(modulus[0] & 0x80, "modulus without its top bit")
    require(modulus[-1] & 1, "modulus is even")
    return int.from_bytes(modulus, "big")


def issuer_key_hash(process, scope, process_hash, issuer, style, modulus):
    """§3.2: what the issuer signs."""
    transcript = Transcript("issuer-key", process, scope, process_hash)
    return transcript.absorb("issuer", issuer).absorb("style", style).absorb("modulus", modulus).hash()


# §4 Request and issuance


def credential_message(process, scope, election, style, issuer, credential):
    """§4.2."""
    transcript = Transcript("credential", process, scope, election)
    return transcript.absorb("style", style).absorb("issuer", issuer).absorb("credential", credential).hash()


def request_hash(process, scope, election, request):
    """§4.3: what each roll key signs; `request` is an IssuanceRequest."""
    return (
        Transcript("issuance-request", process, scope, election)
        .absorb("issuer", request.issuer)
        .absorb("roll-key", request.roll_key)
        .absorb("style", request.style)
        .absorb("blinded", request.blinded)
        .hash()
    )


def check_issuance(process, scope, election, issuance, issuer, roll, moduli):
    """§5.2 for one issuance: names this issuer, an entry with that first key and style, signatures. `moduli` by
    style."""
    request = issuance.request
    require(request is not None and request.issuer == issuer, "another issuer's issuance")
    require(issuance.entry < len(roll), "no such entry")
    entry = roll[issuance.entry]
    require(entry.keys[0] == request.roll_key, "entry has another key")
    require(entry.style == request.style, "entry has another style")
    require(len(request.blinded) == 384 and len(issuance.blind_signature) == 384, "not 384 bytes")
    require(len(request.signatures) == len(entry.keys), "one signature of each roll key")
    digest = request_hash(process, scope, election, request)
    for key, signature in zip(entry.keys, request.signatures):
        ed25519.verify(key, digest, signature)
    n = moduli[request.style]
    blinded, signed = (int.from_bytes(b, "big") for b in (request.blinded, issuance.blind_signature))
    require(blinded < n, "blinded message not below the modulus")
    require(signed < n, "blind signature not below the modulus")
    require(pow(signed, blind_rsa.E, n) == blinded, "not the blind signature of the blinded message")


def issuances_root(issuances):
    """§5.1."""
    return mth([issuance.encode() for issuance in issuances])
