"""chains.json: which ballot counts (ballots.md §5)."""

from typing import NamedTuple

from urna_reference.ballots import chain
from urna_reference.transcript import ZERO, sha256


class Link(NamedTuple):
    tracker: bytes
    replaces: bytes


def name(letter):
    return ZERO if letter == "0" else sha256(letter.encode())


def case(what, *links):
    """Links as "A<0": tracker A replaces the zero tracker."""
    ballots = [Link(name(text[0]), name(text[2])) for text in links]
    counted, superseded, unchained = chain(ballots)
    return {
        "what": what,
        "ballots": [{"tracker": b.tracker.hex(), "replaces": b.replaces.hex()} for b in ballots],
        "counted": counted.tracker.hex() if counted else None,
        "superseded": [b.tracker.hex() for b in superseded],
        "unchained": [b.tracker.hex() for b in unchained],
    }


def wrong(why, *links, counted):
    case_ = case("", *links)
    given = name(counted).hex() if counted else None
    assert case_["counted"] != given, why
    return {"ballots": case_["ballots"], "counted": given, "why": why}


def make():
    valid = [
        case("no ballot"),
        case("one ballot", "A<0"),
        case("replaced once", "A<0", "B<A"),
        case("replaced twice", "A<0", "B<A", "C<B"),
        case("two at first: the one first in log order", "A<0", "B<0"),
        case("a fork: the first that replaces", "A<0", "B<A", "C<A"),
        case("the loser of a fork is replaced in vain", "A<0", "B<A", "C<A", "D<C"),
        case("ordered out of turn: a replacement may stand before what it replaces", "B<A", "A<0"),
        case("a whole chain backwards", "C<B", "B<A", "A<0"),
        case("replaces a tracker that is nowhere", "B<X"),
        case("the same tracker again is no new ballot", "A<0", "B<A", "A<0"),
        case("old ballot replayed over a newer one, with another in between", "A<0", "B<A", "C<B", "B<A", "A<0"),
        case("forks at each step", "A<0", "B<0", "C<B", "D<A", "E<A", "F<D", "G<C"),
    ]
    invalid = [
        wrong("the last in log order does not count by being last", "A<0", "B<0", counted="B"),
        wrong("the first one is superseded", "A<0", "B<A", counted="A"),
        wrong("an old ballot replayed does not win", "A<0", "B<A", "A<0", counted="A"),
        wrong("the later branch of a fork loses", "A<0", "B<A", "C<A", counted="C"),
        wrong("the longer branch does not win", "A<0", "B<A", "C<A", "D<C", counted="D"),
        wrong("order on the log does not break a chain", "B<A", "A<0", counted="A"),
        wrong("nothing counts without a beginning", "B<X", counted="B"),
        wrong("nothing counts without a beginning, however long", "B<X", "C<B", counted="C"),
        wrong("the chain goes on", "A<0", "B<A", "C<B", counted="B"),
        wrong("the chain goes on backwards", "C<B", "B<A", "A<0", counted="B"),
        wrong("a voter's ballot counts", "A<0", counted=""),
        wrong("exactly one of two counts", "A<0", "B<0", counted=""),
        wrong("the second branch's end does not count", "A<0", "B<0", "C<B", "D<A", counted="C"),
    ]
    return {
        "description": "For one nullifier, the accepted ballots in log order. Valid: which counts, which are superseded "
        "(in chain order), which unchained (in log order). Invalid: counted is not this one.",
        "spec": "ballots.md §5",
        "shapes": {"tracker, replaces, counted, superseded, unchained": "32 bytes, hex; counted null where none counts"},
        "valid": valid,
        "invalid": invalid,
    }
