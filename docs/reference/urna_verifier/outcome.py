"""Decryption shares, counts, outcome, certificate: V10 to V12 (spec tally.md §2 to §4)."""

from urna_reference import records, tally
from urna_reference.counting import Option, select
from urna_reference.elgamal import decode_aggregate
from urna_reference.refusal import require


def check_shares(case):
    """V10: case.shares, points by trustee, in log order."""
    report, trust = case.report, case.trust
    report.begin("V10.1")
    case.shares, seen = {}, set()
    for position, envelope, share in case.of_kind(records.SHARE):
        where = f"record {position}"
        with report.check("V7.1", where):
            require(case.fixed_at < position, "before the closed set was fixed")
            require(share.trustee not in seen, "a trustee's second share")
        if share.trustee in seen:
            continue
        seen.add(share.trustee)
        with report.check("V10.1", where):
            key = case.trustee_keys.get(share.trustee)
            require(key is not None, "not an active trustee's share")
            points = tally.check_share(
                trust.process, trust.scope, case.election.hash, case.closed, key, case.closed_set, share
            )
            case.shares.setdefault(share.trustee, points)
    if len(seen) >= case.process.threshold:  # else V10.2 says so
        for position, _, _ in case.of_kind(records.CERTIFICATE):
            with report.check("V7.1", f"record {position}"):
                before = {share.trustee for at, _, share in case.of_kind(records.SHARE) if at < position}
                require(len(before) >= case.process.threshold, "before enough trustees posted their shares")
    with report.check("V10.2"):
        require(len(case.shares) >= case.process.threshold, f"{len(case.shares)} of {case.process.threshold} shares")


def open_counts(case):
    """V11.1, first half: by question, each item's count and then the blank's where there is one."""
    used = list(case.shares)[: case.process.threshold]
    result = {}
    for at, aggregate in enumerate(case.closed_set.aggregates):
        counts = []
        for index, ciphertext in enumerate(aggregate.ciphertexts):
            points = {i: case.shares[i][at][index] for i in used}
            opened = tally.open_ciphertext(decode_aggregate(ciphertext), points)
            counts.append(tally.small_logarithm(opened, aggregate.ballots))
        result[aggregate.question] = counts
    return result


def check_certificate(case):
    """V11 and V12."""
    report = case.report
    found = case.of_kind(records.CERTIFICATE)
    for position, _, _ in found[1:]:
        report.fail("V7.1", f"record {position}: a second certificate")
    certificate = found[0][2] if found else None
    counts = {}
    with report.check("V11.1"):
        counts = open_counts(case)
        require(certificate is not None, "there is no certificate")
        require([r.question for r in certificate.results] == list(counts), "results of other questions")
        for result, question, aggregate in zip(certificate.results, case.scope.questions, case.closed_set.aggregates):
            n = len(case.items[question.id])
            opened = counts[question.id]
            require(result.ballots == aggregate.ballots, f"{question.id}: another number of ballots")
            require(result.votes == opened[:n], f"{question.id}: other votes; opened {opened[:n]}")
            require(result.blank == (opened[n] if question.blank else 0), f"{question.id}: another number of blanks")
    outcome(case, counts, certificate)
    if certificate is None:
        return
    position, envelope, _ = found[0]
    with report.check("V7.1", f"record {position}"):
        require(case.fixed_at < position, "before the closed set was fixed")
    with report.check("V12.1", f"record {position}"):
        case.by_clerk(envelope, case.majority())
        require(certificate.election == case.election.hash, "another election")
        require(certificate.closed_set == case.closed, "another closed set")
        require(certificate.dissents == [h for at, h in case.dissents if at < position], "other dissents")


def outcome(case, counts, certificate):
    """V11.2: and the questions' numbers for the report."""
    selected = {}
    with case.report.check("V11.2"):
        require(counts, "nothing was opened")
        for question in case.scope.questions:
            items, opened = case.items[question.id], counts[question.id]
            options = [Option(i.id, votes, i.cost, tuple(i.conflicts)) for i, votes in zip(items, opened)]
            selected[question.id] = chosen = select(question.rule, options)
            case.report.results["questions"].append({
                "id": question.id, "method": question.method, "rule": question.rule.name,
                "options": [
                    {"id": i.id, "label": i.title[0].value, "votes": votes, "selected": i.id in chosen}
                    for i, votes in zip(items, opened)
                ],
                "blank": opened[len(items)] if question.blank else 0,
            })
        require(certificate is not None, "there is no certificate")
        stated = {result.question: result.selected for result in certificate.results}
        require(stated == selected, "another outcome than the rule's")
