"""Everything that a liar with every key needs to make the golden archive another one: records changed, signed anew by
their authors, put into blocks and under a checkpoint that everybody signs."""

from urna_reference import blocks, freeze, log, records
from urna_reference.ballots import Transcript
from urna_reference.merkle import mth
from urna_reference.records import Signer, make_record
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO
from urna_reference.wire import Message

from . import ledger

SPAN = 2  # records in a block, after genesis


class Workshop:
    """The golden city's keys and records; every method gives new ones and changes nothing."""

    def __init__(self, city):
        self.city, self.parties = city, city.parties
        self.records = list(city.ledger.records)
        self.spans = [header.count for header in city.ledger.headers]
        self.files = city.ledger.archive()
        parties = self.parties
        signers = [
            parties.clerk, *parties.everybody(), *parties.registrars.values(), *parties.issuers.values(),
            *(signer for signer, _ in parties.trustees.values()), *(Signer(seed=seed) for seed in city.seeds),
        ]
        self.signers = {signer.key: signer for signer in signers}
        self.parsed = [records.Parsed(record) for record in self.records]

    def of_kind(self, kind):
        return [position for position, parsed in enumerate(self.parsed) if parsed.record_kind == kind]

    def signed(self, position, body, keys=None):
        """The record at that place with another body (a message or bytes), signed by those who signed it, or by these."""
        parsed = self.parsed[position]
        signers = [self.signers[key] for key in (parsed.keys if keys is None else keys)]
        return make_record(parsed.record_kind, parsed.process, parsed.scope, body, signers)

    def logged(self, listed, headers=None, entries=None):
        """The files of an archive of these records: entries, tiles, blocks and checkpoint made anew, unless given."""
        made = ledger.Ledger(self.parties)
        made.records = list(listed)
        made.headers = headers or self.headers(listed, self.fitting(len(listed)))
        entries = (entries or self.entries)(listed)
        made.entries = lambda size=None: entries[:size]
        made.root = lambda size=None: mth(entries[:size])
        return made.archive()

    def fitting(self, count):
        """As many records in each block as in the golden archive, the last block longer or shorter."""
        spans, left = [], count
        for span in self.spans:
            if left:
                spans.append(min(span, left))
                left -= spans[-1]
        return [*spans, left] if left else spans

    def headers(self, listed, spans):
        made, at = [], 0
        for span in spans:
            part = listed[at : at + span]
            made.append(blocks.make_header(len(made), part, made[-1] if made else None, self.parties.orderer))
            at += span
        return made

    def entries(self, listed):
        """log.md §1; of what is no record an entry with its bytes' hash and the zero scope."""
        parsed = [envelope(record) for record in listed]
        elections = first_elections([found for found in parsed if found])
        result = []
        for position, (record, found) in enumerate(zip(listed, parsed)):
            if found is None:
                entry = log.Entry(records.BALLOT, position, ZERO, records.record_hash(record), ZERO)
            else:
                place = found.process, found.scope
                tracker = ZERO
                if found.record_kind == records.BALLOT:
                    transcript = Transcript("ballot", *place, elections.get(place, ZERO))
                    tracker = transcript.absorb("body", found.body).hash()
                entry = log.Entry(found.record_kind, position, log.scope_hash(*place), found.hash, tracker)
            result.append(entry.encode())
        return result


def envelope(record):
    try:
        return records.Envelope(record)
    except Refused:
        return None


def first_elections(envelopes):
    """archive.md §3, V1.4: of each place the election hash of its first freeze record."""
    processes, result = {}, {}
    for found in envelopes:
        if found.record_kind == records.PROCESS:
            processes.setdefault(found.process, found.hash)
        if found.record_kind == records.PHASE:
            try:
                phase = found.parse_body()
            except Refused:
                continue
            if phase.step == 1:
                place, process = (found.process, found.scope), processes.get(found.process, ZERO)
                result.setdefault(place, freeze.election_hash(*place, process, phase.definition))
    return result


def with_manifest(files):
    """The same files under a manifest of their own."""
    kept = {name: data for name, data in files.items() if name != "manifest.json"}
    return kept | {"manifest.json": ledger.manifest(kept)}


def but(message, path, value):
    """A copy of a message with another value at a path of field names and places; None in a list drops the element."""
    name, *rest = path
    if isinstance(name, int):
        raise TypeError("a path begins with a field")
    old = getattr(message, name)
    if not rest:
        return message.but(**{name: value})
    place, *deeper = rest
    if isinstance(place, int):
        changed = but(old[place], deeper, value) if deeper else value
        return message.but(**{name: [*old[:place], *([] if changed is None else [changed]), *old[place + 1 :]]})
    return message.but(**{name: but(old, rest, value)})


def at(message, path):
    for step in path:
        message = message[step] if isinstance(step, int) else getattr(message, step)
    return message


def is_message(value):
    return isinstance(value, Message)
