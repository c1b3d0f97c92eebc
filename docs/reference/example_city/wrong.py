"""Wrong elections by liars who hold every key: each says what is wrong, and which check is the first to fail.

A recipe plays an election and may stop early: what comes after the fault does not matter.
"""

import importlib
from typing import NamedTuple

from urna_reference import records
from urna_reference.refusal import Refused
from urna_reference.records import make_record
from urna_reference.transcript import ZERO

from .parties import PROCESS, SCOPE
from .voting import City

RECIPES = {}


class Recipe(NamedTuple):
    check: str
    what: str
    play: object  # () -> City


def wrong(check, what):
    """Registers a recipe under its function's name."""

    def register(play):
        assert play.__name__ not in RECIPES
        RECIPES[play.__name__] = Recipe(check, what, play)
        return play

    return register


def finish(city):
    """From the close on, as far as the fault lets it."""
    try:
        return city.close().publish().fix().decrypt().certify()
    except (Refused, IndexError, ValueError, KeyError):
        return city


def voted():
    """A city of one voter in the north, with casting open, and the voter's credential: (city, seed, signatures)."""
    city = City("wrong", [("north", [])]).prepare()
    return (city, *city.issue(city.voters[0]))


def north(city, seed, signatures, choices=((1, 0),), replaces=ZERO):
    return city.make_ballot("north", seed, signatures, replaces, [list(c) for c in choices])


def recast(city, record, seed, **changes):
    """The same ballot with another body, signed by its credential."""
    parsed = records.Parsed(record)
    signer = records.Signer(seed=seed)
    return make_record(records.BALLOT, PROCESS, SCOPE, parsed.message.but(**changes), [signer])


def whole():
    """Up to the close, everybody honest: three voters, the second of whom changes her mind."""
    votes = [("north", [[[1, 0]]]), ("north", [[[0, 1]], [[1, 0]]]), ("north", [[[0, 1]]])]
    return City("wrong", votes).prepare().vote().close()


def load():
    """Every recipe, from the files that hold them."""
    for name in ("ledger", "setup", "issuances", "ballots", "phases", "tally"):
        importlib.import_module(f"example_city.wrong_{name}")
    return RECIPES
