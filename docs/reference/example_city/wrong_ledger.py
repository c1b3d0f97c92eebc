"""Logs and blocks made wrong."""

from urna_reference import log, records
from urna_reference.transcript import ZERO

from .wrong import whole, wrong


@wrong("V1.2", "a checkpoint with one cosignature where two are needed")
def checkpoint_below_quorum():
    city = whole()
    organizations = city.parties.organizations
    city.parties.organizations = dict(list(organizations.items())[:1])
    return city


@wrong("V1.2", "a checkpoint signed by another log key")
def checkpoint_other_log():
    city = whole()
    city.parties.log_seed = ZERO
    return city


@wrong("V1.4", "an entry that says another kind than its record")
def entry_other_kind():
    city = whole()
    made = city.ledger.entries

    def lying(size=None):
        entries = made(size)
        entries[2] = log.decode_entry(entries[2])._replace(kind=records.ROLL).encode()
        return entries

    city.ledger.entries = lying
    return city


@wrong("V2.4", "blocks signed by another orderer")
def blocks_other_orderer():
    city = whole()
    city.parties.orderer += 1
    kept = city.ledger.records[-1]
    del city.ledger.records[-1], city.ledger.headers[-1]
    city.ledger.append(kept)
    return city


@wrong("V2.3", "two records of one block exchanged in the log")
def blocks_other_order():
    city = whole()
    listed = city.ledger.records
    listed[2], listed[3] = listed[3], listed[2]
    return city


