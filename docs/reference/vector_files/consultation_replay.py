"""consultation-replay.json: which acts stand, what counts, what is owed."""

from urna_reference.consultation import ActEvent, DecisionEvent, Replay, Times
from urna_reference.seeded import Seeded
from urna_reference.transcript import ZERO
from urna_reference.wire import Message

NAMES = {1: "propose", 2: "co-sign", 3: "support", 4: "comment", 5: "opinion", 6: "answer", 7: "report",
         8: "complaint", 9: "attendance"}


class Story:
    """Events in log order, a name for each; hashes are the names' own."""

    def __init__(self, what, scopes, recorded=(), own=(1000,), void=()):
        self.what, self.scopes, self.void = what, scopes, list(void)
        self.recorded, self.own = list(recorded), list(own)
        self.random, self.names, self.events = Seeded("replay " + what), {"": b""}, []

    def hash(self, name):
        if name not in self.names:
            self.names[name] = self.random.bytes(32)
        return self.names[name]

    def item(self, name, supersedes=""):
        self.events.append({"event": "item", "hash": self.hash(name).hex(), "supersedes": self.hash(supersedes).hex()})
        return self

    def act(self, name, kind, author, target="", value=0, replaces=None, scope="s", contents=(), parents=(), position=None):
        """`author`: identity, then a name: "credential a", "public k", "social k", "officer works"."""
        self.events.append({
            "event": "act", "scope": scope, "position": self.place(position), "hash": self.hash(name).hex(),
            "type": kind, "author": author, "target": self.hash(target).hex(),
            "replaces": (self.hash(replaces) if replaces else ZERO).hex(), "value": value,
            "parents": [self.hash(parent).hex() for parent in parents],
            "contents": [self.hash(content).hex() for content in contents],
        })
        return self

    def decide(self, name, kind, target="", status=0, supersedes="", commitments=(), contents=(), scope="s",
               position=None):
        self.events.append({
            "event": "decision", "scope": scope, "position": self.place(position), "hash": self.hash(name).hex(),
            "type": kind, "target": self.hash(target).hex(), "status": status,
            "supersedes": self.hash(supersedes).hex(), "commitments": [self.hash(c).hex() for c in commitments],
            "contents": [self.hash(content).hex() for content in contents],
        })
        return self

    def close(self, scope="s", position=None):
        self.events.append({"event": "close", "scope": scope, "position": self.place(position)})
        return self

    def place(self, position):
        return len(self.events) if position is None else position

    def play(self):
        consultations = {name: consultation(rules, seconds) for name, (rules, seconds) in self.scopes.items()}
        replay = Replay(consultations, self.void)
        for event in self.events:
            self.take(replay, event)
        replay.finish()
        times = Times(self.recorded, self.own)
        return {
            "what": self.what, "scopes": {
                name: {"answerSeconds": seconds, "rules": [
                    {"type": t, "identity": i, "quota": q, "answered": a} for t, i, q, a in rules]}
                for name, (rules, seconds) in self.scopes.items()},
            "void": self.void, "recorded": [{"size": size, "times": stamps} for size, stamps in self.recorded],
            "own": self.own, "events": self.events,
        }, {
            "repeated": [event.hash.hex() for event in replay.repeated],
            "dangling": [event.hash.hex() for event in replay.dangling],
            "unchained": [event.hash.hex() for event in replay.unchained],
            "overQuota": [chain.name.hex() for chain in replay.chains if chain.over_quota],
            "chains": [{"first": c.name.hex(), "last": c.last.hash.hex(), "counts": c.counts} for c in replay.chains],
            "danglingDecisions": [event.hash.hex() for event, dangling, _, _ in replay.rulings if dangling],
            "inForce": [event.hash.hex() for event, _, in_force, _ in replay.rulings if in_force],
            "redacted": sorted(c.hex() for c in replay.hidden(2)),
            "withheld": sorted(c.hex() for c in replay.hidden(3)),
            "rows": {scope: [row.hex() for row in replay.rows(scope)] for scope in self.scopes},
            "owed": {scope: [
                {"name": name.hex(), "due": due, "answered": answered or 0, "state": state}
                for name, due, answered, state in replay.owed(scope, times)] for scope in self.scopes},
        }

    @staticmethod
    def take(replay, event):
        unhex = bytes.fromhex
        if event["event"] == "item":
            replay.item(unhex(event["hash"]), unhex(event["supersedes"]))
        elif event["event"] == "close":
            replay.close(event["scope"], event["position"])
        elif event["event"] == "act":
            identity, name = event["author"].split(" ")
            fields = {"credential": {"credential": Message("ActCredential", style="all", key=name.encode())},
                      "officer": {"officer": name}}.get(identity, {"key": name.encode()})
            act = Message(
                "Act", type=event["type"], channel=5 if identity == "social" else 1, target=unhex(event["target"]),
                replaces=unhex(event["replaces"]), value=event["value"], parents=[unhex(p) for p in event["parents"]],
                contents=[Message("ContentRef", kind=1, commitment=unhex(c)) for c in event["contents"]], **fields,
            )
            author = ("key" if identity in ("public", "social") else identity, name)
            replay.act(ActEvent(event["scope"], unhex(event["hash"]), author, act, event["position"]))
        else:
            decision = Message(
                "Decision", type=event["type"], target=unhex(event["target"]), status=event["status"],
                supersedes=unhex(event["supersedes"]), commitments=[unhex(c) for c in event["commitments"]],
                contents=[Message("ContentRef", kind=1, commitment=unhex(c)) for c in event["contents"]],
            )
            replay.decision(DecisionEvent(event["scope"], unhex(event["hash"]), decision, event["position"]))


