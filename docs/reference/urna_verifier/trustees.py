"""The ceremony, round by round: V4 (spec ceremony.md)."""

from urna_reference import ceremony, freeze, records
from urna_reference.ceremony import Setting
from urna_reference.refusal import require

from . import phases


class Round:
    def __init__(self, setting):
        self.setting = setting
        self.commits, self.openings, self.coefficients = {}, {}, {}
        self.complaints, self.answers, self.signed = set(), set(), set()  # (dealer, recipient); trustees
        self.excluded_later = set()

    def opened(self):
        return set(self.openings) == set(self.setting.active)

    def unanswered(self):
        return self.complaints - self.answers


def check(case):
    report, process = case.report, case.process
    report.begin("V4.1", "V4.2", "V4.3", "V4.4")
    everybody = list(range(1, len(process.trustees) + 1))
    end, last_restart = case.end_of_ceremony(), b""
    rounds = [Round(Setting(case.trust.process, case.process_hash, process.threshold, 1, everybody))]
    for position, envelope, message in case.mine:
        where = f"record {position}"
        if message is None or envelope.scope:
            continue
        if envelope.record_kind == records.CEREMONY:
            with report.check("V7.1", where):
                require(position < end, "ceremony after a freeze")
                require(message.trustee in everybody, "no such trustee")
                case.endorsed(envelope, [process.trustees[message.trustee - 1].party.key])
            if position < end and message.trustee in everybody:
                step(report, where, rounds[-1], message)
        elif envelope.record_kind == records.PHASE:
            with report.check("V7.1", where):
                case.by_clerk(envelope, case.majority())
            with report.check("V7.1", where):
                require(position < end, "restart after a freeze")
                rounds.append(restart(case, message, rounds[-1], last_restart))
                last_restart = envelope.hash
                for earlier in rounds[:-1]:
                    earlier.excluded_later |= set(message.excluded)
    for number, earlier in enumerate(rounds, 1):
        with report.check("V4.3", f"round {number}"):
            left = [dealer for dealer, _ in earlier.unanswered() if dealer not in earlier.excluded_later]
            require(not left, f"complaints against trustees {sorted(left)} stand unanswered")
    case.active = rounds[-1].setting.active
    case.trustee_keys = {}
    with report.check("V4.4"):
        finish(case, rounds[-1])


def restart(case, phase, last, previous):
    """Step 6 and records.md §6: the next round. `previous`: the record hash of the restart before, or empty."""
    require(phase.previous == previous, "previous is not the restart before it")
    phases.check_plain(phase)
    excluded = phase.excluded
    everybody = range(1, len(case.process.trustees) + 1)
    require(phase.round == last.setting.round + 1, "not the next round")
    require(excluded == sorted(set(excluded)) and set(excluded) <= set(everybody), "excluded: not ascending trustees")
    earlier = set(everybody) - set(last.setting.active)
    require(earlier < set(excluded), "not all earlier excluded ones and a new one")
    active = [i for i in everybody if i not in excluded]
    require(len(active) >= case.process.threshold, "fewer than t stay")
    return Round(last.setting._replace(round=phase.round, active=active))


def step(report, where, this, message):
    """Steps 1 to 5 for one record."""
    i, setting = message.trustee, this.setting
    if message.sign_off is not None:
        family = "V4.4"
    elif message.complaint is not None or message.answer is not None:
        family = "V4.3"
    else:
        family = "V4.1"
    right = False
    with report.check(family, where):
        require(message.round == setting.round, "not the current round")
        require(i in setting.active, "not an active trustee")
        given = (message.commit, message.opening, message.complaint, message.answer, message.sign_off)
        require(any(part is not None for part in given), "no step")
        right = True
    if right:
        take(report, where, this, message)


def take(report, where, this, message):
    """One step by an active trustee in the current round."""
    i, setting = message.trustee, this.setting
    if message.commit is not None:
        with report.check("V4.1", where):
            require(len(message.commit) == 32, "commitment is not 32 bytes")
            require(i not in this.commits, "a second commitment")
            require(not this.openings, "committed after an opening")
            this.commits[i] = message.commit
    elif message.opening is not None:
        opening = None
        with report.check("V4.1", where):
            require(set(this.commits) == set(setting.active), "opened before all have committed")
            require(i not in this.openings, "a second opening")
            opening, points = ceremony.read_opening(setting, i, message.opening, this.commits[i])
        if opening is not None:
            with report.check("V4.2", where):
                ceremony.check_possession(setting, i, opening, points)
            this.openings[i], this.coefficients[i] = message.opening, points
    elif message.complaint is not None:
        with report.check("V4.3", where):
            require(this.opened(), "complained before all have opened")
            require(message.complaint in setting.active and message.complaint != i, "complaint against nobody")
            require((message.complaint, i) not in this.complaints, "a second complaint")
            require(i not in this.signed, "complained after signing off")
            this.complaints.add((message.complaint, i))
    elif message.answer is not None:
        with report.check("V4.3", where):
            require((i, message.answer.recipient) in this.unanswered(), "answers no complaint")
            ceremony.check_share(this.coefficients[i], message.answer.recipient, message.answer.share)
            this.answers.add((i, message.answer.recipient))
    elif message.sign_off is not None:
        with report.check("V4.4", where):
            require(this.opened(), "signed off before all have opened")
            require(i not in this.signed, "a second sign-off")
            require(not this.unanswered(), "signed off over a complaint")
            key = ceremony.joint_key(this.coefficients)
            require(message.sign_off.joint_key == key.encode(), "another joint key")
            transcript = ceremony.sign_off_transcript(setting, this.openings)
            require(message.sign_off.transcript == transcript, "another transcript")
            this.signed.add(i)


def finish(case, last):
    """Step 7: everybody has signed off, and the definition names the keys."""
    active = last.setting.active
    require(last.opened(), f"round {last.setting.round}: not all have opened")
    require(last.signed == set(active), f"round {last.setting.round}: not all have signed off")
    case.trustee_keys = {i: ceremony.public_key(last.coefficients, i) for i in active}
    require(case.definition is not None, "no definition names the keys")
    key = ceremony.joint_key(last.coefficients)
    freeze.check_trustees(case.definition, last.setting.round, key, case.trustee_keys)
