"""The auditor's trust file (spec archive.md §2; schemas/trust.schema.json)."""

import re
from typing import NamedTuple

from urna_reference.manifest import read_json
from urna_reference.notes import Trust as LogTrust
from urna_reference.refusal import Refused, require
from urna_reference.transcript import SUITE

from .report import Unreadable

ID = r"[a-z0-9][a-z0-9._-]{0,62}"
HASH = r"[0-9a-f]{64}"
POINT = r"0[23][0-9a-f]{64}"
TEXT = r"[^\x00-\x1f\x7f-\x9f]{1,255}"  # no control characters
PARTY = {"id": ID, "operator": TEXT, "key": HASH}
LISTS = {
    "organizations": ({"id": ID, "operator": TEXT, "ledgerKey": POINT, "cosignerKey": HASH}, 1, 32),
    "clerks": (PARTY, 1, 64),
    "registrars": (PARTY, 0, 2),
    "issuers": (PARTY, 0, 64),
    "trustees": (PARTY | {"sealingKey": POINT}, 0, 32),
    "offices": (PARTY, 1, 64),  # may be missing
}
OPTIONAL = {"organizations": ("rechecks",)}  # of 1000 ballots, those whose proofs it checks again
STRINGS = {
    "format": "urna-trust/v1",
    "suite": SUITE,
    "process": ID,
    "scope": ID,
    "electionHash": f"({HASH})?",
    "genesis": HASH,
    "origin": r"[!-*,-~]{1,255}",
    "logKey": HASH,
    "ordererKey": POINT,
    "operator": TEXT,
    "madeBy": "demo|observer",
}
NUMBERS = {"quorum": "organizations", "threshold": "trustees", "minimumIssuers": "issuers"}


class Party(NamedTuple):
    id: str
    operator: str
    keys: tuple  # in the order of the trust file


class Trust:
    """The file's values; keys and hashes as bytes."""

    def __init__(self, value):
        self.process, self.scope, self.origin = value["process"], value["scope"], value["origin"]
        self.election_hash = bytes.fromhex(value["electionHash"])
        self.genesis = bytes.fromhex(value["genesis"])
        self.log_key, self.orderer_key = bytes.fromhex(value["logKey"]), bytes.fromhex(value["ordererKey"])
        self.operator, self.made_by = value["operator"], value["madeBy"]
        self.quorum, self.threshold, self.minimum_issuers = (value[name] for name in NUMBERS)
        for name, (shape, _, _) in LISTS.items():
            keys = [key for key in shape if key not in ("id", "operator")]
            named = value.get(name, [])
            parties = [Party(p["id"], p["operator"], tuple(bytes.fromhex(p[k]) for k in keys)) for p in named]
            setattr(self, name, parties)
        self.rechecks = {o["id"]: o.get("rechecks", 1000) for o in value["organizations"]}

    def log(self):
        return LogTrust(self.origin, self.log_key, [(o.id, o.keys[1]) for o in self.organizations], self.quorum)


def matches(value, pattern):
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def check_object(value, shape, optional=()):
    require(isinstance(value, dict) and set(value) - set(optional) == set(shape), "not exactly these members")
    for name, pattern in shape.items():
        require(matches(value[name], pattern), f"{name} is not what it must be")


def read(data):
    """A Trust, or Unreadable."""
    try:
        value = read_json(data)
        require(isinstance(value, dict), "not an object")
        members = set(STRINGS) | set(NUMBERS) | set(LISTS)
        require(set(value) | {"offices"} == members, "not exactly the members of a trust file")
        check_object({name: value[name] for name in STRINGS}, STRINGS)
        keys = [value["logKey"], value["ordererKey"]]
        for name, (shape, fewest, most) in LISTS.items():
            if name not in value:
                continue
            require(isinstance(value[name], list) and fewest <= len(value[name]) <= most, f"{name}: a list's length")
            for party in value[name]:
                check_object(party, shape, OPTIONAL.get(name, ()))
                rechecks = party.get("rechecks", 1000)
                require(type(rechecks) is int and 0 <= rechecks <= 1000, "rechecks out of range")
                keys += [party[key] for key in shape if key not in ("id", "operator")]
            require(len({party["id"] for party in value[name]}) == len(value[name]), f"{name}: an id twice")
        require(len(set(keys)) == len(keys), "a key twice")
        require(bool(value["registrars"]) == bool(value["issuers"]), "registrars and issuers only together")
        require(len(value["issuers"]) != 1, "a single issuer")
        for name, counted in NUMBERS.items():
            most = len(value[counted])
            require(type(value[name]) is int and min(1, most) <= value[name] <= most, f"{name} out of range")
        return Trust(value)
    except Refused as refused:
        raise Unreadable(f"trust file: {refused.reason}") from None