def consultation(rules, seconds):
    return Message("Consultation", answer_seconds=seconds, acts=[
        Message("ActRule", type=t, identity=i, quota=q, answered=a) for t, i, q, a in rules])


SUPPORT = [(1, 1, 2, 0), (3, 1, 2, 0), (3, 2, 0, 0), (3, 3, 0, 0), (3, 4, 0, 0), (4, 2, 0, 0), (5, 1, 9, 0)]
REPORTS = [(4, 2, 0, 2), (7, 2, 0, 1), (8, 2, 0, 1)]


def stories():
    yield (Story("one voice a thing, replaced, withdrawn, and back", {"s": (SUPPORT, 0)})
           .item("i").act("a1", 3, "credential a", "i", 1).act("a2", 3, "credential a", "i", 0, "a1")
           .act("b1", 3, "credential b", "i", 1).act("a3", 3, "credential a", "i", 1, "a2")
           .act("a4", 3, "credential a", "i", 1).act("a5", 3, "credential a", "i", 1, "a1")
           .act("b1", 3, "credential b", "i", 1)), ""
    yield (Story("a quota counts chains that are not withdrawn, in the order of their beginnings", {"s": (SUPPORT, 0)})
           .item("i").item("j").item("k").item("l")
           .act("a1", 3, "credential a", "i", 1).act("a2", 3, "credential a", "j", 1)
           .act("a3", 3, "credential a", "k", 1).act("a4", 3, "credential a", "l", 1)
           .act("a5", 3, "credential a", "i", 0, "a1")), ""
    yield (Story("versions of an item are one thing, a proposal's versions one chain", {"s": (SUPPORT, 0)})
           .item("i1").act("s1", 3, "credential a", "i1", 1).item("i2", "i1").act("s2", 3, "credential b", "i2", 1)
           .act("s3", 3, "credential a", "i2", 0, "s1")
           .act("p1", 1, "credential a").act("p2", 1, "credential a", "", 0, "p1", parents=["p1"])
           .act("s4", 3, "public k", "p1", 1).act("s5", 3, "public k", "p2", 1).act("s6", 3, "public l", "p2", 1)), ""
    yield (Story("officers' sheets are sums, social polls are in no count", {"s": (SUPPORT, 0)})
           .item("i").act("o1", 3, "officer works", "i", 40).act("o2", 3, "officer works", "i", 41, "o1")
           .act("k1", 3, "social k", "i", 1).act("k2", 3, "social l", "i", 1).act("k3", 3, "public m", "i", 1)
           .act("v1", 5, "credential a", "i", 2).act("v2", 5, "credential b", "i", 2)
           .act("v3", 5, "credential c", "i", 3)), ""
    yield (Story("acts on acts: comments on comments, proposals merged", {"s": (SUPPORT, 0)})
           .item("i").act("p1", 1, "credential a", "i").act("p2", 1, "credential b", "i")
           .act("p3", 1, "credential c", "i", parents=["p1", "p2"]).act("c1", 4, "public k", "p3", 1)
           .act("c2", 4, "public l", "c1", 2).act("c3", 4, "public k", "p3", 1)), ""
    yield (Story("answers: in time, late, overdue, not yet due; received is none", {"s": (REPORTS, 100)},
                 recorded=[(5, [1000, 1001, 1002]), (8, [1050, 1060, 1070]), (11, [1150, 1160, 1170])],
                 own=[1180, 1190, 1200])
           .item("i").act("r1", 7, "public k", "i", contents=["t1"], position=1)
           .act("r2", 7, "public l", "i", position=2).act("r3", 7, "public m", "i", position=3)
           .decide("d1", 1, "r1", 1, position=5).decide("d2", 1, "r1", 5, position=6)
           .decide("d3", 1, "r2", 3, position=9).act("r4", 7, "public n", "i", position=10)
           .decide("d4", 1, "r1", 6, supersedes="d2", position=12)), ""
    yield (Story("an appeal against an answer has a clock of its own", {"s": (REPORTS, 100)},
                 recorded=[(3, [1000]), (6, [1100])], own=[1250])
           .item("i").act("r1", 7, "public k", "i", position=1).decide("d1", 1, "r1", 4, position=3)
           .act("c1", 8, "public k", "d1", position=4)), ""
    yield (Story("one answer for what was commented on, after the close", {"s": (REPORTS, 100)},
                 recorded=[(6, [1000]), (8, [1050]), (20, [1300])], own=[1300])
           .item("i").item("j").item("k").act("c1", 4, "public a", "i", position=3)
           .act("c2", 4, "public b", "i", position=4).act("c3", 4, "public c", "j", position=5)
           .decide("d0", 1, "j", 3, position=6).close(position=7)
           .decide("d1", 1, "i", 4, position=7).decide("d2", 1, "j", 3, position=9)), ""
    yield (Story("redacted and withheld, and lifted in part", {"s": (REPORTS, 100)})
           .item("i").act("r1", 7, "public k", "i", contents=["t1", "t2", "t3"])
           .decide("w1", 3, "r1", commitments=["t1", "t2"]).decide("w2", 3, "r1", supersedes="w1", commitments=["t1"])
           .decide("e1", 2, "r1", commitments=["t3"])
           .decide("a1", 1, "r1", 5, contents=["u1"]).decide("e2", 2, "a1", commitments=["u1"])), ""
    yield (Story("an act of another scope of the process may be acted on", {"s": (SUPPORT, 0), "z": (SUPPORT, 0)})
           .item("i").act("p1", 1, "credential a", "i").act("s1", 3, "credential a", "p1", 1, scope="z")
           .act("s2", 3, "credential a", "p1", 1, scope="s")), ""
    for story, why in wrong():
        yield story, why


