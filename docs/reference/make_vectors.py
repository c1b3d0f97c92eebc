"""Writes docs/spec/vectors/*.json, the same bytes on every run. `--check` compares instead of writing."""

import argparse
import importlib
import json
import pathlib
import sys

NAMES = [
    "encoding",
    "identifiers",
    "transcript",
    "group",
    "proofs",
    "ballots",
    "ballots-election",
    "ballot-proofs",
    "chains",
    "voter-codes",
    "ed25519-strict",
    "credentials",
    "issuance-lists",
    "records",
    "log",
    "blocks",
    "ceremony",
    "tally",
    "counting",
    "definitions",
    "questions",
    "freeze",
    "manifest",
    "consultation",
    "consultation-replay",
]
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "spec" / "vectors"


def render(name):
    """The file's text; refuses a file with fewer invalid than valid cases, or an invalid one without a reason."""
    content = importlib.import_module("vector_files." + name.replace("-", "_")).make()
    valid, invalid = content["valid"], content["invalid"]
    assert len(invalid) >= len(valid), f"{name}: {len(valid)} valid, {len(invalid)} invalid"
    assert all(case["why"] for case in invalid), f"{name}: an invalid case without a reason"
    head = {key: value for key, value in content.items() if key not in ("valid", "invalid")}
    text = json.dumps(head, indent=1, ensure_ascii=True)[:-2]
    for key, cases in (("valid", valid), ("invalid", invalid)):
        lines = ",\n".join("  " + json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in cases)
        text += f',\n "{key}": [\n{lines}\n ]'
    text += "\n}\n"
    assert len(text) < 200_000, f"{name}: {len(text)} bytes"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the files there; exit status 1 if they differ")
    parser.add_argument("names", nargs="*", help="only these files")
    arguments = parser.parse_args()
    wrong = []
    for name in arguments.names or NAMES:
        path, text = FOLDER / f"{name}.json", render(name)
        if arguments.check:
            same = path.is_file() and path.read_text("utf-8") == text
            print(f"{name}: {'same' if same else 'DIFFERS'}")
            if not same:
                wrong.append(name)
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"{name}: {len(text)} bytes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
