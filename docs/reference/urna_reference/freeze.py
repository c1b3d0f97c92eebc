"""The freeze: a definition against the records (spec records.md §7.4 and §7.5), one function for each part.

`scope` is the Scope message, `process` the Process; what the ledger holds is given as it stands before the freeze."""

from . import credentials, ed25519
from .ballots import Election, Question
from .definitions import distinct
from .group import FixedBase, decode_point
from .refusal import require
from .transcript import Transcript
from .wire import parse

MAXIMUM_RECORD = 262_144


def election_hash(process, scope, process_hash, definition):
    """§7.5; `definition` exact bytes."""
    return Transcript("election", process, scope, process_hash).absorb("definition", definition).hash()


def check_items(definition, scope, items):
    """Questions and items: the items by question. `items`: id -> [(Item, record hash)] by version."""
    require([q.question for q in definition.questions] == [q.id for q in scope.questions], "questions")
    newest = {record_hash: item for versions in items.values() for item, record_hash in versions[-1:]}
    result = {}
    for question, listed in zip(scope.questions, definition.questions):
        require(1 <= len(listed.items) <= 512, "1 to 512 items")
        distinct(listed.items, "items")
        require(all(h in newest for h in listed.items), "an item that is not there, or not the newest version")
        result[question.id] = chosen = [newest[h] for h in listed.items]
        require(all(item.question == question.id for item in chosen), "an item of another question")
        require(question.max <= len(chosen), "max above the number of items")
        ids = [item.id for item in chosen]
        require(all(c in ids for item in chosen for c in item.conflicts), "conflict with no item of this question")
    return result


def check_roll(definition, scope, process, rolls):
    """The roll of the version named: its entries. `rolls`: version -> {chunk: Roll}."""
    chunks = rolls.get(definition.roll_version, {})
    require(chunks, "no such roll")
    first = chunks[min(chunks)]
    require(all((c.chunks, c.total) == (first.chunks, first.total) for c in chunks.values()), "chunks disagree")
    require(sorted(chunks) == list(range(first.chunks)), "a chunk of the roll is missing")
    full = [len(chunks[number].entries) for number in sorted(chunks)]
    require(all(size == credentials.ROLL_CHUNK for size in full[:-1]), "a chunk is not 1,000 entries")
    require(full[-1] <= credentials.ROLL_CHUNK and (full[-1] or len(full) == 1), "the last chunk has a wrong size")
    entries = [entry for number in sorted(chunks) for entry in chunks[number].entries]
    require(len(entries) == first.total == definition.roll_size, "roll has another size")
    require(credentials.roll_root(entries) == definition.roll_root, "roll has another root")
    credentials.check_entries(entries, len(process.registrars), [style.id for style in scope.styles])
    return entries


def check_issuer_keys(definition, scope, process_id, process, process_hash):
    """One attested key for every issuer and style."""
    expected = [(issuer.id, style.id) for issuer in process.issuers for style in scope.styles]
    require([(k.issuer, k.style) for k in definition.issuer_keys] == expected, "one key for every issuer and style")
    distinct((key.modulus for key in definition.issuer_keys), "moduli")
    attesting = {issuer.id: issuer.key for issuer in process.issuers}
    for key in definition.issuer_keys:
        credentials.check_modulus(key.modulus)
        digest = credentials.issuer_key_hash(
            process_id, scope.id, process_hash, key.issuer, key.style, key.modulus
        )
        ed25519.verify(attesting[key.issuer], digest, key.attestation)


def check_trustees(definition, round_number, joint_key, public):
    """The last round's keys; `public`: point by active trustee, ascending."""
    require(definition.ceremony_round == round_number, "not the last round")
    require(definition.joint_key == joint_key.encode(), "another joint key")
    expected = [(i, key.encode()) for i, key in public.items()]
    require([(k.trustee, k.key) for k in definition.trustee_keys] == expected, "other trustees' keys")


def check_sizes(scope, items, issuers):
    """ballots.md §1.5 and records.md §7.4, the last two."""
    share = 1024
    options, branches = {}, {}
    for question in scope.questions:
        n = len(items[question.id])
        options[question.id] = n + question.blank
        bounds = Question(question.id, n, question.min, question.max, question.blank).sum_range()
        branches[question.id] = bounds[1] - bounds[0] + 1 if bounds else 0
        share += 100 + 160 * options[question.id]
    require(share <= MAXIMUM_RECORD, "a decryption share could be too large")
    for style in scope.styles:
        size = 1024 + 500 * issuers
        size += sum(420 * options[q] + 140 * branches[q] for q in style.questions)
        require(size <= MAXIMUM_RECORD, "a ballot could be too large")


def make_election(process_id, process, process_hash, scope_id, definition_bytes):
    """Everything that a ballot is checked against, from a checked definition."""
    definition = parse("Definition", definition_bytes)
    scope = next(s for s in process.scopes if s.id == scope_id)
    questions = {
        q.id: Question(q.id, len(listed.items), q.min, q.max, q.blank)
        for q, listed in zip(scope.questions, definition.questions)
    }
    return Election(
        process_id,
        scope_id,
        election_hash(process_id, scope_id, process_hash, definition_bytes),
        FixedBase(decode_point(definition.joint_key)),
        [issuer.id for issuer in process.issuers],
        {style.id: [questions[q] for q in style.questions] for style in scope.styles},
        {(k.issuer, k.style): int.from_bytes(k.modulus, "big") for k in definition.issuer_keys},
    )
