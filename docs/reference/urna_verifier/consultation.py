"""Consultations: V13 over every consultation scope of the process (spec consultation.md, archive.md §3).

What is set up is judged by V3, V5 and V7.1 where the scope is the trust file's, by V13.1 elsewhere. Ceremony records are
not looked at where the trust file's scope is a consultation: trustees have no part in it."""

from collections import Counter

from urna_reference import blind_rsa, consultation, credentials, definitions, freeze, issuance, merkle
from urna_reference import notes, records
from urna_reference.consultation import ActEvent, DecisionEvent, Replay, Times, identity
from urna_reference.refusal import Refused, require
from urna_reference.transcript import Transcript
from urna_reference.wire import parse

from . import phases

FAMILY = ("V13.1", "V13.2", "V13.3", "V13.4", "V13.5")
STATES = {phases.NONE: "setup", phases.ISSUANCE: "setup", phases.CASTING: "open", phases.CLOSED: "closed",
          phases.VOIDED: "void"}
OF_VOTES = (records.BALLOT, records.CLOSED_SET, records.SHARE, records.CERTIFICATE)
OF_CONSULTATIONS = (records.ACT, records.ANCHOR, records.DECISION)


class Asked:
    """One scope, record by record."""

    def __init__(self, walk, scope):
        self.walk, self.case, self.scope = walk, walk.case, scope
        self.report, self.process = walk.case.report, walk.case.process
        audited = scope.id == walk.case.trust.scope
        self.setup, self.rules = ("V3.3", "V7.1") if audited else ("V13.1", "V13.1")
        self.roll_check, self.key_check, self.list_check, self.bound_check = (
            ("V5.1", "V5.2", "V5.3", "V5.4") if audited else ("V13.1",) * 4
        )
        self.audited = audited
        self.with_credentials = consultation.has_credentials(scope)
        issuers = [issuer.id for issuer in self.process.issuers] if self.with_credentials else []
        self.phases = phases.Phases(issuers)
        self.items, self.rolls, self.lists, self.chains = {}, {}, {}, {}
        self.election, self.moduli, self.roll = b"", {}, []
        self.frozen = False
        self.anchors = self.decisions = 0

    def where(self):
        return STATES[self.phases.step]

    def record(self, position, envelope):
        kind, place = envelope.record_kind, f"record {position}"
        if kind in OF_VOTES:
            self.report.fail("V13.1", f"{place}: a vote's record in a consultation")
            return
        check = {
            records.ITEM: self.setup, records.ROLL: self.roll_check, records.PHASE: self.rules,
            records.ISSUANCE_LIST: self.list_check,
        }.get(kind, "V13.1")
        message = None
        with self.report.check(check, place):
            message = envelope.parse_body()
        step = {records.ITEM: self.item, records.ROLL: self.roll_chunk, records.PHASE: self.phase,
                records.ISSUANCE_LIST: self.issuances, records.ACT: self.act, records.ANCHOR: self.anchor,
                records.DECISION: self.decision}[kind]
        if message is not None:
            step(position, envelope, message, place)
        elif kind in (records.ACT, records.ANCHOR) and self.phases.step != phases.CASTING:
            self.report.fail("V13.1", f"{place}: the consultation is not open")
        if kind == records.ANCHOR:
            self.anchors += 1
            self.walk.anchors.add(envelope.hash)
        if kind == records.DECISION:
            self.decisions += 1

    def allowed(self, check, place, holds):
        if not holds:
            self.report.fail(check, f"{place}: not in this phase ({self.where()})")
        return holds

    def item(self, position, envelope, item, place):
        if not self.allowed(self.rules, place, self.phases.step in (phases.NONE, phases.ISSUANCE, phases.CASTING)):
            return
        with self.report.check(self.rules, place):
            self.case.by_clerk(envelope, 0)
        with self.report.check(self.setup, place):
            newest = self.items.get(item.id)
            definitions.check_item(item, self.scope, self.process.languages, newest)
            self.items[item.id] = item, envelope.hash
            self.walk.events.append((position, 0, "item", (envelope.hash, item.supersedes)))

    def roll_chunk(self, position, envelope, roll, place):
        if not self.allowed(self.rules, place, self.phases.step == phases.NONE):
            return
        with self.report.check(self.roll_check, place):
            self.case.endorsed(envelope, [registrar.key for registrar in self.process.registrars])
        with self.report.check(self.roll_check, place):
            credentials.check_chunk(roll, len(self.process.registrars), [style.id for style in self.scope.styles])
            chunks = self.rolls.setdefault(roll.version, {})
            require(roll.chunk not in chunks, "a chunk twice")
            chunks[roll.chunk] = roll

    def phase(self, position, envelope, phase, place):
        with self.report.check(self.rules, place):
            self.case.by_clerk(envelope, self.case.majority())
        with self.report.check(self.rules, place):
            self.phases.apply(position, envelope, phase)
            if phase.step == phases.CLOSE:
                self.walk.events.append((position, 0, "close", (self.scope.id, position)))
            if phase.step == phases.FREEZE:
                self.freeze(phase, place)

    def freeze(self, phase, place):
        self.frozen, case = True, self.case
        definition = None
        with self.report.check(self.setup, place):
            definition = parse("Definition", phase.definition)
        if definition is None:
            return
        self.election = freeze.election_hash(case.trust.process, self.scope.id, case.process_hash, phase.definition)
        with self.report.check(self.setup, place):
            require(definition.process == case.process_hash, "names another process")
            require(definition.cosigner_keys == [o.cosigner_key for o in case.genesis.organizations], "cosigner keys")
            require(len(definition.page_manifest) == 32, "page manifest is not 32 bytes")
            consultation.check_freeze(definition, self.scope)
        if self.audited:
            with self.report.check("V3.4"):
                self.report.results["electionHash"] = self.election.hex()
                if case.trust.election_hash:
                    require(self.election == case.trust.election_hash, "not the trusted election hash")
                else:
                    self.report.reserve("V3.4", f"the trust file names no election hash; recomputed: {self.election.hex()}")
        if self.with_credentials:
            with self.report.check(self.roll_check, "roll"):
                self.roll = freeze.check_roll(definition, self.scope, self.process, self.rolls)
            with self.report.check(self.key_check):
                freeze.check_issuer_keys(definition, self.scope, case.trust.process, self.process, case.process_hash)
            self.moduli = {(k.issuer, k.style): int.from_bytes(k.modulus, "big") for k in definition.issuer_keys}

    def issuances(self, position, envelope, body, place):
        if not self.allowed(self.rules, place, self.phases.step == phases.CLOSED):
            return
        with self.report.check(self.list_check, place):
            require(self.with_credentials, "nobody has a credential here")
            require(body.issuer in self.phases.active, "not an active issuer")
            self.case.endorsed(envelope, [next(i.key for i in self.process.issuers if i.id == body.issuer)])
            moduli = {style.id: self.moduli[body.issuer, style.id] for style in self.scope.styles}
            issuance.check_chunk(
                self.case.trust.process, self.scope.id, self.election, body, self.roll, moduli)
            chunks = self.lists.setdefault(body.issuer, {})
            require(body.chunk not in chunks, "a chunk twice")
            if chunks:
                issuance.check_same_list(chunks[min(chunks)], body)
            chunks[body.chunk] = body

    # ---- Acts, anchors, decisions ----

    def office(self, name):
        key = next((office.key for office in self.process.offices if office.id == name), None)
        require(key is not None, "no such office")
        return key

    def act(self, position, envelope, act, place):
        digest = consultation.act_hash(self.case.trust.process, self.scope.id, self.election, envelope.body) \
            if self.election else b""
        self.walk.name(self.scope.id, digest, act.contents, (position, 0))
        is_open = self.allowed("V13.1", place, self.phases.step == phases.CASTING)
        with self.report.check("V13.1", f"act, {place}"):
            if act.credential is not None:
                require(len(act.credential.key) == 32, "credential is no key")
                self.case.endorsed(envelope, [act.credential.key])
            else:
                require(act.officer is not None, "neither credential nor officer")
                self.case.endorsed(envelope, [self.office(act.officer)])
            require(act.election == self.election, "another election")
            if act.credential is not None:
                self.check_credential(act.credential)
            consultation.check_act(act, False, self.scope.consultation)
            if is_open:
                self.walk.events.append((position, 0, "act", ActEvent(
                    self.scope.id, digest, self.author(act), act, position)))

    def check_credential(self, credential):
        """Every active issuer's signature, and no wrong one (credentials.md §4)."""
        require(credential.style in [style.id for style in self.scope.styles], "unknown style")
        known = [issuer.id for issuer in self.process.issuers]
        named = [signature.issuer for signature in credential.issuer_signatures]
        require(all(issuer in known for issuer in named), "unknown issuer")
        places = [known.index(issuer) for issuer in named]
        require(all(a < b for a, b in zip(places, places[1:])), "issuers out of order, or one twice")
        require(set(self.phases.active) <= set(named), "an active issuer did not sign the credential")
        for signature in credential.issuer_signatures:
            require(len(signature.prefix) == 32 and len(signature.value) == 384, "issuer's signature has a wrong size")
            message = credentials.credential_message(
                self.case.trust.process, self.scope.id, self.election, credential.style, signature.issuer, credential.key)
            blind_rsa.verify(
                self.moduli[signature.issuer, credential.style], signature.prefix + message, signature.value)

    def author(self, act):
        if act.credential is not None:
            transcript = Transcript("nullifier", self.case.trust.process, self.scope.id, self.election)
            return "credential", transcript.absorb("credential", act.credential.key).hash()
        return ("officer", act.officer) if act.officer is not None else ("key", act.key)

    def anchor(self, position, envelope, anchor, place):
        is_open = self.allowed("V13.1", place, self.phases.step == phases.CASTING)
        with self.report.check("V13.1", place):
            key = next((o.ledger_key for o in self.case.genesis.organizations if o.id == anchor.organization), None)
            require(key is not None, "no such organization")
            self.case.endorsed(envelope, [key])
        with self.report.check("V13.1", place):
            require(anchor.election == self.election, "another election")
        number, total, last = self.chains.get(anchor.organization, (0, 0, b""))
        with self.report.check("V13.2", place):
            consultation.check_anchor(anchor, number, total, last, self.scope.consultation)
        self.chains[anchor.organization] = anchor.number, total + anchor.acts, envelope.hash
        name = f"acts/{envelope.hash.hex()}"
        acts = None
        with self.report.check("V13.2", f"list of the anchor {envelope.hash.hex()}"):
            require(name in self.case.files, "the list is missing")
            require(len(self.case.files[name]) <= 1_052_576, "the list is too long")
            acts = consultation.read_list(self.case.files[name])
        if acts is None or not self.election:
            return
        with self.report.check("V13.2", f"list of the anchor {envelope.hash.hex()}"):
            consultation.check_list(anchor, acts)
        seen = set()
        for index, data in enumerate(acts):
            self.public_act(position, index, data, seen, is_open, envelope.hash.hex())

    def public_act(self, position, index, data, seen, is_open, anchor):
        place = f"public act {index} of the anchor {anchor}"
        trust = self.case.trust
        try:
            raw = parse("PublicAct", data).act
            act = parse("Act", raw)
        except Refused as refused:
            self.report.fail("V13.1", f"{place}: {refused.reason}")
            return
        digest = consultation.act_hash(trust.process, self.scope.id, self.election, raw)
        if digest in seen:
            self.report.fail("V13.2", f"{place}: twice in this list")
        seen.add(digest)
        self.walk.name(self.scope.id, digest, act.contents, (position, index))
        with self.report.check("V13.1", place):
            consultation.check_public_act(
                trust.process, self.scope.id, self.election, data, self.scope.consultation)
            if is_open:
                self.walk.events.append((position, index, "act", ActEvent(
                    self.scope.id, digest, self.author(act), act, position)))

    def decision(self, position, envelope, decision, place):
        self.walk.name(self.scope.id, envelope.hash, decision.contents, (position, 0))
        step = self.phases.step
        if decision.type == consultation.COUNT and not self.allowed("V13.4", place, step == phases.CLOSED):
            return
        with self.report.check("V13.1", place):
            if decision.office:
                self.case.endorsed(envelope, [self.office(decision.office)])
            else:
                self.case.by_clerk(envelope, 0)
            consultation.check_decision(decision)
            require(decision.election == self.election and self.frozen, "another election, or none yet")
            require(step != phases.VOIDED or decision.type != consultation.ANSWERED, "after void")
            self.walk.events.append((position, 0, "decision", DecisionEvent(
                self.scope.id, envelope.hash, decision, position)))

    def hold_against_issuances(self, replay):
        """V5.4, consultation.md §8.11."""
        report = self.report
        if not self.with_credentials or not self.frozen or self.phases.step == phases.VOIDED:
            return
        report.begin(self.list_check, self.bound_check)
        if self.phases.step != phases.CLOSED:
            report.reserve(self.bound_check, f"scope {self.scope.id} is open: credentials are not yet held against issuances")
            return
        acting = {(e.act.credential.style, e.author) for e in replay.distinct
                  if e.scope == self.scope.id and e.act.credential is not None}
        counted, issued = Counter(style for style, _ in acting), {}
        for issuer in self.phases.active:
            try:
                listed = issuance.reconcile(self.lists.get(issuer, {}))
                issued[issuer] = Counter(i.request.style for i in listed)
            except Refused as refused:
                report.reserve(self.bound_check, f"issuer {issuer} is unreconciled: {refused.reason}")
        for issuer, by_style in issued.items():
            for style in self.scope.styles:
                with report.check(self.bound_check, f"{issuer}, {style.id}"):
                    require(counted[style.id] <= by_style[style.id],
                            f"{counted[style.id]} credentials acted, {by_style[style.id]} were issued")
        with report.check(self.bound_check):
            require(len(issued) >= self.process.minimum_issuers, "fewer reconciled issuers than the minimum")
        if self.audited and issued:
            report.results["stuffingBound"] = {
                style.id: max(0, min(by[style.id] for by in issued.values()) - counted[style.id])
                for style in self.scope.styles}


