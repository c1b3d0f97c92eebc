"""The smallest coalitions that break each lock, by name, and who holds several roles (spec archive.md §4)."""

from itertools import combinations


def fewest(groups):
    """The fewest operators whose parties suffice; `groups`: (operators of the parties, how many of them)."""
    operators = sorted({operator for of, _ in groups for operator in of})
    for size in range(1, len(operators) + 1):
        for chosen in combinations(operators, size):
            if all(sum(operator in chosen for operator in of) >= count for of, count in groups):
                return size
    return len(operators)


def lock(how, *members):
    """`members`: (parties, count)."""
    return {
        "how": how,
        "members": [{"of": [party.id for party in parties], "count": count} for parties, count in members],
        "fewestOperators": fewest([([party.operator for party in parties], count) for parties, count in members]),
    }


def describe(report, trust, active):
    """`active`: ids of the issuers that are active at the end, or None."""
    issuers = [issuer for issuer in trust.issuers if active is None or issuer.id in active]
    majority = (trust.organizations, len(trust.organizations) // 2 + 1)
    eligibility = [lock("issue to whom they like, together", (issuers, len(issuers)))]
    if len(issuers) > 2:
        eligibility.append(lock(
            "record issuers absent until two of theirs are left, and issue", (issuers, 2), (trust.clerks, 1), majority
        ))
    node = trust.organizations[0]._replace(id=f"operator {trust.operator}", operator=trust.operator)
    anonymity = [lock("join times or addresses of issuing and casting", (issuers, 1), ([node], 1))]
    report.results["coalitions"] = {
        "eligibility": eligibility if issuers else [],
        "anonymity": anonymity if issuers else [],
        "secrecy": [lock("open any ballot", (trust.trustees, trust.threshold))] if trust.trustees else [],
        "log": [lock("show two logs", (trust.organizations, trust.quorum), ([node], 1))],
    }
    roles = {trust.operator: ["ledger and log"]}
    for name in ("organizations", "clerks", "registrars", "issuers", "trustees", "offices"):
        for party in getattr(trust, name):
            roles.setdefault(party.operator, []).append(f"{name} {party.id}")
    for operator, held in roles.items():
        if len(held) > 1:
            report.notes.append(f"{operator} holds several roles: {', '.join(held)}")
    for organization, rechecks in trust.rechecks.items():
        report.notes.append(f"organization {organization} says that it checks {rechecks} of 1000 ballots' proofs again")
    if trust.made_by == "demo":
        report.notes.append("the trust file was made by the demo: this trust is circular")
