"""Files, log and blocks: V1 and V2 (spec archive.md §1 and §3)."""

import hashlib
import os
import re
import stat

from urna_reference import blocks, freeze, log, merkle, notes, records
from urna_reference.manifest import LEDGERS, read_json, read_manifest
from urna_reference.refusal import Refused, require
from urna_reference.transcript import ZERO, Transcript

from .report import Unreadable

WIDTH = r"([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
NUMBER = rf"(x[0-9]{{3}}/)*[0-9]{{3}}(\.p/{WIDTH})?"
LOG = rf"checkpoint|(contents|acts)/[0-9a-f]{{64}}|tile/([0-9]|entries|[1-5][0-9]|6[0-3])/{NUMBER}|records/{NUMBER}"
KNOWN = {
    "embedded": re.compile(f"{LOG}|headers"),
    "fabric": re.compile(rf"{LOG}|blocks/[a-z0-9][a-z0-9.-]*/(x[0-9]{{3}}/)*[0-9]{{3}}"),
}


def open_manifest(folder):
    """The manifest's bytes, and whose blocks it has; Unreadable unless this is an archive of a known format."""
    path = os.path.join(folder, "manifest.json")
    if not os.path.isfile(path) or os.path.islink(path):
        raise Unreadable("there is no manifest.json")
    with open(path, "rb") as file:
        data = file.read()
    try:
        value = read_json(data)
    except Refused as refused:
        raise Unreadable(f"manifest.json: {refused.reason}") from None
    if not isinstance(value, dict) or value.get("format") != "urna-archive/v1" or value.get("ledger") not in LEDGERS:
        raise Unreadable("manifest.json: unknown format or ledger")
    return data, value["ledger"]


def on_disk(folder):
    """Every regular file's name; refuses anything that is neither a file nor a folder with a file below it."""
    names, needed, found = set(), set(), set()
    for place, folders, files in os.walk(folder):
        found.add(os.path.relpath(place, folder))
        for name in folders + files:
            path = os.path.join(place, name)
            mode = os.lstat(path).st_mode
            require(stat.S_ISREG(mode) or stat.S_ISDIR(mode), f"{name!r} is neither a file nor a folder")
            if stat.S_ISREG(mode):
                names.add(os.path.relpath(path, folder).replace(os.sep, "/"))
                while path != str(folder):
                    path = os.path.dirname(path)
                    needed.add(os.path.relpath(path, folder))
    require(found <= needed, "a folder holds no file")
    return names - {"manifest.json"}


def read_files(folder, manifest, ledger):
    """V1.1: every file's bytes by name."""
    listed = read_manifest(manifest)
    present = on_disk(folder)
    for name in sorted(present - set(listed)):
        raise Refused(f"{name!r} is not in the manifest")
    for name in listed:
        require(KNOWN[ledger].fullmatch(name), f"{name!r} is no file of an archive")
        require(name in present, f"{name!r} is missing")
    require("checkpoint" in listed, "no checkpoint")
    require("headers" in listed or ledger != "embedded", "no headers")
    files = {}
    for name, (length, digest) in listed.items():
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
        require(len(files[name]) == length, f"{name!r} has another length")
        require(hashlib.sha256(files[name]).hexdigest() == digest, f"{name!r} has another hash")
    return files


def named(files, prefix):
    return {name for name in files if name.startswith(prefix)}


def split(files, kind, size, prefix):
    """The parts of all bundles of a kind, each bundle as wide as its name says."""
    result = []
    for number, width in log.bundle_names(size):
        name = log.path(kind, number, width)
        part = log.split_bundle(files[name], prefix)
        require(len(part) == width, f"{name!r} holds another number")
        result += part
    return result


def read_entries(files, checkpoint):
    """V1.3: the entries' bytes."""
    size = checkpoint.size
    bundles = [log.path("tile/entries", *bundle) for bundle in log.bundle_names(size)]
    tiles = {log.path(f"tile/{level}", number, width): (level, number, width)
             for level, number, width in log.tile_names(size)}
    require(named(files, "tile/") == set(bundles) | set(tiles), "tiles are not exactly those of this size")
    entries = split(files, "tile/entries", size, 2)
    for name, place in tiles.items():
        require(log.tile(entries, *place) == files[name], f"{name!r} is not the entries' tile")
    require(merkle.mth(entries) == checkpoint.root, "the entries have another root")
    return entries