class Walk:
    """All consultation scopes of the process."""

    def __init__(self, case):
        self.case = case
        self.scopes = {s.id: Asked(self, s) for s in case.process.scopes if s.consultation is not None}
        self.events, self.anchors, self.foreign = [], set(), set()
        self.named = {}  # commitment -> [(place, scope, what names it, ContentRef)]

    def name(self, scope, of, contents, place):
        for ref in contents:
            self.named.setdefault(ref.commitment, []).append((place, scope, of, ref))

    def read(self):
        """Every record in log order; gives whether anything is asked here."""
        case, known = self.case, {scope.id for scope in self.case.process.scopes}
        for position, envelope in enumerate(case.envelopes):
            kind = envelope.record_kind
            if envelope.process != case.trust.process:
                self.read_foreign(envelope)
            elif envelope.scope in self.scopes:
                self.scopes[envelope.scope].record(position, envelope)
            elif kind in OF_CONSULTATIONS and envelope.scope in known:
                case.report.fail("V13.1", f"record {position}: nothing is asked in this scope")
                self.read_foreign(envelope)
            elif kind == records.ITEM and envelope.scope in known:
                try:
                    item = envelope.parse_body()
                except Refused:
                    continue
                self.events.append((position, 0, "item", (envelope.hash, item.supersedes)))

    def read_foreign(self, envelope):
        """What other processes' records name: their lists and contents are in the archive too."""
        found = []
        try:
            if envelope.record_kind == records.ANCHOR:
                self.anchors.add(envelope.hash)
                for data in consultation.read_list(self.case.files.get(f"acts/{envelope.hash.hex()}", b"")):
                    found.append(parse("Act", parse("PublicAct", data).act))
            elif envelope.record_kind in (records.ACT, records.DECISION):
                found.append(envelope.parse_body())
        except Refused:
            pass
        self.foreign |= {ref.commitment for message in found for ref in message.contents}

    def replay(self):
        void = [name for name, asked in self.scopes.items() if asked.phases.step == phases.VOIDED]
        replay = Replay({name: asked.scope.consultation for name, asked in self.scopes.items()}, void)
        for _, _, kind, value in sorted(self.events, key=lambda event: event[:2]):
            if kind in ("item", "close"):
                getattr(replay, kind)(*value)
            else:
                getattr(replay, kind)(value)
        return replay.finish()


