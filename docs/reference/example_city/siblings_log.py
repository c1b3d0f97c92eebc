"""Siblings by whoever holds the keys of log, orderer and cosigners, but nobody else's: other records, or in another
order, in blocks and under a checkpoint that everybody signed anew."""

from urna_reference import blocks, ecdsa, log, notes, records

from .siblings import sibling
from .workshop import with_manifest

# Left out, these change nothing that matters: one of three equal closed sets, of which two are a majority.
SPARE = {46, 47, 48}
# Exchanged with the record after it.
EXCHANGED = {
    0: "genesis after the process", 1: "an item before its process", 2: "two items in the other order",
    20: "a complaint's answer before the complaint's round ends with a restart",
    21: "a ceremony record of the second round before the restart", 28: "casting opened before the freeze",
    29: "a ballot before casting opens", 36: "an issuer recorded absent a ballot earlier",
    42: "the last ballot after the close", 43: "an issuance list before the close",
    50: "the certificate before the second share",
}


def add(workshop):
    for place in range(len(workshop.records)):
        if place not in SPARE:
            sibling("log", f"left-out-{place}", f"record {place} ({kind(workshop, place)}) left out")(
                lambda w, place=place: w.logged(without(w.records, place)))
    for place, what in EXCHANGED.items():
        sibling("log", f"exchanged-{place}", what)(lambda w, place=place: w.logged(exchanged(w.records, place)))
    sibling("log", "share-early", "a share before a majority posted its set")(
        lambda w: w.logged([*w.records[:47], w.records[49], *w.records[47:49], *w.records[50:]]))
    for name, kinds in records.BODY.items():
        if not workshop.of_kind(name):  # nothing is asked in this election
            continue
        place = workshop.of_kind(name)[0]
        sibling("log", f"again-{kinds.lower()}", f"record {place} ({kinds}) once more at the end")(
            lambda w, place=place: w.logged([*w.records, w.records[place]]))
    for name, (what, change) in ENTRIES.items():
        sibling("log", f"entry-{name}", f"log entry of ballot 30: {what}")(entry(change))
    for name, (what, change) in HEADERS.items():
        sibling("log", f"header-{name}", f"block 9: {what}")(header(change))
    for name, (what, make) in CHECKPOINTS.items():
        sibling("log", f"checkpoint-{name}", f"checkpoint: {what}")(checkpoint(make))


def kind(workshop, place):
    return records.BODY[workshop.parsed[place].record_kind]


def without(listed, place):
    return listed[:place] + listed[place + 1 :]


def exchanged(listed, place):
    return [*listed[:place], listed[place + 1], listed[place], *listed[place + 2 :]]


def entry(change):
    """The tree is of the changed entries, and everybody signed it."""
    def make(workshop):
        def entries(listed):
            made = workshop.entries(listed)
            return [*made[:30], change(log.decode_entry(made[30])).encode(), *made[31:]]

        return workshop.logged(workshop.records, entries=entries)

    return make


def header(change):
    """Headers after it are chained to the changed one."""
    def make(workshop):
        made, at = [], 0
        for number, span in enumerate(workshop.spans):
            part = workshop.records[at : at + span]
            at += span
            previous = made[-1] if made else None
            made.append(blocks.make_header(number, part, previous, workshop.parties.orderer))
            if number == 9:
                made[-1] = change(workshop, made[-1])
        return workshop.logged(workshop.records, headers=made)

    return make


def signed(header, orderer):
    return header._replace(signature=ecdsa.sign(orderer, header.hash()))


def checkpoint(make):
    return lambda workshop: with_manifest(workshop.files | {"checkpoint": make(workshop).encode()})


def note(workshop, origin=None, size=None, root=None, log_seed=None, cosigners=None):
    """A checkpoint that its signers sign anew."""
    parties, ledger = workshop.parties, workshop.city.ledger
    size = len(workshop.records) if size is None else size
    true = parties.genesis_body.origin
    text = notes.body(origin or true, size, ledger.root(size) if root is None else root)
    lines = text + "\n" + notes.sign_log(origin or true, log_seed or parties.log_seed, text)
    for i, (name, (_, seed)) in enumerate(parties.organizations.items()):
        if cosigners is None or i in cosigners:
            lines += notes.cosign(f"{true}/{name}", seed, text, 1_790_000_000 + i)
    return lines


ENTRIES = {
    "kind": ("of another kind", lambda e: e._replace(kind=records.ITEM)),
    "position": ("at another position", lambda e: e._replace(position=31)),
    "scope": ("of another scope", lambda e: e._replace(scope_hash=bytes(32))),
    "record": ("of another record", lambda e: e._replace(record_hash=bytes(31) + b"\1")),
    "tracker": ("with another tracker", lambda e: e._replace(tracker=bytes(31) + b"\1")),
    "no-tracker": ("without a tracker", lambda e: e._replace(tracker=bytes(32))),
}
HEADERS = {
    "stranger": ("signed by somebody else", lambda w, h: signed(h, w.parties.orderer + 1)),
    "number": ("another number", lambda w, h: signed(h._replace(number=10), w.parties.orderer)),
    "previous": ("chained to no block", lambda w, h: signed(h._replace(previous=bytes(32)), w.parties.orderer)),
    "data": ("of other records", lambda w, h: signed(h._replace(data=bytes(32)), w.parties.orderer)),
    "count": ("of one record more", lambda w, h: signed(h._replace(count=h.count + 1), w.parties.orderer)),
    "empty": ("of no record", lambda w, h: signed(h._replace(count=0), w.parties.orderer)),
}
CHECKPOINTS = {
    "smaller": ("signed by all for an earlier size", lambda w: note(w, size=51)),
    "root": ("signed by all for another root", lambda w: note(w, root=bytes(32))),
    "origin": ("signed by all for another log", lambda w: note(w, origin="log.city.example/other")),
    "log-key": ("signed by another log key", lambda w: note(w, log_seed=bytes(31) + b"\7")),
    "one": ("one cosigner of the two needed", lambda w: note(w, cosigners={1})),
    "none": ("no cosigner", lambda w: note(w, cosigners=set())),
}

