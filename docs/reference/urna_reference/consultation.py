"""Consultation: contents, acts, anchors, decisions, time, replay (spec consultation.md)."""

import re
from typing import NamedTuple

from . import ed25519
from .encoding import check_id, check_text, u32, u64
from .log import split_bundle
from .merkle import mth
from .refusal import require
from .transcript import ZERO, Transcript
from .wire import parse

PROPOSE, CO_SIGN, SUPPORT, COMMENT, OPINION, ANSWER, REPORT, COMPLAINT, ATTENDANCE = range(1, 10)
CREDENTIAL, PUBLIC, OFFICER, SOCIAL = range(1, 5)
TEXT, NAME, CONTACT, PLACE, PHOTO, ATTACHMENT, ANSWERS = range(1, 8)
ANSWERED, REDACTION, WITHHOLDING, COUNT = range(1, 5)
WORDS = ("propose", "co-sign", "support", "comment", "opinion", "answer", "report", "complaint", "attendance")
IDENTITIES = ("credential", "public", "officer", "social")
ONE_VOICE = (CO_SIGN, SUPPORT, OPINION, ANSWER, ATTENDANCE)
SHEETS = (CO_SIGN, SUPPORT, ATTENDANCE)
WITHDRAWABLE = (CO_SIGN, SUPPORT, OPINION, ATTENDANCE)
ROLES = ("category", "paragraph", "statement", "survey", "event", "proposal")
MOST_CONTENT, MOST_SECONDS = 20_971_520, 3_153_600_000
TOKEN = r"[a-z0-9][a-z0-9!#$&^_.+-]*"


def distinct(values, what):
    values = list(values)
    require(len(set(values)) == len(values), f"{what} not distinct")


def check_texts(texts, languages):
    require([text.language for text in texts] == languages, "not one text for each language, in order")
    for text in texts:
        check_text(text.value.encode())


# §1, §2 Scopes, items, freeze


def has_credentials(scope):
    """§1.6."""
    return scope.consultation is not None and any(rule.identity == CREDENTIAL for rule in scope.consultation.acts)


def check_scope(scope, process, languages):
    """§1.5 and §1.6."""
    asked = scope.consultation
    require(not scope.questions, "questions and a consultation")
    require(1 <= len(asked.acts) <= 36, "1 to 36 rules")
    places = [(rule.type, rule.identity) for rule in asked.acts]
    require(all(a < b for a, b in zip(places, places[1:])), "rules do not ascend")
    for rule in asked.acts:
        require(1 <= rule.type <= 9 and 1 <= rule.identity <= 4, "a rule of unknown type or identity")
        require(1 <= rule.quota <= 1000 if rule.identity == CREDENTIAL else rule.quota == 0, "quota")
        require(rule.bytes <= MOST_CONTENT, "bytes")
        require(rule.answered <= 2, "answered")
    owes = any(rule.answered for rule in asked.acts)
    require(owes == (asked.answer_seconds != 0) and asked.answer_seconds <= MOST_SECONDS, "answer seconds")
    require(asked.retention_seconds <= MOST_SECONDS, "retention seconds")
    anchors = any(rule.identity in (PUBLIC, SOCIAL) for rule in asked.acts)
    require(anchors == (asked.anchored_acts != 0), "anchored acts")
    require(process.offices or all(rule.identity != OFFICER for rule in asked.acts), "officers without an office")
    check_texts(asked.title, languages)
    check_texts(asked.description, languages)
    require(has_credentials(scope) == bool(scope.styles), "styles exactly with credentials")
    distinct((check_id(style.id) for style in scope.styles), "styles")
    for style in scope.styles:
        check_texts(style.name, languages)
        require(not style.questions, "a style with questions")