def begin(case):
    """What a process without consultation has none of."""
    asks = any(scope.consultation is not None for scope in case.process.scopes)
    recorded = any(envelope.record_kind == records.CHECKPOINT for envelope in case.envelopes)
    for check in FAMILY:
        if not asks and not (check == "V13.5" and recorded):
            case.report.not_applicable(check, "this process has no consultation")
    return asks


def audited(case):
    """Whether the trust file's scope is a consultation; what does not apply to it."""
    scope = next(s for s in case.process.scopes if s.id == case.trust.scope)
    if scope.consultation is None:
        return False
    names = ["V4.1", "V4.2", "V4.3", "V4.4", "V6.1", "V6.2", "V6.3", "V6.4", "V6.5", "V7.2", "V7.3", "V7.4", "V8.1",
             "V9.1", "V10.1", "V10.2", "V11.1", "V11.2", "V12.1"]
    if not consultation.has_credentials(scope):
        names += ["V5.1", "V5.2", "V5.3", "V5.4"]
    for name in names:
        case.report.not_applicable(name, "the scope is a consultation")
    case.report.begin("V3.3", "V7.1")
    return True


def check(case):
    """V13, and what is said of the audited scope where it is a consultation."""
    report, asks = case.report, begin(case)
    walk = Walk(case)
    walk.read()
    for name in sorted(n for n in case.files if n.startswith("acts/")):
        if bytes.fromhex(name[5:]) not in walk.anchors:
            report.fail("V13.2", f"{name} is a list that no anchor stands for")
    if asks:
        report.begin("V13.1", "V13.2", "V13.3", "V13.4")
    replay = walk.replay()
    for asked in walk.scopes.values():
        asked.hold_against_issuances(replay)
    mine = walk.scopes.get(case.trust.scope)
    if mine is not None and not mine.frozen:
        report.fail("V3.3", "the scope is not frozen")
    hidden = check_contents(walk, replay)
    for event, _, in_force, _ in replay.rulings:
        if event.decision.type == consultation.COUNT and in_force:
            with report.check("V13.4", f"count {event.hash.hex()}"):
                rows = replay.rows(event.scope)
                require((len(rows), merkle.mth(rows)) == (event.decision.rows, event.decision.counts),
                        "not what the record gives")
    times, recorded = check_times(case, asks)
    if asks or recorded:
        report.results["consultation"] = {
            "asOf": times.now, "checkpoints": recorded,
            "scopes": [describe(asked, replay, times, hidden) for asked in walk.scopes.values()]}


