"""Blind signatures and issuances for credentials.json."""

from urna_reference import blind_rsa, ed25519

from .sample import ISSUERS


def blind_signatures(town, valid, refuse):
    sample, random = town.sample, town.random

    def check(case):
        message = sample.message(case["style"], case["issuer"], bytes.fromhex(case["credential"]))
        n = sample.election.moduli[case["issuer"], case["style"]]
        blind_rsa.verify(n, bytes.fromhex(case["prefix"]) + message, bytes.fromhex(case["signature"]))

    for issuer, style in (("academy", "north"), ("bar", "south")):
        request, (credential, prefix, salt, r, prepared, inverse) = town.request(issuer, 0, style)
        key = sample.rsa[issuer, style]
        signed = blind_rsa.blind_sign(key, request.blinded)
        final = blind_rsa.finalize(key.n, prepared, signed, inverse)
        good = {
            "what": "credential", "issuer": issuer, "style": style, "credential": credential.hex(),
            "prefix": prefix.hex(), "signature": final.hex(),
        }
        check(good)
        more = {"message": prepared[32:].hex(), "salt": salt.hex(), "r": f"{r:0768x}",
                "blinded": request.blinded.hex(), "blindSignature": signed.hex()}
        valid.append(good | more)

    def bad(why, **changes):
        refuse(good | changes, check, why, good | changes)

    _, other = sample.new_credential()
    bad("another credential", credential=other.hex())
    bad("another issuer", issuer="city")
    bad("another style", style="north")
    bad("another prefix", prefix=random.bytes(32).hex())
    bad("the blind signature itself, not unblinded", signature=signed.hex())
    bad("signature changed", signature=final[:-1].hex() + f"{final[-1] ^ 1:02x}")
    n = key.n
    bad("signature negated", signature=(n - int.from_bytes(final, "big")).to_bytes(384, "big").hex())
    bad("signature is zero", signature="00" * 384)
    bad("signature is one", signature="00" * 383 + "01")
    bad("signature not below the modulus", signature="ff" * 384)
    bad("383 bytes", signature=final[1:].hex())
    for why, salt_length, prepared2 in (
        ("salt of no bytes: the variant PSSZERO", 0, prepared),
        ("salt of 32 bytes", 32, prepared),
        ("no prefix signed: the deterministic variant", 48, prepared[32:]),
    ):
        encoded = blind_rsa.pss_encode(prepared2, n.bit_length() - 1, random.bytes(salt_length))
        bad(why, signature=blind_rsa.blind_sign(key, encoded).hex())


def issuances(town, valid, refuse):
    issuer, number = ISSUERS[0], 2
    good = town.issue(issuer, number)

    def case(issuance, issuer=issuer):
        return {"what": "issuance", "issuer": issuer, "issuance": issuance.encode().hex()}

    for issuance in (good, town.issue(issuer, 1)):
        town.check(issuance, issuer)
        valid.append(case(issuance))

    def bad(why, issuance, issuer=issuer):
        refuse(case(issuance, issuer), town.check, why, issuance, issuer)

    request, seeds = good.request, town.voters[number][1]
    same_style = next(i for i in range(5) if i != number and town.roll[i].style == request.style)
    bad("posted by another issuer", good, "bar")
    bad("another entry of the same style", good.but(entry=same_style))
    bad("no such entry", good.but(entry=5))
    bad("no request", good.but(request=None))
    bad("one signature missing", good.but(request=request.but(signatures=request.signatures[:1])))
    bad("signatures exchanged", good.but(request=request.but(signatures=request.signatures[::-1])))
    bad("the first key's signature twice", good.but(request=request.but(signatures=request.signatures[:1] * 2)))
    bad("a third signature", good.but(request=request.but(signatures=request.signatures + request.signatures[:1])))
    forged = [ed25519.sign(town.random.bytes(32), b"") for _ in seeds]
    bad("signatures forged", good.but(request=request.but(signatures=forged)))
    other = "south" if request.style == "north" else "north"
    bad("another style, signed", good.but(request=town.signed(request.but(style=other), seeds)))
    bad("blinded message of another request", good.but(request=town.issue(issuer, number).request))
    n = town.sample.election.moduli[issuer, request.style]
    value = int.from_bytes(request.blinded, "big") + n
    if value < 2**3072:
        bad("blinded message not below the modulus, signed", good.but(
            request=town.signed(request.but(blinded=value.to_bytes(384, "big")), seeds)))
    zero = town.signed(request.but(blinded=b"\xff" * 384), seeds)
    bad("blinded message all ones, signed", good.but(request=zero))
    bad("blind signature changed", good.but(blind_signature=good.blind_signature[:-1] + bytes([good.blind_signature[-1] ^ 1])))
    value = int.from_bytes(good.blind_signature, "big") + n
    if value < 2**3072:
        bad("blind signature not below the modulus", good.but(blind_signature=value.to_bytes(384, "big")))
    bad("blind signature of 383 bytes", good.but(blind_signature=good.blind_signature[1:]))