def check_item_form(item, scope):
    """§2.4: role, form, sources; question, cost and conflicts of an item of a consultation."""
    require(len(item.sources) <= 64 and all(len(source) == 32 for source in item.sources), "sources")
    distinct(item.sources, "sources")
    if scope.consultation is None:
        require(item.role == "" and item.form == b"", "a role or form outside a consultation")
        return
    require(item.question == "" and item.cost == "" and not item.conflicts, "question, cost or conflicts")
    require(item.role in ROLES, "unknown role")
    require(len(item.form) <= 65_536, "form too long")
    try:
        form = item.form.decode("utf-8")
    except UnicodeDecodeError:
        form = "\0"
    require(all(c == "\n" or not ("\0" <= c <= "\x1f" or "\x7f" <= c <= "\x9f") for c in form), "form is no text")


def check_freeze(definition, scope):
    """§2.1, but for what every freeze has, roll and issuers' keys."""
    require(not definition.questions, "a consultation freezes questions")
    require(definition.ceremony_round == 0 and definition.joint_key == b"", "a trustees' key")
    require(not definition.trustee_keys, "trustees' keys")
    if not has_credentials(scope):
        require((definition.roll_version, definition.roll_size, definition.roll_root) == (0, 0, b""), "a roll")
        require(not definition.issuer_keys, "issuers' keys")


# §3 Contents


def commitment(process, scope, salt, kind, media_type, data):
    """§3.3."""
    transcript = Transcript("content", process, scope).absorb("salt", salt).absorb("kind", u32(kind))
    return transcript.absorb("media-type", media_type.encode()).absorb("bytes", data).hash()


def content_file(salt, kind, media_type, data):
    """§9."""
    return salt + bytes([kind, len(media_type)]) + media_type.encode() + data


def read_content(file):
    """§9: (salt, kind, media type, bytes)."""
    require(len(file) > 34, "too short for a content")
    size = file[33]
    media_type, data = file[34 : 34 + size].decode("latin-1"), file[34 + size :]
    require(3 <= size <= 100 and re.fullmatch(f"{TOKEN}/{TOKEN}", media_type), "media type")
    require(1 <= len(data) <= MOST_CONTENT, "no bytes, or too many")
    return file[:32], file[32], media_type, data


def check_contents(contents):
    """§3.5."""
    require(len(contents) <= 16, "too many contents")
    distinct((ref.commitment for ref in contents), "commitments")
    for ref in contents:
        require(1 <= ref.kind <= 7, "a content of unknown kind")
        require(len(ref.commitment) == 32, "commitment is not 32 bytes")
        require(1 <= ref.length <= MOST_CONTENT, "length")
        require(ref.withheld or ref.kind != CONTACT, "a contact that is public")
        if ref.withheld:
            check_id(ref.withheld)


# §4 Acts


def act_hash(process, scope, election, act):
    """§4.1; `act` exact bytes."""
    return Transcript("act", process, scope, election).absorb("body", act).hash()


def identity(act):
    """Of an act with an author."""
    if act.credential is not None:
        return CREDENTIAL
    if act.officer is not None:
        return OFFICER
    return SOCIAL if act.channel == 5 else PUBLIC


def check_hashes(hashes, most, what):
    require(len(hashes) <= most and all(len(h) == 32 for h in hashes), what)
    distinct(hashes, what)


def check_act(act, anchored, asked):
    """§4.3."""
    if anchored:
        require(act.key is not None, "no key's act in a list")
        ed25519.check_key(act.key)
    else:
        require(act.credential is not None or act.officer is not None, "neither credential nor officer")
    require(1 <= act.type <= 9, "unknown type")
    require(1 <= act.channel <= 5 and (act.channel < 5 or act.key is not None), "channel")
    require(len(act.nonce) == 16, "nonce is not 16 bytes")
    require(len(act.replaces) == 32, "replaces is not 32 bytes")
    require(len(act.target) == 32 or act.target == b"" and act.type in (PROPOSE, REPORT, COMPLAINT), "target")
    check_hashes(act.parents, 16 if act.type == PROPOSE else 0, "parents")
    who = identity(act)
    most = {COMMENT: 2, OPINION: 3} | dict.fromkeys(SHEETS, 1_000_000 if who == OFFICER else 1)
    require(act.value <= most.get(act.type, 0), "value out of range")
    check_contents(act.contents)
    kinds = [ref.kind for ref in act.contents]
    require(who != CREDENTIAL or NAME not in kinds and CONTACT not in kinds, "a name or contact beside a credential")
    answers = kinds.count(ANSWERS)
    require(answers == 1 if act.type == ANSWER else answers <= (act.type == REPORT), "answers to a survey")
    require(kinds or act.type not in (PROPOSE, COMMENT, ANSWER, REPORT, COMPLAINT), "says nothing")
    rule = next((r for r in asked.acts if (r.type, r.identity) == (act.type, who)), None)
    require(rule is not None, "no rule for this type and identity")
    require(sum(ref.length for ref in act.contents) <= rule.bytes, "contents longer than the rule allows")


