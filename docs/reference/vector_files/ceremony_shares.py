"""Sealed and published shares for ceremony.json."""

from urna_reference import ceremony, hpke
from urna_reference.group import G, Q, decode_point, encode_scalar
from urna_reference.wire import Message, parse


def sealed_shares(sample):
    setting = sample.setting

    def check(dealer, recipient, secret, data):
        opening = parse("Opening", data)
        coefficients = [decode_point(c) for c in opening.coefficients]
        return ceremony.open_share(setting, dealer, recipient, secret, opening, coefficients)

    def case(dealer, recipient, secret, data):
        return {"what": "sealed", "dealer": dealer, "recipient": recipient, "secret": str(secret), "opening": data.hex(),
                "info": ceremony.share_info(setting, dealer, recipient).hex()}

    for dealer, recipient in ((1, 2), (3, 1)):
        arguments = dealer, recipient, sample.secrets[recipient], sample.round.openings[dealer]
        sample.valid.append(case(*arguments) | {"share": str(check(*arguments))})
    good, secret = parse("Opening", sample.round.openings[1]), sample.secrets[2]
    right = ceremony.evaluate(sample.round.polynomials[1], 2)

    def bad(why, share=None, secret=secret, recipient=2, dealer=1):
        data = good.but(shares=[share or good.shares[0], good.shares[1]]).encode()
        sample.refuse(case(dealer, recipient, secret, data), check, why, dealer, recipient, secret, data)

    def sealed(plaintext, info=None, key=None):
        info = info or ceremony.share_info(setting, 1, 2)
        enc, ciphertext = hpke.seal(key or secret * G, info, b"", plaintext, sample.parties.random.scalar())
        return Message("SealedShare", recipient=2, encapsulation=enc, ciphertext=ciphertext)

    bad("a wrong share", sealed(encode_scalar(right + 1)))
    bad("another recipient's share", sealed(encode_scalar(ceremony.evaluate(sample.round.polynomials[1], 3))))
    bad("a share not below q", sealed(Q.to_bytes(32, "big")))
    bad("sealed to another key", sealed(encode_scalar(right), key=sample.secrets[3] * G))
    bad("sealed under another dealer's info", sealed(encode_scalar(right), ceremony.share_info(setting, 3, 2)))
    bad("sealed under another round's info", sealed(
        encode_scalar(right), ceremony.share_info(setting._replace(round=2), 1, 2)))
    share = good.shares[0]
    bad("ciphertext changed", share.but(ciphertext=bytes([share.ciphertext[0] ^ 1]) + share.ciphertext[1:]))
    bad("tag changed", share.but(ciphertext=share.ciphertext[:-1] + bytes([share.ciphertext[-1] ^ 1])))
    bad("encapsulation off the curve", share.but(encapsulation=share.encapsulation[:-1] + bytes([share.encapsulation[-1] ^ 1])))
    bad("encapsulation of another share", share.but(encapsulation=good.shares[1].encapsulation))
    bad("opened with another secret", secret=sample.secrets[3])


def answers(sample):
    coefficients = sample.round.coefficients[1]

    def case(recipient, share):
        return {"what": "answer", "dealer": 1, "recipient": recipient, "share": share.hex(),
                "coefficients": [c.encode().hex() for c in coefficients]}

    right = ceremony.evaluate(sample.round.polynomials[1], 2)
    for recipient in (2, 3):
        share = encode_scalar(ceremony.evaluate(sample.round.polynomials[1], recipient))
        ceremony.check_share(coefficients, recipient, share)
        sample.valid.append(case(recipient, share))
    for why, recipient, share in (
        ("one too many", 2, encode_scalar(right + 1)),
        ("zero", 2, bytes(32)),
        ("negated", 2, encode_scalar(-right)),
        ("another recipient's", 3, encode_scalar(right)),
        ("not below q", 2, Q.to_bytes(32, "big")),
        ("31 bytes", 2, encode_scalar(right)[1:]),
    ):
        sample.refuse(case(recipient, share), ceremony.check_share, why, coefficients, recipient, share)
