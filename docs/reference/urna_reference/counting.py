"""The counting rules (spec counting.md). Options are given in ballot order."""

from typing import NamedTuple

from .encoding import read_decimal
from .refusal import Refused

WITHDRAWN = read_decimal("999999999")  # Pabulib's mark of a withdrawn project


class Option(NamedTuple):
    id: str
    votes: int
    cost: str = ""  # decimal
    conflicts: tuple = ()  # ids


def select(rule, options):
    """Ids in the order of selection; `rule` a Rule message."""
    ranking = sorted(options, key=lambda option: -option.votes)  # stable: ties stay in item order
    if rule.name in ("plurality", "approval"):
        return [option.id for option in ranking[: rule.seats]]
    left, selected = read_decimal(rule.budget), []
    for option in ranking:
        cost = read_decimal(option.cost)
        if rule.name != "greedy" and option.votes < rule.threshold:
            continue
        if rule.name == "greedy-exclusive" and any(
            option.id in other.conflicts or other.id in option.conflicts for other in selected
        ):
            continue
        if cost <= left:
            selected.append(option)
            left -= cost
        elif rule.name == "greedy-no-skip" and cost != WITHDRAWN:
            break
    if not rule.name.startswith("greedy"):
        raise Refused("unknown rule")
    return [option.id for option in selected]
