"""Protobuf, strictly (spec encoding.md §3): a minimal writer, and a reader that accepts only what the writer writes."""

from .refusal import Refused, require
from .schema import MESSAGES, SCALARS

VARINTS = {"uint32": 2**32, "uint64": 2**64, "bool": 2}


class Message:
    """A message's fields as attributes. Absent: 0, False, "", b"", [] or (messages and members of a oneof) None."""

    def __init__(self, message_type, /, **fields):
        self._type = message_type
        for field in MESSAGES[message_type]:
            setattr(self, field.name, fields.pop(field.name, default(field)))
        assert not fields, f"{message_type} has no {sorted(fields)}"

    def encode(self):
        return b"".join(write_field(field, getattr(self, field.name)) for field in MESSAGES[self._type])

    def but(self, **changes):
        """A copy with other values."""
        return Message(self._type, **{f.name: getattr(self, f.name) for f in MESSAGES[self._type]} | changes)

    def __eq__(self, other):
        return isinstance(other, Message) and (self._type, self.encode()) == (other._type, other.encode())

    def __repr__(self):
        return f"{self._type}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in MESSAGES[self._type])})"


def default(field):
    if field.repeated:
        return []
    if field.choice or field.type not in SCALARS:
        return None
    return {"string": "", "bytes": b"", "bool": False}.get(field.type, 0)


def varint(n):
    """Base 128, least significant group first."""
    groups = bytearray()
    while n >= 0x80:
        groups.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes(groups) + bytes([n])


def delimited(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def write_field(field, value):
    if field.repeated and field.type in VARINTS:  # packed
        return delimited(field.number, b"".join(varint(int(v)) for v in value)) if value else b""
    values = value if field.repeated else [value]
    if not field.repeated and (value is None or (not field.choice and value == default(field))):
        return b""
    return b"".join(write_value(field, v) for v in values)


def write_value(field, value):
    if field.type in VARINTS:
        assert 0 <= value < VARINTS[field.type]
        return varint(field.number << 3) + varint(int(value))
    if field.type == "string":
        value = value.encode("utf-8")
    elif field.type != "bytes":
        assert value._type == field.type
        value = value.encode()
    return delimited(field.number, value)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def varint(self):
        result = 0
        for shift in range(0, 70, 7):
            require(self.at < len(self.data), "cut within a number")
            byte = self.data[self.at]
            self.at += 1
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result
        raise Refused("number longer than ten bytes")

    def take(self, n):
        require(n <= len(self.data) - self.at, "cut within a field")
        self.at += n
        return self.data[self.at - n : self.at]

    def done(self):
        return self.at == len(self.data)


def parse(kind, data):
    """§3.1: the message, or Refused."""
    message = read_message(kind, data)
    require(message.encode() == data, f"{kind}: does not re-encode to the same bytes")
    return message


def read_message(kind, data):
    fields, message, reader = {f.number: f for f in MESSAGES[kind]}, Message(kind), Reader(data)
    while not reader.done():
        tag = reader.varint()
        require(tag >> 3 in fields, f"{kind}: unknown field {tag >> 3}")
        field = fields[tag >> 3]
        packed = field.repeated and field.type in VARINTS
        expected = 0 if field.type in VARINTS and not packed else 2
        require(tag & 7 == expected, f"{kind}.{field.name}: wire type {tag & 7}")
        if packed:
            inner = Reader(reader.take(reader.varint()))
            while not inner.done():
                getattr(message, field.name).append(read_number(field, inner))
        else:
            value = read_value(field, reader)
            if field.repeated:
                getattr(message, field.name).append(value)
            else:
                if field.choice:  # the last one of a oneof stands; re-encoding then shows that there were two
                    for other in fields.values():
                        if other.choice:
                            setattr(message, other.name, None)
                setattr(message, field.name, value)
    return message


def read_number(field, reader):
    value = reader.varint()
    require(value < VARINTS[field.type], f"{field.name}: too large for {field.type}")
    return bool(value) if field.type == "bool" else value


def read_value(field, reader):
    if field.type in VARINTS:
        return read_number(field, reader)
    data = reader.take(reader.varint())
    if field.type == "bytes":
        return data
    if field.type == "string":
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(f"{field.name}: not UTF-8") from None
    return read_message(field.type, data)