def wrong():
    """What is on the record and counts for nothing."""
    yield (Story("a target that is not there yet", {"s": (SUPPORT, 0)})
           .act("a1", 3, "credential a", "i", 1).item("i")), "a target must stand before the act"
    yield (Story("a target of a wrong type", {"s": (SUPPORT, 0)})
           .item("i").act("c1", 4, "public k", "i").act("a1", 3, "credential a", "c1", 1)), "no support for a comment"
    yield (Story("a dangling act cannot be acted on", {"s": (SUPPORT, 0)})
           .act("c1", 4, "public k", "i").act("c2", 4, "public l", "c1")), "it is in no chain"
    yield (Story("another's act replaced", {"s": (SUPPORT, 0)})
           .item("i").act("a1", 3, "credential a", "i", 1).act("b1", 3, "credential b", "i", 0, "a1")), "not its author"
    yield (Story("replaced on another thing", {"s": (SUPPORT, 0)})
           .item("i").item("j").act("a1", 3, "credential a", "i", 1)
           .act("a2", 3, "credential a", "j", 1, "a1")), "a chain stays on its thing"
    yield (Story("a version before the one that it replaces", {"s": (SUPPORT, 0)})
           .item("i").act("a2", 3, "credential a", "i", 0, "a1").act("a1", 3, "credential a", "i", 1)), "too early"
    yield (Story("a parent that is none", {"s": (SUPPORT, 0)})
           .item("i").act("p1", 1, "credential a", parents=["i"])), "an item is no parent"
    yield (Story("decisions on what is not there", {"s": (REPORTS, 100)})
           .item("i").decide("d1", 1, "x", 5).decide("d2", 2, "x", commitments=["t1"])
           .act("r1", 7, "public k", "i", contents=["t1"]).decide("d3", 2, "r1", commitments=["t1", "t2"])
           .decide("d4", 1, "r1", 5).decide("d5", 1, "i", 6, supersedes="d4")
           .decide("d6", 1, "r1", 6, supersedes="d4").decide("d7", 1, "r1", 7, supersedes="d4")
           ), "unknown targets, contents of nobody, superseded on another target or already"
    yield (Story("acts and answers of a void scope are left out, redactions are not", {"s": (REPORTS, 100)}, void=["s"])
           .item("i").act("r1", 7, "public k", "i", contents=["t1"]).decide("d1", 1, "r1", 5)
           .decide("d2", 2, "r1", commitments=["t1"])), "nothing counts in it"
    yield (Story("redacted though dangling", {"s": (SUPPORT, 0)})
           .act("c1", 4, "public k", "x", contents=["t1"]).decide("e1", 2, "c1", commitments=["t1"])), \
        "what counts for nothing can be erased all the same"


def make():
    valid, invalid = [], []
    for story, why in stories():
        case, result = story.play()
        if why:
            invalid.append(case | {"why": why, "result": result})
        else:
            valid.append(case | {"result": result})
    return {
        "description": "Replays. Valid: acts that stand beside some that do not; invalid: stories about what counts for "
        "nothing. Both say exactly what comes out.",
        "spec": "consultation.md §7, §8",
        "shapes": {
            "events": "in log order: item (hash, supersedes), act, decision, close; hashes stand for those that records "
            "would have. author: identity and a name, one author with one name; public and social authors are keys",
            "result": "acts and decisions by hash; rows by scope, exact bytes; owed by scope: state answered, late, "
            "overdue or open",
            "hex": "all bytes",
        },
        "valid": valid,
        "invalid": invalid,
    }
