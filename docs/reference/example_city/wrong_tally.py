"""Wrong closed sets, shares, certificates; logs and blocks made wrong."""

from urna_reference import records, tally
from urna_reference.records import Signer, make_record
from urna_reference.transcript import ZERO

from .parties import PROCESS, SCOPE
from .wrong import whole, wrong


@wrong("V7.4", "a majority posted a closed set that leaves a ballot out")
def closed_set_short():
    return whole().publish().fix(lambda body: body.but(counted=body.counted - 1)).decrypt().certify()


@wrong("V7.4", "a majority posted a closed set with the superseded ballot as counted")
def closed_set_other_trackers():
    return whole().publish().fix(lambda body: body.but(trackers_root=ZERO)).decrypt().certify()


@wrong("V7.4", "a closed set of the tree before the close")
def closed_set_other_tree():
    return whole().publish().fix(lambda body: body.but(tree_size=body.tree_size - 1)).decrypt().certify()


@wrong("V8.1", "a majority posted aggregates that leave a vote out")
def aggregates_other():
    def change(body):
        first = body.aggregates[0]
        half = [c.encode() for c in (tally.decode_aggregate(c).times(2) for c in first.ciphertexts)]
        return body.but(aggregates=[first.but(ciphertexts=half), *body.aggregates[1:]])

    return whole().publish().fix(change)


@wrong("V7.1", "an organization posted two closed sets")
def closed_set_twice():
    city = whole().publish().fix()
    body = city.closed_set.but(recorded=0)
    city.ledger.append(make_record(records.CLOSED_SET, PROCESS, SCOPE, body, city.parties.everybody()[:1]))
    return city.decrypt().certify()


@wrong("V7.1", "a stranger's closed set")
def closed_set_by_stranger():
    city = whole().publish()
    city.fix()
    stranger = Signer(scalar=city.random.scalar())
    city.ledger.append(make_record(records.CLOSED_SET, PROCESS, SCOPE, city.closed_set, [stranger]))
    return city.decrypt().certify()


@wrong("V7.4", "no majority for a closed set")
def closed_set_minority():
    city = whole().publish().fix()
    del city.ledger.records[-2:], city.ledger.headers[-2:]
    return city


@wrong("V10.1", "a trustee's wrong share")
def share_wrong():
    city = whole().publish().fix()
    city.trustees.secrets[1] += 1
    return city.decrypt()


@wrong("V10.1", "a share for another closed set")
def share_other_closed_set():
    city = whole().publish().fix()
    return city.decrypt(change=lambda share: share.but(closed_set=ZERO))


@wrong("V10.1", "a share for a part of the closed set")
def share_subset():
    city = whole().publish().fix()
    return city.decrypt(change=lambda share: share.but(questions=share.questions[:1]))


@wrong("V10.2", "one share where two are needed")
def share_alone():
    return whole().publish().fix().decrypt([2])


@wrong("V7.1", "a trustee's second share")
def share_twice():
    city = whole().publish().fix().decrypt()
    city.ledger.append(city.ledger.records[-1])
    return city.certify()


@wrong("V7.1", "a share before the closed set was fixed")
def share_early():
    city = whole().publish().fix().decrypt()
    moved = city.ledger.records[-3:]
    fixed = city.ledger.records[-6:-3]
    del city.ledger.records[-6:], city.ledger.headers[-6:]
    for record in (fixed[0], moved[0], *fixed[1:], *moved[1:]):
        city.ledger.append(record)
    return city.certify()


def certificate(**changes):
    """The certificate with a changed first result."""

    def change(body):
        return body.but(results=[body.results[0].but(**changes), *body.results[1:]])

    return whole().publish().fix().decrypt().certify(change)


@wrong("V11.1", "a result off by one")
def certificate_off_by_one():
    return certificate(votes=[1, 1])


@wrong("V11.1", "votes of two candidates exchanged")
def certificate_exchanged():
    return certificate(votes=[1, 2], selected=["bo"])


@wrong("V11.1", "another number of ballots")
def certificate_other_ballots():
    return certificate(ballots=4)


@wrong("V11.2", "another winner than the rule's")
def certificate_other_winner():
    return certificate(selected=["bo"])


@wrong("V11.2", "a winner too many")
def certificate_two_winners():
    return certificate(selected=["anna", "bo"])


@wrong("V12.1", "a certificate that one organization of three signed")
def certificate_minority():
    city = whole().publish().fix().decrypt()
    return city.certify(signers=[city.parties.clerk, city.parties.everybody()[2]])


@wrong("V12.1", "a certificate of another election")
def certificate_other_election():
    return whole().publish().fix().decrypt().certify(lambda body: body.but(election=ZERO))


@wrong("V12.1", "a certificate of another closed set")
def certificate_other_closed_set():
    return whole().publish().fix().decrypt().certify(lambda body: body.but(closed_set=ZERO))


@wrong("V12.1", "a dissent that nobody posted")
def certificate_invented_dissent():
    return whole().publish().fix().decrypt().certify(lambda body: body.but(dissents=[ZERO]))


@wrong("V7.1", "two certificates")
def certificate_twice():
    city = whole().publish().fix().decrypt().certify()
    city.ledger.append(city.ledger.records[-1])
    return city
