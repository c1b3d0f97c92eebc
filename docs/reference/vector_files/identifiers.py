"""identifiers.json: ids, languages, decimals, text."""


def make():
    valid = [{"what": "id", "text": t} for t in ("a", "0", "p", "a.b_c-d", "2026-council", "a" * 63, "z--..__")]
    valid += [{"what": "language", "text": t} for t in ("en", "fi", "gsw", "pt-BR", "zh-TW")]
    valid += [
        {"what": "decimal", "text": text, "tenThousandths": str(value)}
        for text, value in (
            ("0", 0),
            ("1", 10_000),
            ("10", 100_000),
            ("0.5", 5_000),
            ("0.0001", 1),
            ("12.3405", 123_405),
            ("999999999999999.9999", 9_999_999_999_999_999_999),
        )
    ]
    texts = ["", "Näin äänestät\ntoinen rivi", "\U0001f5f3 ballot box", "a" * 16384, "é" * 8192, "\u00a0\u00ad"]
    valid += [{"what": "text", "utf8": t.encode().hex()} for t in texts[:3] + texts[5:]]
    valid += [{"what": "text", "repeat": "61", "times": 16384}, {"what": "text", "repeat": "c3a9", "times": 8192}]
    invalid = [
        {"what": "id", "text": text, "why": why}
        for text, why in (
            ("", "empty"),
            ("a" * 64, "64 characters"),
            ("A", "upper case"),
            (".a", "begins with a full stop"),
            ("-a", "begins with a hyphen"),
            ("_a", "begins with an underscore"),
            ("a b", "a space"),
            ("a/b", "a slash: would reach into the state's keys"),
            ("a\n", "a line feed at the end"),
            ("ä", "not ASCII"),
            ("٣", "a digit, but not ASCII"),
        )
    ]
    invalid += [
        {"what": "language", "text": text, "why": why}
        for text, why in (
            ("", "empty"),
            ("e", "one letter"),
            ("engl", "four letters"),
            ("EN", "upper case"),
            ("pt-br", "region in lower case"),
            ("pt_BR", "underscore"),
            ("pt-BRA", "region of three letters"),
            ("pt-", "no region after the hyphen"),
            ("en\n", "a line feed at the end"),
        )
    ]
    invalid += [
        {"what": "decimal", "text": text, "why": why}
        for text, why in (
            ("", "empty"),
            ("00", "leading zero"),
            ("01", "leading zero"),
            ("+1", "sign"),
            ("-1", "sign"),
            ("1.", "nothing after the point"),
            (".5", "nothing before the point"),
            ("1.0", "trailing zero"),
            ("1.50", "trailing zero"),
            ("1.00001", "five places"),
            ("1,5", "comma"),
            ("1e3", "exponent"),
            ("1000000000000000", "sixteen digits"),
            ("1 ", "a space"),
            ("1\n", "a line feed at the end"),
            ("٣", "a digit, but not ASCII"),
        )
    ]
    invalid += [
        {"what": "text", "utf8": data, "why": why}
        for data, why in (
            ("610062", "NUL"),
            ("6109", "tab"),
            ("610d0a", "carriage return"),
            ("1b5b316d", "escape"),
            ("7f", "delete"),
            ("c285", "next line, U+0085, a C1 control character"),
            ("c3", "cut within a character"),
            ("c0af", "overlong"),
            ("eda080", "a surrogate"),
            ("f4908080", "above U+10FFFF"),
            ("ff", "no UTF-8 at all"),
        )
    ]
    invalid += [
        {"what": "text", "repeat": "61", "times": 16385, "why": "16,385 bytes"},
        {"what": "text", "repeat": "c3a9", "times": 8193, "why": "16,386 bytes, although 8,193 characters"},
    ]
    return {
        "description": "Identifiers, languages, decimals and text.",
        "spec": "encoding.md §2",
        "shapes": {
            "what": "id | language | decimal | text",
            "text": "the candidate",
            "tenThousandths": "the decimal's value times 10,000, a decimal string (exact; fits no double)",
            "utf8": "the candidate's bytes, hex",
            "repeat, times": "instead of utf8: these bytes, so many times",
        },
        "valid": valid,
        "invalid": invalid,
    }
