"""Consultations: V13 (spec consultation.md, archive.md §3)."""

from urna_reference import records

FAMILY = ("V13.1", "V13.2", "V13.3", "V13.4", "V13.5")


def begin(case):
    """What a process without consultation has none of."""
    asks = any(scope.consultation is not None for scope in case.process.scopes)
    recorded = any(envelope.record_kind == records.CHECKPOINT for envelope in case.envelopes)
    for check in FAMILY:
        if not asks and not (check == "V13.5" and recorded):
            case.report.not_applicable(check, "this process has no consultation")
