"""The messages of docs/spec/records.proto, read from that very file: the specification is the schema."""

import pathlib
import re
from typing import NamedTuple

FILE = pathlib.Path(__file__).resolve().parents[2] / "spec" / "records.proto"
SCALARS = ("uint32", "uint64", "bool", "string", "bytes")


class Field(NamedTuple):
    number: int
    name: str
    type: str  # one of SCALARS, or a message's name
    repeated: bool
    choice: bool  # member of a oneof: present or absent, defaults are written


def read(text):
    """Messages by name (nested ones by their own name), each a list of fields ascending by number."""
    tokens = re.findall(r"[A-Za-z_][\w.]*|\d+|[{}=;\"]", re.sub(r"//.*", "", text))
    messages, path = {}, []
    i = 0
    while i < len(tokens):
        if tokens[i] in ("message", "oneof"):
            path.append((tokens[i], tokens[i + 1]))
            if tokens[i] == "message":
                messages[tokens[i + 1]] = []
            i += 3
        elif tokens[i] == "}":
            path.pop()
            i += 1
        elif path:
            repeated = tokens[i] == "repeated"
            kind, name, equals, number, end = tokens[i + repeated : i + repeated + 5]
            assert (equals, end) == ("=", ";"), tokens[i : i + 6]
            owner = next(name for what, name in reversed(path) if what == "message")
            messages[owner].append(Field(int(number), name, kind, repeated, path[-1][0] == "oneof"))
            i += repeated + 5
        else:
            i += 1
    for fields in messages.values():
        fields.sort()
        assert all(field.type in SCALARS or field.type in messages for field in fields)
    return messages


MESSAGES = read(FILE.read_text("utf-8"))
