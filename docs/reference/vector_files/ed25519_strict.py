"""ed25519-strict.json: the one rule, with the cases on which libraries differ."""

from urna_reference.ed25519 import (
    B, IDENTITY, L, P, add, check_key, decode, encode, multiply, multiply_base, negate, public_key, secret_expand,
    sha512, sign, verify,
)
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded


def torsion():
    """The eight points of small order, as multiples of one of order 8."""
    candidate = 2
    while True:
        try:
            point = multiply(L, decode(candidate.to_bytes(32, "little")))
        except Refused:
            point = IDENTITY
        if encode(multiply(4, point)) != encode(IDENTITY):
            return [multiply(i, point) for i in range(8)]
        candidate += 1


def make():
    random = Seeded("ed25519-strict")
    valid, invalid, bad_keys = [], [], []
    seed = random.bytes(32)
    key = public_key(seed)
    for message in (b"", b"\x00", b"urna", random.bytes(200)):
        valid.append({"seed": seed.hex(), "key": key.hex(), "message": message.hex(),
                      "signature": sign(seed, message).hex()})
    message = random.bytes(32)
    scalar, _ = secret_expand(seed)
    a = decode(key)

    # R is the identity: r = 0. Canonical, and the equation holds: the rule asks nothing more of R.
    r_zero = encode(IDENTITY)
    s = sha512(r_zero, key, message) % L * scalar % L
    zero = r_zero + s.to_bytes(32, "little")
    verify(key, message, zero)
    valid.append({"seed": "", "key": key.hex(), "message": message.hex(), "signature": zero.hex(),
                  "note": "R is the identity; the rule's four conditions hold"})
    # The key's secret is 1: A = B.
    base = encode(B)
    r = random.below(L)
    big_r = encode(multiply_base(r))
    s = (r + sha512(big_r, base, message)) % L
    one = big_r + s.to_bytes(32, "little")
    verify(base, message, one)
    valid.append({"seed": "", "key": base.hex(), "message": message.hex(), "signature": one.hex(),
                  "note": "A is the base point"})

    def bad(why, key, message, signature):
        try:
            verify(key, message, signature)
        except Refused:
            invalid.append({"key": key.hex(), "message": message.hex(), "signature": signature.hex(), "why": why})
        else:
            raise AssertionError(why)

    good = sign(seed, message)
    r_bytes, s_value = good[:32], int.from_bytes(good[32:], "little")
    bad("another message", key, message + b"\x00", good)
    bad("another key", public_key(random.bytes(32)), message, good)
    bad("R changed", key, message, bytes([good[0] ^ 1]) + good[1:])
    bad("S changed", key, message, good[:32] + ((s_value + 1) % L).to_bytes(32, "little"))
    bad("63 bytes", key, message, good[:63])
    bad("65 bytes", key, message, good + b"\x00")
    bad("empty", key, message, b"")
    bad("key of 31 bytes", key[:31], message, good)
    bad("key of 33 bytes", key + b"\x00", message, good)
    for times in (1, 2, 8):
        if s_value + times * L < 2**256:
            bad(f"S plus {times} L", key, message, r_bytes + (s_value + times * L).to_bytes(32, "little"))
    bad("S = L", key, message, r_bytes + L.to_bytes(32, "little"))
    bad("all zero signature", key, message, bytes(64))
    bad("negated: R and S both negated", key, message, encode(negate(decode(r_bytes))) + (L - s_value).to_bytes(32, "little"))

    small = torsion()
    # A signature whose R carries a torsion point: accepted where the check is multiplied by the cofactor.
    for order, point in ((8, small[1]), (4, small[2]), (2, small[4])):
        r = random.below(L)
        mixed = encode(add(multiply_base(r), point))
        s = (r + sha512(mixed, key, message) * scalar) % L
        bad(f"R with a part of order {order}: only the check without cofactor refuses", key, message,
            mixed + s.to_bytes(32, "little"))
    # A key that carries a torsion point: the cofactorless equation holds when k is a multiple of its order.
    for order, point in ((8, small[1]), (4, small[2]), (2, small[4])):
        mixed_key = encode(add(a, point))
        bad_keys.append((f"key with a part of order {order}", mixed_key))
        r = random.below(L)
        big_r = encode(multiply_base(r))
        text = b""
        while sha512(big_r, mixed_key, text) % L % order:
            text = random.bytes(8)
        s = (r + sha512(big_r, mixed_key, text) * scalar) % L
        bad(f"key with a part of order {order}; the equation itself holds", mixed_key, text,
            big_r + s.to_bytes(32, "little"))
    # Keys of small order: R = A or the identity, S = 0.
    for i, point in enumerate(small):
        small_key = encode(point)
        bad_keys.append(("key is the identity" if i == 0 else f"key of small order, {i} times the point of order 8",
                         small_key))
        text = b""
        while encode(multiply(sha512(small_key, small_key, text) % L, negate(point))) != small_key:
            text = random.bytes(8)
        bad(f"key of small order ({i}); the equation itself holds", small_key, text, small_key + bytes(32))
    # Not canonical: y + p, negative zero.
    for y, sign_bit, why in (
        (P + 1, 0, "the identity with y + p"),
        (P + 1, 1, "the identity with y + p and a negative zero"),
        (1, 1, "the identity with a negative zero"),
        (P - 1, 1, "the point of order 2 with a negative zero"),
        (P, 0, "y = p, a second form of y = 0"),
        (P, 1, "y = p, a second form of y = 0, x negative"),
        (2**255 - 1, 0, "y = 2^255 - 1"),
    ):
        form = (y | sign_bit << 255).to_bytes(32, "little")
        bad_keys.append((why, form))
        bad(f"R: {why}", key, message, form + good[32:])
    # R is the identity in a form that is not canonical; S is made for exactly these bytes.
    for form, why in (((P + 1).to_bytes(32, "little"), "y + p"), ((1 | 1 << 255).to_bytes(32, "little"), "negative zero")):
        s = sha512(form, key, message) * scalar % L
        bad(f"R is the identity, written with {why}; S fits these bytes", key, message, form + s.to_bytes(32, "little"))
    y = 2
    while on_curve(y):
        y += 1
    bad_keys.append(("y not on the curve", y.to_bytes(32, "little")))
    bad("R not on the curve", key, message, y.to_bytes(32, "little") + good[32:])
    for why, form in bad_keys:
        try:
            check_key(form)
        except Refused:
            invalid.append({"key": form.hex(), "why": why})
        else:
            raise AssertionError(why)
    return {
        "description": "Ed25519 signatures under the one strict rule. Invalid ones without message and signature: the "
        "key itself is refused.",
        "spec": "encoding.md §1.7",
        "shapes": {
            "seed": "RFC 8032 secret key, 32 bytes hex; where given, signing gives exactly this signature",
            "key": "32 bytes, hex",
            "message": "hex",
            "signature": "64 bytes, hex",
        },
        "valid": valid,
        "invalid": invalid,
    }


def on_curve(y):
    try:
        return bool(decode(y.to_bytes(32, "little")))
    except Refused:
        return False

