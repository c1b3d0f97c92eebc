"""The archive's manifest (spec archive.md §1)."""

import json
import re

from .refusal import Refused, require

NAME = re.compile(r"[a-z0-9.-]+(/[a-z0-9.-]+)*")
HEX = re.compile(r"[0-9a-f]{64}")


def check_name(name):
    """Relative, of the characters [a-z0-9./-], no empty part, no part of dots alone that leads elsewhere."""
    require(isinstance(name, str) and NAME.fullmatch(name), "not a file's name")
    require(not {".", ".."} & set(name.split("/")), "a name that leads elsewhere")
    require(name != "manifest.json", "the manifest names itself")
    return name


def write_manifest(files):
    """`files`: (length, SHA-256 in hex) by name."""
    listed = [{"length": files[n][0], "name": n, "sha256": files[n][1]} for n in sorted(files, key=str.encode)]
    value = {"files": listed, "format": "urna-archive/v1", "ledger": "embedded"}
    return (json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def read_manifest(data):
    """(length, SHA-256 in hex) by name; canonical means: writing it again gives the same bytes."""
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=str)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused("not JSON") from None
    require(isinstance(value, dict) and isinstance(value.get("files"), list), "not a manifest")
    files = {}
    for listed in value["files"]:
        require(isinstance(listed, dict) and set(listed) == {"length", "name", "sha256"}, "not a file's entry")
        name, length, digest = check_name(listed["name"]), listed["length"], listed["sha256"]
        require(type(length) is int and 0 <= length < 2**53, "not a length")
        require(isinstance(digest, str) and HEX.fullmatch(digest), "not a hash")
        require(name not in files, "a file twice")
        files[name] = length, digest
    require(write_manifest(files) == data, "manifest is not canonical")
    return files
