"""The archive's manifest (spec archive.md §1)."""

import json
import re

from .refusal import Refused, require

NAME = re.compile(r"[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*")
HEX = re.compile(r"[0-9a-f]{64}")
LEDGERS = "embedded", "fabric"


def read_json(data):
    """RFC 8259, in UTF-8; no key twice in an object, no NaN."""

    def once(pairs):
        require(len({key for key, _ in pairs}) == len(pairs), "a key twice")
        return dict(pairs)

    def no_constant(text):
        raise Refused(f"{text} is no JSON")

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_constant=no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused("not JSON") from None


def check_name(name):
    """Relative, of the characters [a-z0-9./-], no part empty or beginning with a full stop."""
    require(isinstance(name, str) and NAME.fullmatch(name) and len(name) <= 255, "not a file's name")
    require(name != "manifest.json", "the manifest names itself")
    return name


def write_manifest(files, ledger="embedded"):
    """`files`: (length, SHA-256 in hex) by name."""
    listed = [{"length": files[n][0], "name": n, "sha256": files[n][1]} for n in sorted(files, key=str.encode)]
    value = {"files": listed, "format": "urna-archive/v1", "ledger": ledger}
    return (json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def read_manifest(data):
    """(length, SHA-256 in hex) by name; canonical means: writing it again gives the same bytes."""
    value = read_json(data)
    require(isinstance(value, dict) and isinstance(value.get("files"), list), "not a manifest")
    require(value.get("ledger") in LEDGERS, "another ledger")
    files = {}
    for listed in value["files"]:
        require(isinstance(listed, dict) and set(listed) == {"length", "name", "sha256"}, "not a file's entry")
        name, length, digest = check_name(listed["name"]), listed["length"], listed["sha256"]
        require(type(length) is int and 0 <= length < 2**53, "not a length")
        require(isinstance(digest, str) and HEX.fullmatch(digest), "not a hash")
        require(name not in files, "a file twice")
        files[name] = length, digest
    require(write_manifest(files, value["ledger"]) == data, "manifest is not canonical")
    return files
