"""What the checks from V3 on share: the records of one process and scope, and what has been learnt from them."""

from urna_reference import records
from urna_reference.refusal import Refused, require

# The check that a body which does not parse fails.
BODY_CHECK = {
    records.GENESIS: "V3.1",
    records.PROCESS: "V3.2",
    records.ITEM: "V3.3",
    records.ROLL: "V5.1",
    records.CEREMONY: "V4.1",
    records.PHASE: "V7.1",
    records.ISSUANCE_LIST: "V5.3",
    records.BALLOT: "V6.1",
    records.CLOSED_SET: "V7.4",
    records.SHARE: "V10.1",
    records.CERTIFICATE: "V12.1",
    records.ACT: "V13.1",
    records.ANCHOR: "V13.1",
    records.DECISION: "V13.1",
    records.CHECKPOINT: "V13.5",
}


class Case:
    """`envelopes` of the whole log; `mine`: (position, envelope, message) of the process and scope in question, message
    None where the body does not parse."""

    def __init__(self, report, trust, entries, envelopes, say):
        self.say = say
        self.report, self.trust, self.entries, self.envelopes = report, trust, entries, envelopes
        self.mine = []
        for position, envelope in enumerate(envelopes):
            if envelope.record_kind == records.GENESIS or (
                envelope.process == trust.process and envelope.scope in ("", trust.scope)
            ):
                self.mine.append((position, envelope, self.parse(position, envelope)))

    def parse(self, position, envelope):
        try:
            return envelope.parse_body()
        except Refused as refused:
            self.report.fail(BODY_CHECK[envelope.record_kind], f"record {position}: {refused.reason}")
            return None

    def end_of_ceremony(self):
        """The position of the first freeze: of this scope where its phase allows it, of another one where a clerk and a
        majority signed it."""
        known = [scope.id for scope in self.process.scopes]
        votes = [scope.id for scope in self.process.scopes if scope.consultation is None]
        own = [self.freeze[0]] if self.freeze else []
        others = (
            position for position, envelope in enumerate(self.envelopes)
            if envelope.process == self.trust.process and envelope.scope in known and envelope.scope != self.trust.scope
            and self.is_signed_freeze(envelope) and envelope.scope in votes
        )
        return min([*own, *others], default=len(self.envelopes))

    def is_signed_freeze(self, envelope):
        if envelope.record_kind != records.PHASE:
            return False
        try:
            freeze = envelope.parse_body().step == 1
            self.by_clerk(envelope, self.majority())
            return freeze
        except Refused:
            return False

    def of_kind(self, kind):
        return [(p, e, m) for p, e, m in self.mine if e.record_kind == kind and m is not None]

    def organization_keys(self):
        return [organization.ledger_key for organization in self.genesis.organizations]

    def endorsed(self, envelope, authors, endorsements=0):
        """records.md §3.2, the endorsers being the organizations."""
        records.check_signatures(envelope, authors, self.organization_keys(), endorsements)

    def by_clerk(self, envelope, endorsements):
        clerks = [clerk.key for clerk in self.process.clerks]
        require(envelope.keys and envelope.keys[0] in clerks, "not signed by a clerk")
        self.endorsed(envelope, envelope.keys[:1], endorsements)

    def majority(self):
        return records.majority(len(self.genesis.organizations))
