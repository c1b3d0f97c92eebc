"""The golden archive's wrong siblings: recipes over the one archive, each of which says what is wrong.

A recipe is a function of the Workshop that gives an archive's files. Four sorts, by what the liar holds: nothing but
the files (`files`); the manifest too (`storage`); the keys of log, orderer and cosigners (`log`); every key
(`records`). The trust file is always the golden one."""

import importlib
from typing import NamedTuple

RECIPES = {}


class Recipe(NamedTuple):
    sort: str
    what: str
    make: object  # (Workshop) -> files by name


def sibling(sort, name, what):
    """Registers a recipe."""

    def register(make):
        full = f"{sort}-{name}"
        assert full not in RECIPES, full
        RECIPES[full] = Recipe(sort, what, make)
        return make

    return register


def load(workshop):
    """Every recipe, by name; some are listed from the golden archive itself."""
    if not RECIPES:
        for name in ("files", "storage", "log", "records"):
            importlib.import_module(f"example_city.siblings_{name}").add(workshop)
    return RECIPES