def check_public_act(process, scope, election, data, asked):
    """§4.2, §4.3: the act and its hash."""
    public = parse("PublicAct", data)
    act = parse("Act", public.act)
    digest = act_hash(process, scope, election, public.act)
    require(act.election == election, "another election")
    check_act(act, True, asked)
    ed25519.verify(act.key, digest, public.signature)
    return act, digest


# §5 Anchors


def read_list(file):
    """§9: the PublicActs' bytes."""
    return split_bundle(file, 4)


def check_list(anchor, acts):
    """§5.1, but for the acts themselves."""
    require(1 <= len(acts) <= 1000 and len(acts) == anchor.acts, "another number of acts")
    require(sum(map(len, acts)) == anchor.bytes <= 1_048_576, "another number of bytes")
    require(mth(acts) == anchor.root, "another root")


def check_anchor(anchor, number, total, last, asked):
    """§5.2, R15, after `number` anchors of the organization with `total` acts, the last of record hash `last`."""
    require(anchor.number == number + 1 and anchor.previous == last, "does not follow the anchor before it")
    require(1 <= anchor.acts <= 1000 and 1 <= anchor.bytes <= 1_048_576 and len(anchor.root) == 32, "out of range")
    require(total + anchor.acts <= asked.anchored_acts, "more acts than the organization may anchor")


# §6 Decisions


def check_decision(decision):
    """§6.3, R16."""
    kind = decision.type
    require(1 <= kind <= 4, "unknown type")
    hides = kind in (REDACTION, WITHHOLDING)
    require(len(decision.target) == (0 if kind == COUNT else 32), "target")
    require(1 <= decision.status <= 7 if kind == ANSWERED else decision.status == 0, "status")
    require(decision.supersedes == b"" or len(decision.supersedes) == 32 and kind != REDACTION, "supersedes")
    check_text(decision.reason.encode())
    require(len(decision.reason.encode()) <= 1000, "reason too long")
    needs = hides or kind == ANSWERED and decision.status >= 3 and not decision.contents
    require(decision.reason or not needs, "no reason")
    check_contents(decision.contents)
    require(all(ref.kind in (TEXT, PLACE, PHOTO, ATTACHMENT) for ref in decision.contents), "kinds of contents")
    require(not hides or not decision.contents, "contents of a decision that hides")
    check_hashes(decision.commitments, 64 if hides else 0, "commitments")
    lifts = kind == WITHHOLDING and decision.supersedes
    require(not hides or decision.commitments or lifts, "hides nothing")
    require(len(decision.sent) <= (32 if kind == REDACTION else 0), "sent")
    for place in decision.sent:
        check_text(place.encode())
        require(1 <= len(place.encode()) <= 200, "sent")
    require(len(decision.counts) == (32 if kind == COUNT else 0), "counts")
    require(decision.rows < (2**31 if kind == COUNT else 1), "rows")


# §7 Time


