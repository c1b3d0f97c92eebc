"""Published issuances, and counted ballots against them: V5.3 and V5.4 (spec credentials.md §5)."""

from collections import Counter

from urna_reference import issuance, records
from urna_reference.refusal import Refused, require


def check_lists(case):
    """V5.3: the chunks by issuer and number. Not run before the close."""
    report, election = case.report, case.election
    case.lists = {}
    if case.phases.closed_at is None:
        return
    report.begin("V5.3")
    keys = {issuer.id: issuer.key for issuer in case.process.issuers}
    for position, envelope, body in case.of_kind(records.ISSUANCE_LIST):
        with report.check("V5.3", f"record {position}"):
            require(body.issuer in case.phases.active_at(position), "not an active issuer")
            case.endorsed(envelope, [keys[body.issuer]])
            moduli = {style: election.moduli[body.issuer, style] for style in election.styles}
            issuance.check_chunk(election.process, election.scope, election.hash, body, case.roll or [], moduli)
            chunks = case.lists.setdefault(body.issuer, {})
            require(body.chunk not in chunks, "a chunk twice")
            if chunks:
                issuance.check_same_list(chunks[min(chunks)], body)
            chunks[body.chunk] = body
    for issuer, chunks in case.lists.items():
        with report.check("V5.3", issuer):
            entries = [i.entry for chunk in chunks.values() for i in chunk.issuances]
            require(len(set(entries)) == len(entries), "an entry twice")
    report.counts["V5.3"] = sum(len(c.issuances) for chunks in case.lists.values() for c in chunks.values())


def check_bounds(case):
    """V5.4: also the stuffing bound, by style. Not run before the close."""
    report = case.report
    if case.phases.closed_at is None:
        return
    report.begin("V5.4")
    issued = {}
    for issuer in case.phases.active:
        try:
            listed = issuance.reconcile(case.lists.get(issuer, {}))
            issued[issuer] = Counter(i.request.style for i in listed)
        except Refused as refused:
            report.reserve("V5.4", f"issuer {issuer} is unreconciled: {refused.reason}")
    counted = Counter(ballot.style for ballot in case.counted)
    for issuer, by_style in issued.items():
        for style in case.election.styles:
            with report.check("V5.4", f"{issuer}, {style}"):
                require(counted[style] <= by_style[style], f"{counted[style]} counted, {by_style[style]} issued")
    with report.check("V5.4"):
        require(len(issued) >= case.process.minimum_issuers, "fewer reconciled issuers than the minimum")
    if issued:
        report.results["stuffingBound"] = {
            style: max(0, min(by_style[style] for by_style in issued.values()) - counted[style])
            for style in case.election.styles
        }
