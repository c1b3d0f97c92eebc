"""Makes a small archive and its trust file with the reference alone, for trying verifiers:

    python3 docs/reference/make_archive.py FOLDER [--seed TEXT] [--voters N]

FOLDER/archive and FOLDER/trust.json are written; an existing FOLDER/archive is refused.
"""

import argparse
import json
import pathlib
import sys

from example_city.voting import VOTES, City


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", default="example")
    parser.add_argument("--voters", type=int, default=3, help="the three of the example over and over")
    parser.add_argument("--made-by", choices=("demo", "observer"), default="demo")
    arguments = parser.parse_args()
    votes = [VOTES[i % len(VOTES)] for i in range(arguments.voters)]
    city = City(arguments.seed, votes).everything()
    (arguments.folder / "archive").mkdir(parents=True)
    write(arguments.folder / "archive", city.ledger.archive())
    (arguments.folder / "trust.json").write_text(json.dumps(city.trust(arguments.made_by), indent=1) + "\n", "utf-8")
    for result in city.certificate.results:
        print(result.question, result.ballots, result.votes, result.blank, result.selected)
    return 0


if __name__ == "__main__":
    sys.exit(main())
