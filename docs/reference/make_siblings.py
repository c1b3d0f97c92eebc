"""Makes the golden archive and its wrong siblings, and says what the second verifier makes of each:

    python3 docs/reference/make_siblings.py FOLDER [--every N] [--sort SORT] [--jobs J]
    python3 docs/reference/make_siblings.py --list

FOLDER/golden and FOLDER/SORT-NAME are archives, FOLDER/trust.json is the trust file of all of them, and
FOLDER/verdicts.json holds {"SORT-NAME":{"what":…,"verdict":…,"firstFailing":id or "","evidence":…},…} in their order.
With --every N only each N-th is made. Every recipe is a function over the one archive (example_city/siblings*.py).
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import sys

import make_archive
import verify
from example_city import golden, siblings
from example_city.workshop import Workshop


def make(folder, name, files):
    make_archive.write(folder / name, files)
    return name


def judge(arguments):
    """(name, verdict, first failing check, evidence)"""
    folder, name = arguments
    value = verify.verify(str(folder / name), (folder / "trust.json").read_bytes())
    failing = next((check for check in value["checks"] if check["status"] == "failed"), {"id": "", "evidence": ""})
    return name, value["verdict"], failing["id"], str(failing.get("evidence", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sort", choices=("files", "storage", "log", "records"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    workshop = Workshop(golden.play())
    recipes = siblings.load(workshop)
    if arguments.list:
        for name, recipe in recipes.items():
            print(f"{name:44} {recipe.what}")
        return 0
    folder = arguments.folder
    folder.mkdir(parents=True)
    (folder / "trust.json").write_text(json.dumps(workshop.city.trust()), "utf-8")
    chosen = {n: r for n, r in recipes.items() if arguments.sort in (None, r.sort)}
    names = list(chosen)[:: arguments.every]
    what = {"golden": "nothing"} | {name: chosen[name].what for name in names}
    make(folder, "golden", workshop.files)
    for name in names:
        make(folder, name, chosen[name].make(workshop))
    verdicts = {}
    with multiprocessing.Pool(arguments.jobs) as pool:
        for name, verdict, failing, evidence in pool.imap(judge, [(folder, name) for name in what]):
            verdicts[name] = {"what": what[name], "verdict": verdict, "firstFailing": failing, "evidence": evidence}
    (folder / "verdicts.json").write_text(json.dumps(verdicts, indent=1) + "\n", "utf-8")
    print(f"{len(names)} siblings, {sum(v['verdict'] == 'valid' for v in verdicts.values())} valid archives")
    return 0


if __name__ == "__main__":
    sys.exit(main())
