"""Integers, identifiers and text (spec encoding.md §1 and §2)."""

import re

from .refusal import Refused, require


def u8(n):
    return n.to_bytes(1, "big")


def u16(n):
    return n.to_bytes(2, "big")


def u32(n):
    return n.to_bytes(4, "big")


def u64(n):
    return n.to_bytes(8, "big")


def ascii_bytes(text):
    """The bytes of a text that must be ASCII."""
    try:
        return text.encode("ascii")
    except UnicodeEncodeError:
        raise Refused("not ASCII") from None


ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{0,3}[1-9])?")
MAXIMUM_TEXT = 16384


def check_id(text):
    """§2.1."""
    require(ID.fullmatch(text), "not an id")
    return text


def check_language(text):
    """§2.2."""
    require(LANGUAGE.fullmatch(text), "not a language")
    return text


def read_decimal(text):
    """§2.3: the value in ten-thousandths, an exact integer (four places at most)."""
    require(DECIMAL.fullmatch(text), "not a decimal")
    whole, _, fraction = text.partition(".")
    return int(whole) * 10_000 + int(fraction.ljust(4, "0"))


def check_text(data):
    """§2.4: from bytes to text."""
    require(len(data) <= MAXIMUM_TEXT, "text longer than 16,384 bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    for character in text:
        # Control characters: Unicode category Cc, U+0000 to U+001F and U+007F to U+009F.
        control = ord(character) < 0x20 or 0x7F <= ord(character) <= 0x9F
        require(character == "\n" or not control, "control character")
    return text
