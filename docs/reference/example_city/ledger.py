"""The embedded ledger: blocks, the log over them, checkpoints, and the archive's files."""

from urna_reference import ballots, blocks, log, merkle, notes, records
from urna_reference.manifest import write_manifest
from urna_reference.transcript import ZERO, sha256


class Ledger:
    """Takes records as accepted without judging them, so that wrong archives can be made too."""

    def __init__(self, parties):
        self.parties = parties
        self.records, self.headers = [], []
        self.trackers = {}  # record -> tracker, told by whoever cast it

    def append(self, *block):
        previous = self.headers[-1] if self.headers else None
        self.headers.append(blocks.make_header(len(self.headers), list(block), previous, self.parties.orderer))
        self.records += block
        return block[-1]

    def append_ballots(self, election, *block):
        for record in block:
            self.trackers[record] = ballots.tracker(election, records.Envelope(record).body)
        self.append(*block)

    def entries(self, size=None):
        result = []
        for position, data in enumerate(self.records[:size]):
            parsed = records.Envelope(data)
            entry = log.Entry(
                parsed.record_kind, position, log.scope_hash(parsed.process, parsed.scope), parsed.hash,
                self.trackers.get(data, ZERO),
            )
            result.append(entry.encode())
        return result

    def root(self, size=None):
        return merkle.mth(self.entries(size))

    def checkpoint(self, size=None, time=1_790_000_000):
        """The signed note with every organization's cosignature."""
        size = len(self.records) if size is None else size
        text = notes.body(self.parties.genesis_body.origin, size, self.root(size))
        origin = self.parties.genesis_body.origin
        note = text + "\n" + notes.sign_log(origin, self.parties.log_seed, text)
        for i, (name, (_, seed)) in enumerate(self.parties.organizations.items()):
            note += notes.cosign(f"{origin}/{name}", seed, text, time + i)
        return note

    def archive(self):
        """Every file by name (archive.md §1)."""
        entries, size = self.entries(), len(self.records)
        files = {
            "checkpoint": self.checkpoint().encode(),
            "headers": b"".join(header.encode() for header in self.headers),
        }
        for level, number, width in log.tile_names(size):
            files[log.path(f"tile/{level}", number, width)] = log.tile(entries, level, number, width)
        for number, width in log.bundle_names(size):
            part = slice(256 * number, 256 * number + width)
            files[log.path("tile/entries", number, width)] = log.bundle(entries[part])
            files[log.path("records", number, width)] = log.record_bundle(self.records[part])
        files["manifest.json"] = manifest(files)
        return files


def manifest(files):
    """archive.md §1."""
    return write_manifest({name: (len(data), sha256(data).hex()) for name, data in files.items()})
