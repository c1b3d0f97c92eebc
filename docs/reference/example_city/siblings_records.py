"""Siblings by whoever holds every key: one field of one record changed, the record signed anew by those who signed it,
and everything around it made to fit. The trust file, which came from elsewhere, is still the golden one."""

from urna_reference.schema import MESSAGES
from urna_reference.wire import Message

from .siblings import sibling
from .workshop import at, but

# One record of each kind, and of each step of the kinds that have steps.
PLACES = (0, 1, 4, 11, 13, 16, 19, 20, 21, 22, 27, 28, 29, 32, 37, 43, 44, 46, 49, 51)
# Other true stories, in which nobody is cheated: another reason for a restart.
HARMLESS = {(21, ("reason",))}
MOST = 8  # changes of one record


def add(workshop):
    for place in PLACES:
        message = workshop.parsed[place].message
        listed = [(path, *change) for path in paths(message) for change in changes(at(message, path))]
        listed = [row for row in listed if (place, row[0]) not in HARMLESS]
        # Spread over the fields, first and last among them.
        count = min(MOST, len(listed))
        for i in range(count):
            path, what, value = listed[i * (len(listed) - 1) // max(count - 1, 1)]
            field = ".".join(map(str, path))
            sibling("records", f"{place}-{field}-{what.split()[0]}", f"record {place}, {message._type}: {field} {what}")(
                change_of(place, path, value))
        sibling("records", f"{place}-signatures", f"record {place}, {message._type}: signed by another")(
            lambda w, place=place: replaced(w, place, w.signed(place, message_of(w, place), other_keys(w, place))))


def message_of(workshop, place):
    return workshop.parsed[place].message


def other_keys(workshop, place):
    """The first signer's place taken by an organization or, of its own records, by the clerk."""
    keys = workshop.parsed[place].keys
    stranger = next(key for key in workshop.signers if key not in keys)
    return [stranger, *keys[1:]]


def change_of(place, path, value):
    return lambda workshop: replaced(
        workshop, place, workshop.signed(place, but(message_of(workshop, place), path, value)))


def replaced(workshop, place, record):
    return workshop.logged([*workshop.records[:place], record, *workshop.records[place + 1 :]])


def paths(message, before=()):
    """Every field that is set, and into messages; of a list itself, and its first element."""
    for field in MESSAGES[message._type]:
        value, path = getattr(message, field.name), (*before, field.name)
        if isinstance(value, Message):
            yield from paths(value, path)
        elif isinstance(value, list) and value:
            yield path
            if isinstance(value[0], Message):
                yield from paths(value[0], (*path, 0))
        elif value not in (None, [], b"", "", 0, False):
            yield path


def changes(value):
    """(what, other value)"""
    if isinstance(value, bool):
        yield "negated", not value
    elif isinstance(value, bytes):
        yield "changed in its last bit", value[:-1] + bytes([value[-1] ^ 1])
        yield "cut by a byte", value[:-1]
    elif isinstance(value, str):
        yield "longer by a letter", value + "x"
    elif isinstance(value, int):
        yield "one more", value + 1
    elif isinstance(value, list):
        yield "without its last", value[:-1]
        yield "doubled in its last", [*value, value[-1]]
