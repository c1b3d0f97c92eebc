"""Phases, and that every record stands where it may: V7.1 and V7.2 (spec records.md §6)."""

from urna_reference import records
from urna_reference.encoding import check_text
from urna_reference.refusal import Refused, require
from urna_reference.wire import Message

FREEZE, OPEN, CLOSE, ABSENT, RESTART, VOID = range(1, 7)
NONE, ISSUANCE, CASTING, CLOSED, VOIDED = range(5)


class Phases:
    """The scope's phase as it changes along the log."""

    def __init__(self, issuers):
        self.step, self.previous, self.active = NONE, b"", list(issuers)
        self.opened_at = self.closed_at = self.void_at = None
        self.active_from = [(0, list(issuers))]

    def apply(self, position, envelope, phase):
        """Refused where the phase does not allow it; then nothing changes."""
        self.check(phase)
        check_plain(phase)
        if phase.step == FREEZE:
            self.step = CASTING if phase.casting else ISSUANCE
        elif phase.step == OPEN:
            self.step = CASTING
        elif phase.step == CLOSE:
            self.step, self.closed_at = CLOSED, position
        elif phase.step == ABSENT:
            self.active = [issuer for issuer in self.active if issuer != phase.issuer]
            self.active_from.append((position, self.active))
        elif phase.step == VOID:
            self.step, self.void_at = VOIDED, position
        if self.step == CASTING and self.opened_at is None:
            self.opened_at = position
        self.previous = envelope.hash

    def check(self, phase):
        require(phase.previous == self.previous, "previous is not the phase record before it")
        allowed = {
            FREEZE: (NONE,),
            OPEN: (ISSUANCE,),
            CLOSE: (ISSUANCE, CASTING),
            ABSENT: (ISSUANCE, CASTING),
            VOID: (NONE, ISSUANCE, CASTING, CLOSED),
        }
        require(phase.step in allowed, "unknown step")
        require(self.step in allowed[phase.step], "the phase does not allow this step")
        if phase.step == ABSENT:
            require(phase.issuer in self.active, "not an active issuer")
            require(len(self.active) > 2, "fewer than two issuers would stay")

    def active_at(self, position):
        return [active for at, active in self.active_from if at <= position][-1]


USED = {
    FREEZE: ("definition", "casting"), OPEN: (), CLOSE: (), ABSENT: ("issuer", "reason"),
    RESTART: ("round", "excluded", "reason"), VOID: ("reason",),
}


def check_plain(phase):
    """records.md §6: no field that the step does not use; the reason is a text."""
    kept = {name: getattr(phase, name) for name in ("step", "previous", *USED[phase.step])}
    require(Message("Phase", **kept) == phase, "a field that the step does not use")
    check_text(phase.reason.encode())


def find_freeze(case):
    """The scope's freeze as (position, envelope, Phase): the first that the phase allows, or None."""
    phases = Phases([issuer.id for issuer in case.process.issuers])
    for position, envelope, phase in case.of_kind(records.PHASE):
        if envelope.scope:
            try:
                phases.apply(position, envelope, phase)
            except Refused:
                continue
            if phase.step == FREEZE:
                return position, envelope, phase
    return None


def check(case):
    """V7.1 but for ceremony (trustees.py) and what the tally tells; V7.2."""
    report = case.report
    report.begin("V7.1", "V7.2")
    case.in_time = set()
    case.phases = phases = Phases([issuer.id for issuer in case.process.issuers])
    process_at = case.of_kind(records.PROCESS)[0][0]
    known = [scope.id for scope in case.process.scopes]
    for position, envelope in enumerate(case.envelopes):
        if envelope.process == case.trust.process and envelope.scope:
            with report.check("V7.1", f"record {position}"):
                require(envelope.scope in known, "of a scope that the process does not have")
    for position, envelope, message in case.mine[1:]:
        kind, where = envelope.record_kind, f"record {position}"
        if kind == records.BALLOT:
            with report.check("V7.2", where):
                require(phases.step == CASTING, "casting is not open")
                case.in_time.add(position)
            continue
        with report.check("V7.1", where):
            require(kind != records.GENESIS, "a second genesis record")
            require(position >= process_at, "stands before the process")
            require(kind != records.PROCESS or position == process_at, "a second process record")
            require(not envelope.scope or phases.step != VOIDED, "after void")
            if kind in (records.ITEM, records.ROLL):
                require(phases.step == NONE, "after the freeze")
            elif kind in (records.ISSUANCE_LIST, records.CLOSED_SET, records.SHARE, records.CERTIFICATE):
                require(phases.step == CLOSED, "before the close")
        if message is None:
            continue
        with report.check("V7.1", where):
            if not (kind == records.ITEM and phases.step != NONE):
                check_signers(case, position, envelope, message)
        if kind == records.PHASE and envelope.scope:
            with report.check("V7.1", where):
                phases.apply(position, envelope, message)
    report.counts["V7.1"] = sum(e.record_kind != records.BALLOT for _, e, _ in case.mine)


def check_signers(case, position, envelope, message):
    """Those that no other check names."""
    kind = envelope.record_kind
    if kind == records.ITEM:
        case.by_clerk(envelope, 0)
    elif kind == records.PHASE and envelope.scope:
        case.by_clerk(envelope, case.majority())
    elif kind == records.CLOSED_SET:
        require(envelope.keys and envelope.keys[0] in case.organization_keys(), "not signed by an organization")
        case.endorsed(envelope, envelope.keys[:1])
    elif kind == records.SHARE:
        require(1 <= message.trustee <= len(case.process.trustees), "no such trustee")
        case.endorsed(envelope, [case.process.trustees[message.trustee - 1].party.key])
