"""What was checked, with what result (spec archive.md §3 and §4)."""

import contextlib

from urna_reference.refusal import Refused

TITLES = {
    "V1.1": "manifest",
    "V1.2": "checkpoint",
    "V1.3": "entries, tiles, root and size",
    "V1.4": "records give their entries",
    "V1.5": "the log extends an earlier checkpoint",
    "V2.1": "genesis record",
    "V2.2": "block numbers and links",
    "V2.3": "blocks cover the records",
    "V2.4": "block signatures",
    "V3.1": "genesis",
    "V3.2": "process",
    "V3.3": "items and freeze",
    "V3.4": "election hash",
    "V4.1": "openings and commitments",
    "V4.2": "possession proofs",
    "V4.3": "complaints",
    "V4.4": "sign-offs and keys",
    "V5.1": "roll",
    "V5.2": "issuer keys",
    "V5.3": "published issuances",
    "V5.4": "counted ballots against issuances",
    "V6.1": "ballots parse",
    "V6.2": "ballots' election, style, shape",
    "V6.3": "issuers' signatures on credentials",
    "V6.4": "credentials' signatures on ballots",
    "V6.5": "range proofs",
    "V7.1": "signers and phases of all other records",
    "V7.2": "ballots within casting",
    "V7.3": "replacing",
    "V7.4": "closed set",
    "V8.1": "aggregates",
    "V9.1": "mixes",
    "V10.1": "decryption shares",
    "V10.2": "enough shares",
    "V11.1": "counts",
    "V11.2": "outcome",
    "V12.1": "certificate",
    "V13.1": "acts and decisions",
    "V13.2": "lists of public acts",
    "V13.3": "contents",
    "V13.4": "replay and counts",
    "V13.5": "times and answers",
    "V14.1": "exports",
}
BEFORE_DECRYPTION = [check for check in TITLES if int(check[1:].split(".")[0]) <= 9]


class Unreadable(Exception):
    """The archive or the trust file cannot be read as what it says it is."""


class Report:
    def __init__(self, part=tuple(TITLES)):
        self.part = part
        self.counts, self.failures, self.absent = {}, {}, {}
        self.reserved, self.reservations, self.notes = set(), [], []
        self.results = {
            "electionHash": "",
            "closedSet": "",
            "ballots": {"recorded": 0, "counted": 0, "superseded": 0, "unchained": 0},
            "questions": [],
            "coalitions": {},
            "stuffingBound": {},
            "consultation": {"asOf": 0, "checkpoints": 0, "scopes": []},
        }
        for check in ("V9.1", "V14.1"):
            self.not_applicable(check, "not in this version")

    def begin(self, *checks):
        """These checks run from here on, even over nothing."""
        for check in checks:
            self.counts.setdefault(check, 0)

    @contextlib.contextmanager
    def check(self, check, where=""):
        """One thing under a check: Refused from inside is a failure of it."""
        self.counts[check] = self.counts.get(check, 0) + 1
        try:
            yield
        except Refused as refused:
            self.fail(check, f"{where}: {refused.reason}" if where else refused.reason)

    def fail(self, check, evidence):
        self.begin(check)
        self.failures.setdefault(check, []).append(evidence)

    def reserve(self, check, text):
        self.reserved.add(check)
        self.reservations.append(text)

    def not_applicable(self, check, evidence):
        self.absent[check] = evidence

    def failed(self, *families):
        """Whether a check of these families ("V1") has failed."""
        return any(check.split(".")[0] in families for check in self.failures)

    def status(self, check):
        """(status, evidence)."""
        if check in self.failures:
            more = len(self.failures[check]) - 1
            return "failed", self.failures[check][0] + (f" (and {more} more)" if more else "")
        if check in self.absent:
            return "notApplicable", self.absent[check]
        if check not in self.part:
            return "notApplicable", "not part of this verdict: before decryption"
        if check not in self.counts:
            return "failed", "not run"
        return ("reserved" if check in self.reserved else "passed"), ""

    def first_failing(self):
        return next((check for check in TITLES if self.status(check)[0] == "failed"), None)

    def verdict(self):
        if self.first_failing():
            return "invalid"
        return "valid-with-reservations" if self.reservations else "valid"

    def value(self):
        """As schemas/verdict.schema.json."""
        checks = []
        for check, title in TITLES.items():
            status, evidence = self.status(check)
            checks.append({"id": check, "title": title, "status": status, "count": self.counts.get(check, 0),
                           "evidence": evidence})
        head = {"verdict": self.verdict(), "reservations": self.reservations, "notes": self.notes, "checks": checks}
        return head | self.results


def unreadable(reason):
    """The value where nothing could be checked."""
    report = Report(part=())
    value = report.value() | {"verdict": "unreadable", "checks": [], "notes": [reason]}
    return value
