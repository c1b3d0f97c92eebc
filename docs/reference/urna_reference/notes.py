"""Checkpoints, cosignatures and receipts (spec log.md §3 and §4; C2SP signed-note, tlog-checkpoint, tlog-cosignature,
tlog-proof)."""

import base64
import binascii
from typing import NamedTuple

from . import ed25519
from .encoding import u64
from .log import decode_entry
from .merkle import leaf_hash, root_from_path
from .refusal import Refused, require
from .transcript import sha256

LOG, COSIGNER = 1, 4


def to_base64(data):
    return base64.b64encode(data).decode()


def from_base64(text):
    """Standard alphabet with padding, canonical: encoding again gives the same text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("not base64") from None
    require(to_base64(data) == text, "base64 is not canonical")
    return data


def key_id(name, kind, key):
    """signed-note: the first four bytes of SHA-256(name ‖ LF ‖ type ‖ key)."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def verifier_key(name, kind, key):
    """signed-note's vkey: name+hash+base64(type ‖ key)."""
    return f"{name}+{key_id(name, kind, key).hex()}+{to_base64(bytes([kind]) + key)}"


def body(origin, size, root):
    """tlog-checkpoint, no extension lines."""
    return f"{origin}\n{size}\n{to_base64(root)}\n"


def cosigned(text, time):
    """tlog-cosignature/v1: the message that a cosigner signs."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def line(name, kind, key, signature):
    return f"\u2014 {name} {to_base64(key_id(name, kind, key) + signature)}\n"


def sign_log(origin, seed, text):
    return line(origin, LOG, ed25519.public_key(seed), ed25519.sign(seed, text.encode()))


def cosign(name, seed, text, time):
    signature = u64(time) + ed25519.sign(seed, cosigned(text, time))
    return line(name, COSIGNER, ed25519.public_key(seed), signature)


class Trust(NamedTuple):
    origin: str
    log_key: bytes
    cosigners: list  # (organization id, key), in the order of the genesis record
    quorum: int


class Checkpoint(NamedTuple):
    size: int
    root: bytes
    cosigners: list  # (organization id, time)


def read_number(text):
    """Decimal without sign or leading zeros, below 2^63."""
    require(text.isascii() and text.isdigit() and str(int(text)) == text, "not a plain decimal number")
    require(int(text) < 2**63, "number too large")
    return int(text)


def read_signature(text, kind, names):
    """(place in `names`, signature bytes) of one signature line; `names`: (name, key)."""
    parts = text.split(" ")
    require(len(parts) == 3 and parts[0] == "\u2014", "not a signature line")
    data = from_base64(parts[2])
    for place, (name, key) in enumerate(names):
        if parts[1] == name and data[:4] == key_id(name, kind, key):
            return place, data[4:]
    raise Refused("a signature line of an unknown key")


def read_checkpoint(data, trust):
    """§3: exact; every line known and valid, at least the quorum of cosignatures."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("checkpoint is not UTF-8") from None
    require(text.endswith("\n") and "\n\n" in text, "not a signed note")
    head, _, signatures = text.partition("\n\n")
    lines, head = head.split("\n"), head + "\n"
    require(len(lines) == 3, "not origin, size and root")
    require(lines[0] == trust.origin, "another origin")
    size, root = read_number(lines[1]), from_base64(lines[2])
    require(len(root) == 32, "root is not 32 bytes")
    signature_lines = signatures[:-1].split("\n")
    _, signature = read_signature(signature_lines[0], LOG, [(trust.origin, trust.log_key)])
    ed25519.verify(trust.log_key, head.encode(), signature)
    names = [(f"{trust.origin}/{organization}", key) for organization, key in trust.cosigners]
    previous, cosigners = -1, []
    for signature_line in signature_lines[1:]:
        place, signature = read_signature(signature_line, COSIGNER, names)
        require(place > previous, "cosignatures out of order, or one twice")
        previous = place
        require(len(signature) == 72, "cosignature is not 72 bytes")
        time = int.from_bytes(signature[:8], "big")
        require(time < 2**63, "cosignature's time out of range")
        ed25519.verify(names[place][1], cosigned(head, time), signature[8:])
        cosigners.append((trust.cosigners[place][0], time))
    require(len(cosigners) >= trust.quorum, "fewer cosignatures than the quorum")
    return Checkpoint(size, root, cosigners)


def make_receipt(entry, index, path, checkpoint):
    """§4: a tlog-proof; `entry` encoded, `checkpoint` the signed note's text."""
    hashes = "".join(to_base64(h) + "\n" for h in path)
    return f"c2sp.org/tlog-proof@v1\nextra {to_base64(entry)}\nindex {index}\n{hashes}\n{checkpoint}"


def read_receipt(data, trust):
    """§4: (Entry, Checkpoint)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("receipt is not UTF-8") from None
    head, _, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    require(len(lines) >= 3 and lines[0] == "c2sp.org/tlog-proof@v1", "not a tlog-proof")
    require(lines[1].startswith("extra ") and lines[2].startswith("index "), "no extra or no index line")
    leaf = from_base64(lines[1].removeprefix("extra "))
    entry, index = decode_entry(leaf), read_number(lines[2].removeprefix("index "))
    require(entry.position == index, "entry of another position")
    path = [from_base64(h) for h in lines[3:]]
    require(all(len(h) == 32 for h in path), "a hash that is not 32 bytes")
    signed = read_checkpoint(checkpoint.encode(), trust)
    require(root_from_path(index, signed.size, leaf_hash(leaf), path) == signed.root, "path leads to another root")
    return entry, signed
