"""The election from the close to the certificate."""

from urna_reference import ballots, credentials, records, tally
from urna_reference.counting import Option, select
from urna_reference.elgamal import decode_aggregate
from urna_reference.records import make_record
from urna_reference.wire import Message, parse

from .casting import Casting
from .parties import PROCESS, QUESTIONS, SCOPE


class City(Casting):
    """Plays a whole election; every step gives the city itself, so that they can be chained and stopped early."""

    def close(self):
        self.phase(step=3)
        self.closed_size = len(self.ledger.records)
        return self

    def publish(self, issuers=None, change=lambda body: body):
        for issuer in issuers or self.parties.issuers:
            issuances = sorted(self.issued[issuer], key=lambda issuance: issuance.entry)
            root = credentials.issuances_root(issuances)
            size = credentials.ISSUANCE_CHUNK
            chunks = max(1, -(-len(issuances) // size))
            for chunk in range(chunks):
                body = Message("IssuanceList", issuer=issuer, chunk=chunk, chunks=chunks, total=len(issuances),
                               root=root, issuances=issuances[chunk * size :][:size])
                self.ledger.append(make_record(
                    records.ISSUANCE_LIST, PROCESS, SCOPE, change(body), [self.parties.issuers[issuer]]))
        return self

    def fix(self, change=lambda body: body):
        """Every organization posts the closed set."""
        by_nullifier = {}
        for record in self.ledger.trackers:
            parsed = records.Parsed(record)
            body = parsed.message
            ciphertexts = [
                [ballots.decode_ciphertext(s.ciphertext) for s in a.selections + ([a.blank] if a.blank else [])]
                for a in body.answers
            ]
            checked = ballots.Checked(
                ballots.nullifier(self.election, body.credential), self.ledger.trackers[record], body.replaces,
                body.style, parsed.hash, ciphertexts, [],
            )
            by_nullifier.setdefault(checked.nullifier, []).append(checked)
        counted = [ballots.chain(cast)[0] for cast in by_nullifier.values()]
        counted = [ballot for ballot in counted if ballot]
        questions = {q.id: q for style in self.election.styles.values() for q in style}
        self.closed_set = change(Message(
            "ClosedSet", election=self.election.hash, tree_size=self.closed_size,
            tree_root=self.ledger.root(self.closed_size), recorded=len(set(self.ledger.trackers.values())),
            counted=len(counted), trackers_root=tally.trackers_root(counted),
            aggregates=tally.aggregates([questions[q.id] for q in QUESTIONS], self.election.styles, counted),
        ))
        self.closed = tally.closed_set_hash(PROCESS, SCOPE, self.election.hash, self.closed_set.encode())
        for ledger, _ in self.parties.organizations.values():
            self.ledger.append(make_record(records.CLOSED_SET, PROCESS, SCOPE, self.closed_set, [ledger]))
        return self

    def decrypt(self, trustees=None, change=lambda share: share):
        self.shares = {}
        for i in trustees or self.trustees.active:
            share = tally.make_share(
                PROCESS, SCOPE, self.election.hash, self.closed, i, self.trustees.secrets[i], self.closed_set, self.random
            )
            self.shares[i] = share
            signer = self.trustees.signer[i]
            self.ledger.append(make_record(records.SHARE, PROCESS, SCOPE, change(share), [signer]))
        return self

    def certify(self, change=lambda body: body, signers=None):
        results = []
        used = sorted(self.shares)[: self.parties.threshold]
        for at, (question, aggregate) in enumerate(zip(QUESTIONS, self.closed_set.aggregates)):
            counts = []
            for index, ciphertext in enumerate(aggregate.ciphertexts):
                points = {
                    i: tally.decode_element(self.shares[i].questions[at].shares[index].point) for i in used
                }
                opened = tally.open_ciphertext(decode_aggregate(ciphertext), points)
                counts.append(tally.small_logarithm(opened, aggregate.ballots))
            items = [parse("Item", records.Parsed(record).body) for of, record in self.items if of == question.id]
            votes, blank = counts[: len(items)], counts[len(items)] if question.blank else 0
            options = [Option(i.id, v, i.cost, tuple(i.conflicts)) for i, v in zip(items, votes)]
            results.append(Message(
                "QuestionResult", question=question.id, ballots=aggregate.ballots, votes=votes, blank=blank,
                selected=select(question.rule, options)))
        self.certificate = change(
            Message("Certificate", election=self.election.hash, closed_set=self.closed, results=results)
        )
        signers = signers or [self.parties.clerk, *self.parties.majority()]
        self.ledger.append(make_record(records.CERTIFICATE, PROCESS, SCOPE, self.certificate, signers))
        return self

    def everything(self):
        return self.prepare().vote().close().publish().fix().decrypt().certify()

    def trust(self, made_by="demo"):
        return self.parties.trust(self.election.hash, made_by)


VOTES = [
    ("north", [[[1, 0]]]),
    ("south", [[[0, 1], [1, 1, 0, 0], [1, 1, 0]], [[0, 1], [0, 1, 1, 0], [1, 0, 1]]]),
    ("south", [[[1, 0], [0, 0, 0, 1], [0, 0, 0]]]),
]
