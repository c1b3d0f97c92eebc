"""Siblings by somebody who has the files alone: the manifest still says what was there."""

from .siblings import sibling


def add(workshop):
    for name in workshop.files:
        short = name.replace("/", "-").replace(".", "-")
        changes = {
            "bit": (lambda data: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 4]) + data[len(data) // 2 + 1 :],
                    "one bit in the middle flipped"),
            "removed": (lambda data: None, "removed"),
            "doubled": (lambda data: data + data, "doubled"),
            "swapped": (lambda data: data[len(data) // 2 :] + data[: len(data) // 2], "its halves exchanged"),
            "emptied": (lambda data: b"", "emptied"),
            "extended": (lambda data: data + b"\n", "extended by a line feed"),
            "cut": (lambda data: data[:-1], "cut by one byte"),
        }
        for change, (apply, what) in changes.items():
            sibling("files", f"{short}-{change}", f"{name}: {what}")(changed(name, apply))
    for name, data, what in (
        ("readme", b"", "an unknown file"),
        ("tile/0/001", b"", "a tile beyond the log"),
        ("checkpoint.old", b"x", "a second checkpoint"),
        ("records/000.p/52.bak", b"x", "a copy beside the records"),
        (".hidden", b"", "a hidden file"),
        ("Checkpoint", b"", "a name with a capital letter"),
    ):
        sibling("files", f"more-{name.strip('.').replace('/', '-').replace('.', '-').lower()}",
                f"{what}: {name}")(extended(name, data))


def changed(name, apply):
    def make(workshop):
        files = dict(workshop.files)
        data = apply(files.pop(name))
        return files if data is None else files | {name: data}

    return make


def extended(name, data):
    return lambda workshop: workshop.files | {name: data}
