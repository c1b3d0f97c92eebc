"""voter-codes.json: codes, how they are read, and the roll keys that come of them."""

from urna_reference import ed25519
from urna_reference.credentials import ALPHABET, code_characters, print_code, read_code, roll_key_seed
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded


def make():
    random = Seeded("voter-codes")
    valid, invalid = [], []
    for data in (bytes(12), b"\xff" * 12, *(random.bytes(12) for _ in range(4))):
        characters = code_characters(data)
        printed = print_code(characters)
        keys = []
        for process, scope, registrar in (("city-2026", "council", "town-hall"), ("p", "s", "r")):
            seed = roll_key_seed(characters, process, scope, registrar)
            keys.append({"process": process, "scope": scope, "registrar": registrar, "seed": seed.hex(),
                         "rollKey": ed25519.public_key(seed).hex()})
        for text in (printed, printed.lower()):
            valid.append({"random": data.hex(), "text": text, "characters": characters, "printed": printed,
                          "keys": keys if text == printed else []})
    data, characters = find(random, "0", "1")
    printed = print_code(characters)
    for text in (
        characters,
        printed.replace("0", "O").replace("1", "I"),
        printed.lower().replace("0", "o").replace("1", "l"),
        printed.replace("1", "L").replace("-", " "),
        "  " + " - ".join(printed.split("-")) + " ",
        "".join(c + "-" for c in characters),
    ):
        assert read_code(text) == characters
        valid.append({"random": data.hex(), "text": text, "characters": characters, "printed": printed, "keys": []})

    def bad(text, why):
        try:
            read_code(text)
        except Refused:
            invalid.append({"text": text, "why": why})
        else:
            raise AssertionError(why)

    bad("", "empty")
    bad(printed[:-1], "nineteen characters")
    bad(printed + "0", "twenty-one characters")
    bad(printed[:-1] + "U", "U is in no code")
    bad(printed[:-1] + "*", "an asterisk")
    bad(printed.replace("-", "_"), "underscores")
    bad(printed.replace("-", "\u2010"), "hyphens that are not ASCII")
    bad(printed.replace("-", "\u00a0"), "no-break spaces")
    bad(printed.replace("-", "\t"), "tabs")
    bad(printed + "\n", "a line feed")
    bad("\uff10" + printed[1:], "a full-width zero")
    bad("\u0131" + printed[1:], "a dotless i, which some upper-case rules make an I")
    bad("\u017f" + printed[1:], "a long s, which some upper-case rules make an S")
    for place in (0, 7, 19):
        digit = ALPHABET.index(characters[place])
        changed = characters[:place] + ALPHABET[digit ^ 1] + characters[place + 1 :]
        if not readable(changed):
            bad(print_code(changed), f"one bit of character {place} changed")
    swapped = characters[:3] + characters[4] + characters[3] + characters[5:]
    if not readable(swapped) and swapped != characters:
        bad(print_code(swapped), "two neighbours exchanged")
    backwards = characters[::-1]
    if not readable(backwards):
        bad(print_code(backwards), "backwards")
    bad(print_code("0" * 19 + "Z"), "a wrong check")
    return {
        "description": "Voter codes. Valid: reading text gives the characters; random gives them too. Invalid: refused.",
        "spec": "credentials.md §1",
        "shapes": {
            "random": "the 96 random bits, 12 bytes hex",
            "text": "what a person typed",
            "characters": "the twenty characters",
            "printed": "as on the letter",
            "keys": "seed: Ed25519 seed, 32 bytes hex; rollKey: its public key",
        },
        "valid": valid,
        "invalid": invalid,
    }


def readable(characters):
    try:
        return bool(read_code(characters))
    except Refused:
        return False


def find(random, *wanted):
    """A code that holds these characters, so that O, I and L can stand for them."""
    while True:
        data = random.bytes(12)
        characters = code_characters(data)
        if all(character in characters for character in wanted):
            return data, characters
