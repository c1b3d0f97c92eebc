"""The second verifier: checks an archive against an auditor's trust file, slowly (docs/spec/archive.md).

    python3 docs/reference/verify.py ARCHIVE --trust TRUST [--exports DIR] [--json OUT] [--since CHECKPOINT]
        [--before-decryption]

Exit status: 0 valid (with or without reservations), 1 invalid, 2 unreadable.
"""

import argparse
import json
import pathlib
import sys

from urna_verifier import (
    archive, coalitions, consultation, definition, exports, issuances, outcome, phases, trust, trustees, voting,
)
from urna_verifier.case import Case
from urna_verifier.report import BEFORE_DECRYPTION, TITLES, Report, Unreadable, unreadable


def verify(folder, trust_bytes, since=None, before_decryption=False, say=lambda text: None, published=None):
    """The verdict's value (schemas/verdict.schema.json)."""
    try:
        report = Report(BEFORE_DECRYPTION if before_decryption else tuple(TITLES))
        anchors = trust.read(trust_bytes)
        run(report, folder, anchors, since, before_decryption, say, published)
    except Unreadable as reason:
        return unreadable(str(reason))
    if before_decryption:
        report.notes.append("V10 to V12 are not part of this verdict")
    return report.value()


def run(report, folder, anchors, since, before_decryption, say, published):
    """Family after family; what cannot run is left out and so has failed."""
    say("files, log, blocks")
    found = archive.check(report, folder, anchors, since)
    if found is None:
        return
    case = Case(report, anchors, *found[:2], say)
    case.files = found[2]
    say("definition")
    definition.check_genesis(case)
    if report.failed("V3"):
        return
    definition.check_process(case)
    if report.failed("V3"):
        return
    if not before_decryption:
        say("consultations")
        consultation.check(case)
    if consultation.audited(case):
        coalitions.describe(report, anchors, [issuer.id for issuer in case.process.issuers])
        return
    definition.check_freeze(case)
    say("ceremony, roll, phases")
    trustees.check(case)
    definition.check_roll(case)
    definition.check_issuer_keys(case)
    phases.check(case)
    coalitions.describe(report, anchors, case.phases.active)
    case.election = definition.make_election(case)
    if case.election is None:
        return
    say("issuances")
    issuances.check_lists(case)
    say("ballots")
    voting.check_ballots(case)
    voting.replay(case)
    issuances.check_bounds(case)
    voting.check_closed_set(case)
    if report.failed("V7", "V8") or before_decryption:
        return
    say("tally")
    outcome.check_shares(case)
    if not report.failed("V10"):
        outcome.check_certificate(case)
        if published is not None:
            say("exports")
            exports.check(case, published)


def print_value(value):
    for check in value["checks"]:
        mark = {"passed": "ok", "failed": "FAILED", "reserved": "reserved", "notApplicable": "-"}[check["status"]]
        print(f"{check['id']:6} {mark:9} {check['title']} ({check['count']}) {check['evidence']}".rstrip())
    for name, texts in (("reservation", value["reservations"]), ("note", value["notes"])):
        for text in texts:
            print(f"{name}: {text}")
    print("election hash:", value["electionHash"] or "none")
    print("closed set:", value["closedSet"] or "none")
    print("ballots:", ", ".join(f"{n} {what}" for what, n in value["ballots"].items()))
    for question in value["questions"]:
        votes = ", ".join(f"{o['id']} {o['votes']}{'*' if o['selected'] else ''}" for o in question["options"])
        print(f"{question['id']} ({question['rule']}): {votes}; blank {question['blank']}")
    for style, bound in value["stuffingBound"].items():
        print(f"stuffing bound, {style}: {bound}")
    for name, locks in value["coalitions"].items():
        for lock in locks:
            members = " and ".join(f"{m['count']} of {', '.join(m['of'])}" for m in lock["members"])
            print(f"{name}: {members} could {lock['how']} ({lock['fewestOperators']} operators at least)")
    print("first failing check:", next((c["id"] for c in value["checks"] if c["status"] == "failed"), "none"))
    print("verdict:", value["verdict"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=pathlib.Path)
    parser.add_argument("--trust", type=pathlib.Path, required=True)
    parser.add_argument("--json", type=pathlib.Path, help="write the verdict there")
    parser.add_argument("--since", type=pathlib.Path, help="an earlier checkpoint of the same log")
    parser.add_argument("--exports", type=pathlib.Path, help="publications to hold against the record")
    parser.add_argument("--before-decryption", action="store_true", help="V1 to V9 only, as trustees do")
    parser.add_argument("--quiet", action="store_true", help="print only the verdict and the first failing check")
    arguments = parser.parse_args()
    try:
        trust_bytes = arguments.trust.read_bytes()
    except OSError:
        trust_bytes = b""
    value = verify(
        arguments.archive, trust_bytes, arguments.since.read_bytes() if arguments.since else None,
        arguments.before_decryption, lambda text: arguments.quiet or print(f"… {text}", file=sys.stderr),
        arguments.exports,
    )
    if arguments.json:
        arguments.json.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
    if arguments.quiet:
        failing = next((c["id"] for c in value["checks"] if c["status"] == "failed"), "")
        print(value["verdict"], failing)
    else:
        print_value(value)
    return {"valid": 0, "valid-with-reservations": 0, "invalid": 1, "unreadable": 2}[value["verdict"]]


if __name__ == "__main__":
    sys.exit(main())
