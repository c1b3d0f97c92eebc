"""Wrong phases."""

from urna_reference.transcript import ZERO

from .voting import VOTES, City
from .wrong import wrong


@wrong("V7.1", "a close without a majority of the organizations")
def close_without_majority():
    played = City("wrong", VOTES[:1]).prepare().vote()
    played.phase([played.parties.clerk, played.parties.everybody()[0]], step=3)
    played.closed_size = len(played.ledger.records)
    return played.publish().fix().decrypt().certify()


@wrong("V5.3", "a close that does not follow on the freeze closes nothing")
def close_other_previous():
    played = City("wrong", VOTES[:1]).prepare().vote()
    played.phase(step=3, previous=ZERO)
    played.closed_size = len(played.ledger.records)
    return played.publish().fix()


@wrong("V7.1", "closed twice")
def close_twice():
    played = City("wrong", VOTES[:1]).prepare().vote().close()
    played.phase(step=3)
    return played.publish().fix().decrypt().certify()


@wrong("V5.3", "two issuers of three recorded absent; the close follows on what does not count")
def issuers_absent():
    played = City("wrong", VOTES[:1]).prepare().vote()
    played.phase(step=4, issuer="gamma", reason="gone")
    played.phase(step=4, issuer="beta", reason="gone")
    return played.close().publish(["alpha", "beta"]).fix().decrypt().certify()