def lower_median(times):
    """§7.2."""
    return sorted(times)[(len(times) - 1) // 2]


class Times:
    """§7.2 and §7.4: `recorded` (size, timestamps) in log order, then the archive's own timestamps."""

    def __init__(self, recorded, own):
        self.by_size, self.now = [], 0
        for size, times in recorded:
            self.now = max(self.now, lower_median(times))
            self.by_size.append((size, self.now))
        self.now = max(self.now, lower_median(own))

    def of(self, position):
        return next((time for size, time in self.by_size if size > position), self.now)


# §8 Replay


class Thing(NamedTuple):
    """§8.1. `kind`: 0 an item, 1 to 9 a chain of acts of that type, 10 an answer."""

    name: bytes
    kind: int


ITEM, DECISION = 0, 10
MAY_BE_ON = {
    PROPOSE: (ITEM,),
    CO_SIGN: (PROPOSE,),
    SUPPORT: (ITEM, PROPOSE),
    COMMENT: (ITEM, PROPOSE, COMMENT, REPORT, COMPLAINT, DECISION),
    OPINION: (ITEM, PROPOSE, COMMENT),
    ANSWER: (ITEM,),
    REPORT: (ITEM,),
    COMPLAINT: tuple(range(11)),
    ATTENDANCE: (ITEM,),
}


class Chain:
    """§8.2: acts by one author on one thing, as (scope, author, act, hash, position)."""

    def __init__(self, first, thing):
        self.first = self.last = first
        self.thing = thing
        self.over_quota = False

    @property
    def name(self):
        return self.first.hash

    @property
    def withdrawn(self):
        """§8.3."""
        return self.last.act.type in WITHDRAWABLE and self.last.act.value == 0

    @property
    def counts(self):
        return not self.over_quota and not self.withdrawn


class ActEvent(NamedTuple):
    scope: str
    hash: bytes
    author: tuple  # (identity without channel, nullifier or key or office)
    act: object  # an Act
    position: int


class DecisionEvent(NamedTuple):
    scope: str
    hash: bytes
    decision: object  # a Decision
    position: int


class Replay:
    """Everything in log order through item, act, decision and close; then `finish`."""

    def __init__(self, consultations, void=()):
        self.consultations, self.void = consultations, void  # by scope
        self.things, self.chains, self.by_last, self.contents = {}, [], {}, {}
        self.distinct, self.repeated, self.dangling, self.unchained = [], [], [], []
        self.voices = set()
        self.rulings = []  # [event, dangling, in force, thing]
        self.closes = {}

    def item(self, record_hash, supersedes):
        before = self.things.get(supersedes) if supersedes else None
        self.things.setdefault(record_hash, before or Thing(record_hash, ITEM))

    def close(self, scope, position):
        self.closes.setdefault(scope, position)

    def act(self, event):
        """§8.2."""
        act, place = event.act, (event.scope, event.hash)
        if place in self.contents:
            self.repeated.append(event)
            return
        self.contents[place] = {ref.commitment for ref in act.contents}
        self.distinct.append(event)
        if event.scope in self.void:
            return
        thing = self.things.get(act.target) if act.target else None
        on_nothing = act.target and (thing is None or thing.kind not in MAY_BE_ON[act.type])
        parents = (self.things.get(parent) for parent in act.parents)
        if on_nothing or any(parent is None or parent.kind != PROPOSE for parent in parents):
            self.dangling.append(event)
        elif act.replaces == ZERO:
            voice = (event.scope, event.author, act.type, thing)
            if act.type in ONE_VOICE and voice in self.voices:
                self.unchained.append(event)
                return
            self.voices.add(voice)
            self.chains.append(Chain(event, thing))
            self.by_last[event.hash] = self.chains[-1]
            self.things[event.hash] = Thing(event.hash, act.type)
        else:
            chain = self.by_last.get(act.replaces)
            if chain is None or (chain.first.scope, chain.first.author, chain.first.act.type, chain.thing) != (
                event.scope, event.author, act.type, thing
            ):
                self.unchained.append(event)
                return
            del self.by_last[act.replaces]
            self.by_last[event.hash] = chain
            chain.last = event
            self.things[event.hash] = self.things[chain.name]

    def decision(self, event):
        """§8.7."""
        decision, thing = event.decision, None
        before = next((r for r in self.rulings if r[0].hash == decision.supersedes), None)
        good = decision.supersedes == b"" or before is not None and before[2] and (
            before[0].scope, before[0].decision.type, before[0].decision.target
        ) == (event.scope, decision.type, decision.target)
        if decision.type == ANSWERED:
            thing = self.things.get(decision.target)
            good = good and thing is not None and event.scope not in self.void
        elif decision.type == COUNT:
            good = good and event.scope not in self.void
        else:
            there = self.contents.get((event.scope, decision.target))
            good = good and there is not None and there >= set(decision.commitments)
        if good and before is not None:
            before[2] = False
        self.rulings.append([event, not good, good, thing])
        self.contents.setdefault((event.scope, event.hash), {ref.commitment for ref in decision.contents})
        if decision.type == ANSWERED and event.scope not in self.void:
            self.things.setdefault(event.hash, Thing(event.hash, DECISION))

    def finish(self):
        """§8.4."""
        used = {}
        for chain in self.chains:
            act, scope = chain.last.act, chain.last.scope
            if identity(act) == CREDENTIAL and not chain.withdrawn:
                rules = self.consultations[scope].acts
                quota = next((r.quota for r in rules if (r.type, r.identity) == (act.type, CREDENTIAL)), 0)
                place = (scope, chain.last.author, act.type)
                used[place] = used.get(place, 0) + 1
                chain.over_quota = used[place] > quota
        return self

    def counts(self, scope):
        """§8.5: {(thing, type, identity, value): number} above zero."""
        numbers = {}
        for chain in self.chains:
            if chain.counts and chain.first.scope == scope:
                act, who = chain.last.act, identity(chain.last.act)
                sheet = who == OFFICER and act.type in SHEETS
                row = (chain.thing.name if chain.thing else ZERO, act.type, who, 1 if sheet else act.value)
                numbers[row] = numbers.get(row, 0) + (act.value if sheet else 1)
        return {row: number for row, number in sorted(numbers.items()) if number}

    def rows(self, scope):
        """§8.6: exact bytes, ascending; no social polls."""
        return sorted(
            thing + u32(kind) + u32(who) + u32(value) + u64(number)
            for (thing, kind, who, value), number in self.counts(scope).items() if who != SOCIAL
        )

    def hidden(self, kind):
        """§8.8: commitment -> the first decision in force of this type that names it."""
        result = {}
        for event, _, in_force, _ in self.rulings:
            if in_force and event.decision.type == kind:
                for name in event.decision.commitments:
                    result.setdefault(name, event)
        return result

    def owed(self, scope, times):
        """§8.10: [(name, due, answered or None, state)]."""
        asked = self.consultations[scope]
        if not asked.answer_seconds or scope in self.void:
            return []
        rules = {(rule.type, rule.identity): rule.answered for rule in asked.acts}
        close, each, things = self.closes.get(scope), {}, {}
        for chain in self.chains:
            if chain.counts and chain.first.scope == scope:
                owes = rules.get((chain.last.act.type, identity(chain.last.act)), 0)
                if owes == 1:
                    each[chain.name] = times.of(chain.first.position)
                elif owes == 2 and close is not None and chain.thing:
                    things.setdefault(chain.thing.name, times.of(close))
        result = [self.debt(scope, name, start + asked.answer_seconds, -1, times) for name, start in each.items()]
        return result + [
            self.debt(scope, name, start + asked.answer_seconds, close, times) for name, start in things.items()
        ]

    def debt(self, scope, name, due, after, times):
        for event, dangling, _, thing in self.rulings:
            if (event.scope == scope and event.decision.type == ANSWERED and event.decision.status >= 3
                    and not dangling and event.position > after and thing.name == name):
                answered = times.of(event.position)
                return name, due, answered, "answered" if answered <= due else "late"
        return name, due, None, "overdue" if times.now > due else "open"