def read_records(files, size):
    """The records' bytes, in order."""
    bundles = {log.path("records", *bundle) for bundle in log.bundle_names(size)}
    require(named(files, "records/") == bundles, "record bundles are not exactly those of this size")
    return split(files, "records", size, 4)


def election_hashes(envelopes):
    """Of each (process, scope): from its first freeze record, whoever signed it."""
    processes, result = {}, {}
    for envelope in envelopes:
        if envelope.record_kind == records.PROCESS:
            processes.setdefault(envelope.process, envelope.hash)
        if envelope.record_kind == records.PHASE:
            try:
                phase = envelope.parse_body()
            except Refused:
                continue
            if phase.step == 1:
                place = envelope.process, envelope.scope
                process_hash = processes.get(envelope.process, ZERO)
                result.setdefault(place, freeze.election_hash(*place, process_hash, phase.definition))
    return result


def check_entries(report, entries, data):
    """V1.4: the envelopes."""
    envelopes = []
    for position, record in enumerate(data):
        with report.check("V1.4", f"record {position}"):
            envelopes.append(records.Envelope(record))
    if report.failed("V1"):
        return envelopes
    hashes = election_hashes(envelopes)
    for position, (entry, envelope) in enumerate(zip(entries, envelopes)):
        with report.check("V1.4", f"record {position}"):
            place = envelope.process, envelope.scope
            envelope.tracker = ZERO
            if envelope.record_kind in (records.BALLOT, records.ACT):
                kind = "act" if envelope.record_kind == records.ACT else "ballot"
                transcript = Transcript(kind, *place, hashes.get(place, ZERO))
                envelope.tracker = transcript.absorb("body", envelope.body).hash()
            expected = log.Entry(
                envelope.record_kind, position, log.scope_hash(*place), envelope.hash, envelope.tracker
            )
            require(entry == expected.encode(), "the entry is not this record's")
    report.counts["V1.4"] = len(data)
    return envelopes


def check(report, folder, trust, since):
    """V1 and V2: (entries, envelopes, files), or None where what follows cannot run."""
    manifest, ledger = open_manifest(folder)
    files = checkpoint = entries = data = None
    with report.check("V1.1"):
        files = read_files(folder, manifest, ledger)
    if files is None:
        return None
    if ledger != "embedded":
        raise Unreadable("an archive from Fabric: this verifier reads those of the embedded ledger alone")
    with report.check("V1.2"):
        checkpoint = notes.read_checkpoint(files["checkpoint"], trust.log())
    if checkpoint is None:
        return None
    with report.check("V1.3"):
        entries = read_entries(files, checkpoint)
    if entries is None:
        return None
    with report.check("V1.4"):
        data = read_records(files, len(entries))
    if data is None or report.failed("V1"):
        return None
    envelopes = check_entries(report, entries, data)
    if since is None:
        report.not_applicable("V1.5", "no earlier checkpoint was given")
    else:
        with report.check("V1.5"):
            earlier = notes.read_checkpoint(since, trust.log())
            require(earlier.size <= len(entries), "the earlier checkpoint is larger")
            require(merkle.mth(entries[: earlier.size]) == earlier.root, "the log does not extend it")
    if report.failed("V1"):
        return None
    check_blocks(report, files["headers"], data, trust)
    with report.check("V2.1"):
        require(envelopes and envelopes[0].record_kind == records.GENESIS, "the first record is no genesis record")
        require(envelopes[0].hash == trust.genesis, "the genesis record is not the trusted one")
    return None if report.failed("V2") else (entries, envelopes, files)


def check_blocks(report, headers, data, trust):
    parsed = None
    with report.check("V2.2"):
        parsed = blocks.read_headers(headers)
        require(parsed, "there is no header")
        blocks.check_links(parsed)
    if parsed is None:
        return
    with report.check("V2.3"):
        blocks.check_records(parsed, data)
    with report.check("V2.4"):
        blocks.check_signatures(parsed, trust.orderer_key)
    for check_id in ("V2.2", "V2.3", "V2.4"):
        report.counts[check_id] = len(parsed)