def check_contents(walk, replay):
    """V13.3: what is shown and hidden, by scope."""
    report, files = walk.case.report, walk.case.files
    redacted, withheld = replay.hidden(consultation.REDACTION), replay.hidden(consultation.WITHHOLDING)
    hidden = {name: {"shown": 0, "redacted": [], "withheld": []} for name in walk.scopes}

    def decided(ref, of, event):
        by = f"office {event.decision.office}" if event.decision.office else "a clerk"
        return {"commitment": ref.commitment.hex(), "of": of.hex(), "by": by, "decision": event.hash.hex(),
                "reason": event.decision.reason}

    for commitment, uses in sorted(walk.named.items(), key=lambda item: min(use[0] for use in item[1])):
        uses.sort(key=lambda use: use[0])
        _, scope, of, ref = uses[0]
        name, lists = f"contents/{commitment.hex()}", hidden[scope]
        by_author = next(((o, r) for _, _, o, r in uses if r.withheld), None)
        with report.check("V13.3", f"content {commitment.hex()} of {of.hex()}"):
            if commitment in redacted:
                lists["redacted"].append(decided(ref, of, redacted[commitment]))
                require(name not in files, "in the archive although redacted")
            elif by_author is not None or commitment in withheld:
                lists["withheld"].append(
                    {"commitment": commitment.hex(), "of": by_author[0].hex(), "by": "author", "decision": "",
                     "reason": by_author[1].withheld} if by_author else decided(ref, of, withheld[commitment]))
                require(name not in files, "in the archive although withheld")
            else:
                require(name in files, "missing: neither there, nor redacted, nor withheld")
                lists["shown"] += 1
                salt, kind, media_type, data = consultation.read_content(files[name])
                for _, place, _, each in uses:
                    found = consultation.commitment(walk.case.trust.process, place, salt, kind, media_type, data)
                    require(found == commitment, "does not fit its commitment")
                    require((kind, len(data)) == (each.kind, each.length), "of another kind or length")
    for name in sorted(n for n in files if n.startswith("contents/")):
        commitment = bytes.fromhex(name[9:])
        if commitment not in walk.named and commitment not in walk.foreign:
            report.fail("V13.3", f"{name} is a content that no record commits to")
    return hidden


