"""Makes a small archive and its trust file with the reference alone, for trying verifiers:

    python3 docs/reference/make_archive.py FOLDER [--seed TEXT] [--voters N]
    python3 docs/reference/make_archive.py FOLDER --wrong NAME      an election of liars who hold every key
    python3 docs/reference/make_archive.py FOLDER --wrong all [--every N]       each, or each N-th, in FOLDER/NAME
    python3 docs/reference/make_archive.py --list                   their names, the check that refuses each, and why

FOLDER/archive and FOLDER/trust.json are written; an existing FOLDER/archive is refused.
"""

import argparse
import json
import pathlib
import sys

from example_city import wrong
from example_city.voting import VOTES, City


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def save(folder, city, made_by="demo"):
    (folder / "archive").mkdir(parents=True)
    write(folder / "archive", city.ledger.archive())
    (folder / "trust.json").write_text(json.dumps(city.trust(made_by), indent=1) + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--seed", default="example")
    parser.add_argument("--voters", type=int, default=3, help="the three of the example over and over")
    parser.add_argument("--made-by", choices=("demo", "observer"), default="demo")
    parser.add_argument("--wrong", metavar="NAME")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    recipes = wrong.load()
    if arguments.list:
        for name, recipe in recipes.items():
            print(f"{name:34} {recipe.check:6} {recipe.what}")
    elif arguments.wrong == "all":
        for name, recipe in list(recipes.items())[:: arguments.every]:
            save(arguments.folder / name, recipe.play())
            print(name, recipe.check)
    elif arguments.wrong:
        save(arguments.folder, recipes[arguments.wrong].play())
    else:
        city = City(arguments.seed, [VOTES[i % len(VOTES)] for i in range(arguments.voters)]).everything()
        save(arguments.folder, city, arguments.made_by)
        for result in city.certificate.results:
            print(result.question, result.ballots, result.votes, result.blank, result.selected)
    return 0


if __name__ == "__main__":
    sys.exit(main())
