"""Ballots, replacing, closed set: V6, V7.3, V7.4, V8.1 (spec ballots.md, tally.md §1)."""

import contextlib

from urna_reference import ballots, merkle, proofs, records, tally
from urna_reference.batch import Batch
from urna_reference.refusal import Refused, require
from urna_reference.wire import Message

BATCH = 100  # ballots whose proofs are checked at once


def check_ballots(case):
    """V6; case.ballots: (position, envelope, body) of every ballot that parses."""
    report, election = case.report, case.election
    report.begin("V6.1", "V6.2", "V6.3", "V6.4", "V6.5")
    of_kind = [(p, e, m) for p, e, m in case.mine if e.record_kind == records.BALLOT]
    report.counts["V6.1"] = len(of_kind)
    case.ballots = [(p, e, m) for p, e, m in of_kind if m is not None]
    case.ciphertexts, shaped, case.sound = {}, [], set(case.in_time)
    for position, envelope, body in case.ballots:
        with sound(case, "V6.2", position):
            ballots.check_shape(election, body)
            shaped.append((position, envelope, body))
        with sound(case, "V6.4", position):
            ballots.check_signature(envelope, body)
        if shaped and shaped[-1][0] == position:
            with sound(case, "V6.3", position):
                ballots.check_credential(election, body, case.phases.active_at(position))
    for start in range(0, len(shaped), BATCH):
        case.say(f"proofs, ballot {start + 1} of {len(shaped)}")
        check_proofs(case, shaped[start : start + BATCH])


@contextlib.contextmanager
def sound(case, check, position):
    """A check of a ballot; one that fails it is not replayed."""
    with case.report.check(check, f"record {position}"):
        try:
            yield
        except Refused:
            case.sound.discard(position)
            raise


def check_proofs(case, part):
    """V6.5: many ballots at once; where that fails, one by one, so that the guilty are named."""
    batch, ciphertexts = Batch(), {}

    def add(claim, proof):
        for _, equation in proofs.range_equations(claim, proof):
            batch.add(equation)

    try:
        for _, envelope, body in part:
            ciphertexts[envelope.tracker] = ballots.check_proofs(case.election, body, add)
        batch.check()
        case.ciphertexts.update(ciphertexts)
        case.report.counts["V6.5"] += len(part)
    except Refused:
        for position, envelope, body in part:
            with sound(case, "V6.5", position):
                case.ciphertexts[envelope.tracker] = ballots.check_proofs(case.election, body)


def replay(case):
    """V7.3, of the ballots that passed V6 and V7.2: case.counted."""
    report, by_nullifier, seen = case.report, {}, set()
    report.begin("V7.3")
    for position, envelope, body in case.ballots:
        if position not in case.sound:
            continue
        with report.check("V7.3", f"record {position}"):
            require(envelope.tracker not in seen, "this tracker stands on the log already")
        seen.add(envelope.tracker)
        nullifier = ballots.nullifier(case.election, body.credential)
        checked = ballots.Checked(
            nullifier, envelope.tracker, body.replaces, body.style, envelope.hash,
            case.ciphertexts[envelope.tracker], [],
        )
        by_nullifier.setdefault(nullifier, []).append(checked)
    case.counted, superseded, unchained = [], 0, 0
    for cast in by_nullifier.values():
        counted, replaced, lost = ballots.chain(cast)
        case.counted += [counted] if counted else []
        superseded, unchained = superseded + len(replaced), unchained + len(lost)
    case.recorded = len(seen)
    report.results["ballots"] = {
        "recorded": case.recorded, "counted": len(case.counted), "superseded": superseded, "unchained": unchained,
    }


def own_closed_set(case):
    """tally.md §1."""
    size = case.phases.closed_at + 1
    questions = {q.id: q for style in case.election.styles.values() for q in style}
    bounds = {q.id: len(case.items[q.id]) for q in case.scope.questions}
    in_order = [
        questions.get(q.id) or ballots.Question(q.id, bounds[q.id], q.min, q.max, q.blank) for q in case.scope.questions
    ]
    return Message(
        "ClosedSet", election=case.election.hash, tree_size=size, tree_root=merkle.mth(case.entries[:size]),
        recorded=case.recorded, counted=len(case.counted), trackers_root=tally.trackers_root(case.counted),
        aggregates=tally.aggregates(in_order, case.election.styles, case.counted),
    )


def check_closed_set(case):
    """V7.4 and V8.1: case.closed is the fixed one's hash, case.closed_set its message."""
    report, trust = case.report, case.trust
    posted, authors, case.dissents = {}, set(), []
    case.closed = case.closed_set = case.fixed_at = None
    for position, envelope, body in case.of_kind(records.CLOSED_SET):
        author = envelope.keys[0] if envelope.keys else b""
        with report.check("V7.1", f"record {position}"):
            require(author not in authors, "an organization's second closed set")
        if author in authors:
            continue
        authors.add(author)
        digest = tally.closed_set_hash(trust.process, trust.scope, case.election.hash, envelope.body)
        posted.setdefault(digest, []).append((position, envelope.hash, body))
        if len(posted[digest]) == case.majority():
            case.closed, case.closed_set, case.fixed_at = digest, body, position
    case.dissents = sorted(
        (position, record_hash) for digest, found in posted.items() if digest != case.closed
        for position, record_hash, _ in found
    )
    with report.check("V7.4"):
        require(case.phases.closed_at is not None, "casting is not closed")
        require(case.closed is not None, "no majority for a closed set")
        own = own_closed_set(case)
        report.results["closedSet"] = tally.closed_set_hash(
            trust.process, trust.scope, case.election.hash, own.encode()
        ).hex()
        require(own.but(aggregates=[]) == case.closed_set.but(aggregates=[]), "not the verifier's own closed set")
        for position, _ in case.dissents:
            report.reserve("V7.4", f"record {position} is a dissenting closed set")
        with report.check("V8.1"):
            require(own.aggregates == case.closed_set.aggregates, "not the verifier's own aggregates")