def check_times(case, asks):
    """V13.5: (Times, how many are recorded)."""
    report, trust, recorded, last = case.report, case.trust.log(), [], -1
    if asks:
        report.begin("V13.5")
    for position, envelope in enumerate(case.envelopes):
        if envelope.record_kind != records.CHECKPOINT:
            continue
        with report.check("V13.5", f"record {position}"):
            body = envelope.parse_body()
            case.endorsed(envelope, [case.genesis.log_key])
            checkpoint = notes.read_checkpoint(body.note, trust)
            size, stamps = checkpoint.size, [time for _, time in checkpoint.cosigners]
            recorded.append((size, stamps))
            previous, last = last, max(last, size)
            require(size >= previous + 2, "covers nothing new")
            require(size <= position, "covers itself, or what came after it")
            require(checkpoint.root == merkle.mth(case.entries[:size]), "another root than the log's")
            if max(stamps) - min(stamps) > 600:
                report.reserve("V13.5", f"record {position}: clocks {max(stamps) - min(stamps)} seconds apart")
    own = notes.read_checkpoint(case.files["checkpoint"], trust)
    return Times(recorded, [time for _, time in own.cosigners]), len(recorded)


def describe(asked, replay, times, hidden):
    """The scope as verdict.schema.json has it."""
    name = asked.scope.id
    acts, standing = Counter(), Counter()
    for event in replay.distinct:
        if event.scope == name:
            acts[event.act.type, identity(event.act)] += 1
    chains = [chain for chain in replay.chains if chain.first.scope == name]
    for chain in chains:
        standing[chain.last.act.type, identity(chain.last.act)] += chain.counts
    owed = replay.owed(name, times)

    def of_scope(events):
        return [event.hash.hex() for event in events if event.scope == name]

    def due(state):
        return [{"act": n.hex(), "due": d, "answered": a or 0} for n, d, a, s in owed if s == state]

    def words(kind, who):
        return {"type": consultation.WORDS[kind - 1], "identity": consultation.IDENTITIES[who - 1]}

    states = Counter(state for _, _, _, state in owed)
    return {
        "id": name, "state": asked.where(), "items": len(asked.items), "anchors": asked.anchors,
        "decisions": asked.decisions,
        "acts": [words(*key) | {"recorded": number, "standing": standing[key]} for key, number in sorted(acts.items())],
        "counts": [{"target": thing.hex()} | words(kind, who) | {"value": value, "number": number}
                   for (thing, kind, who, value), number in replay.counts(name).items()],
        "owed": len(owed), "answered": states["answered"], "waiting": states["open"],
        "late": due("late"), "overdue": due("overdue"),
        "shown": hidden[name]["shown"], "redacted": hidden[name]["redacted"], "withheld": hidden[name]["withheld"],
        "dangling": of_scope(replay.dangling),
        "overQuota": [chain.name.hex() for chain in chains if chain.over_quota],
        "repeated": of_scope(replay.repeated), "unchained": of_scope(replay.unchained),
        "danglingDecisions": of_scope(event for event, dangling, _, _ in replay.rulings if dangling),
    }
