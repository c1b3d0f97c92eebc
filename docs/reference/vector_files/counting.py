"""counting.json: outcomes by rule."""

from urna_reference.counting import Option, select
from urna_reference.wire import Message


def case(what, name, options, seats=0, budget="", threshold=0):
    """Options as "id votes [cost [conflict]]"."""
    parsed = []
    for option in options:
        words = option.split()
        parsed.append(Option(words[0], int(words[1]), words[2] if len(words) > 2 else "", tuple(words[3:])))
    rule = Message("Rule", name=name, seats=seats, budget=budget, threshold=threshold, ties="item-order")
    return {
        "what": what,
        "rule": {"name": name, "seats": seats, "budget": budget, "threshold": threshold, "ties": "item-order"},
        "options": [o._asdict() | {"conflicts": list(o.conflicts)} for o in parsed],
        "selected": select(rule, parsed),
    }


def make():
    projects = ["a 10 50", "b 20 60", "c 15 45", "d 5 5"]
    tied = ["a 5", "b 7", "c 7", "d 5"]
    exclusive = ["a 10 10 c", "b 9 10", "c 8 10", "d 7 10 b"]
    valid = [
        case("most votes", "plurality", tied, seats=1),
        case("two seats", "plurality", tied, seats=2),
        case("a tie at the border: item order", "plurality", tied, seats=3),
        case("more seats than items", "approval", tied, seats=9),
        case("nobody voted: item order still", "approval", ["a 0", "b 0"], seats=1),
        case("passes over what does not fit", "greedy", projects, budget="110"),
        case("stops at what does not fit", "greedy-no-skip", projects, budget="100"),
        case("exactly the budget", "greedy", ["a 2 60", "b 1 40"], budget="100"),
        case("short by a ten-thousandth", "greedy", ["a 2 60", "b 1 40.0001"], budget="100"),
        case("beyond what doubles hold", "greedy", ["a 2 900000000000000.0001", "b 1 99999999999999.9998"],
             budget="999999999999999.9999"),
        case("costs nothing", "greedy", ["a 2 0", "b 1 0"], budget="0"),
        case("no votes, but it fits", "greedy", ["a 0 10", "b 1 10"], budget="20"),
        case("ties by item order", "greedy", ["a 3 60", "b 3 50", "c 3 50"], budget="100"),
        case("threshold", "greedy-threshold", projects, budget="200", threshold=10),
        case("threshold of nobody", "greedy-threshold", projects, budget="200", threshold=21),
        case("threshold and no-skip: what is below it does not stop", "greedy-no-skip", ["a 9 50", "b 1 90", "c 8 40"],
             budget="100", threshold=2),
        case("threshold and no-skip: what is above it does", "greedy-no-skip", ["a 9 50", "b 8 90", "c 7 40"],
             budget="100", threshold=2),
        case("a withdrawn project does not stop no-skip", "greedy-no-skip", ["a 9 50", "b 8 999999999", "c 7 40"],
             budget="100"),
        case("nearly the mark of a withdrawn project", "greedy-no-skip", ["a 9 50", "b 8 999999998", "c 7 40"],
             budget="100"),
        case("nearly the mark of a withdrawn project, the other way", "greedy-no-skip",
             ["a 9 50", "b 8 999999999.0001", "c 7 40"], budget="100"),
        case("threshold and conflicts: what is below it excludes nobody", "greedy-exclusive", ["a 1 10 b", "b 0 10 c",
             "c 9 10"], budget="100", threshold=1),
        case("conflicts in both directions", "greedy-exclusive", exclusive, budget="100"),
        case("a conflict with one passed over is none", "greedy-exclusive", ["a 9 200", "b 8 10 a"], budget="100"),
    ]
    invalid = []
    for base, selected, why in (
        (0, ["c"], "a tie is broken by item order, not by the last"),
        (1, ["c", "b"], "item order among the tied"),
        (2, ["b", "c", "d"], "item order at the border"),
        (3, ["a", "b", "c", "d"], "in the order of votes"),
        (5, ["b", "c"], "greedy goes on after what does not fit"),
        (5, ["b", "d", "c"], "in the order of votes"),
        (5, ["a", "b"], "not in item order"),
        (6, ["b", "d"], "no-skip stops"),
        (6, ["b", "c", "d"], "no-skip stops at the first"),
        (7, ["a"], "exactly the budget fits"),
        (8, ["a", "b"], "a ten-thousandth over does not fit"),
        (9, ["a"], "exact decimals, no doubles"),
        (10, [], "zero fits in zero"),
        (11, ["b"], "no votes is no threshold"),
        (12, ["b", "c"], "a stands first, and then neither of the others fits"),
        (13, ["b", "c", "a", "d"], "d is below the threshold"),
        (15, ["a"], "what is below the threshold is passed over before it can stop"),
        (16, ["a", "c"], "what is above the threshold stops"),
        (17, ["a"], "a withdrawn project does not stop"),
        (18, ["a", "c"], "999999998 is a cost like any other"),
        (19, ["a", "c"], "999999999.0001 is a cost like any other"),
        (20, ["c"], "b is below the threshold and names c in vain, so a is free to be taken"),
        (21, ["a", "b", "c", "d"], "a names c"),
        (21, ["a", "b", "d"], "d names b"),
        (22, [], "b fits"),
    ):
        assert valid[base]["selected"] != selected, (base, why)
        invalid.append(valid[base] | {"selected": selected, "why": why})
    return {
        "description": "Outcomes. Valid: the rule selects exactly these, in this order. Invalid: it does not.",
        "spec": "counting.md",
        "shapes": {"options": "in ballot order: id, votes, cost (decimal or empty), conflicts (ids)",
                   "selected": "ids in the order of selection"},
        "valid": valid,
        "invalid": invalid,
    }
