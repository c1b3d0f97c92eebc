"""Runs the second verifier over every archive of a folder:

    python3 docs/reference/verify_folder.py FOLDER

FOLDER/NAME/archive is held against FOLDER/NAME/trust.json; FOLDER/verdicts.json then says of each NAME what came out:
verdict, first failing check, its evidence, and what became of its consultations.
"""

import argparse
import json
import pathlib
import sys

from verify import verify


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    verdicts = {}
    for place in sorted(path.parent for path in folder.glob("*/trust.json")):
        value = verify(place / "archive", (place / "trust.json").read_bytes())
        first = next((check for check in value["checks"] if check["status"] == "failed"), {})
        verdicts[place.name] = {
            "verdict": value["verdict"], "firstFailing": first.get("id", ""), "evidence": first.get("evidence", ""),
            "consultation": value["consultation"],
        }
    (folder / "verdicts.json").write_text(json.dumps(verdicts, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
