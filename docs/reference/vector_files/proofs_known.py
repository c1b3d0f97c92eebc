"""Equality and possession proofs for proofs.json."""

from urna_reference import proofs
from urna_reference.elgamal import EMPTY, Ciphertext, encrypt
from urna_reference.encoding import u32
from urna_reference.group import G, IDENTITY, Q, decode_point, encode_scalar
from urna_reference.proofs import EqualityStatement
from urna_reference.refusal import Refused
from urna_reference.transcript import Transcript

PROCESS, SCOPE = "city-2026", "council"


def equality_case(statement, a, b, z, **more):
    case = {
        "what": "equality",
        "process": statement.process,
        "scope": statement.scope,
        "election": statement.election.hex(),
        "closedSet": statement.closed_set.hex(),
        "trustee": statement.trustee,
        "question": statement.question,
        "index": statement.index,
        "key": statement.key.encode().hex(),
        "ciphertext": statement.ciphertext.encode().hex(),
        "share": statement.share.encode().hex(),
        "commitmentG": a.hex(),
        "commitmentC": b.hex(),
        "response": z.hex(),
    }
    return case | more


def equalities(random, valid, invalid):
    election, closed = random.bytes(32), random.bytes(32)
    joint = random.scalar() * G
    x = random.scalar()

    def statement(ciphertext, index=0):
        return EqualityStatement(
            PROCESS, SCOPE, election, closed, 2, "mayor", index, x * G, ciphertext, x * ciphertext.alpha
        )

    for index, ciphertext in enumerate((encrypt(joint, 3, random.scalar()), Ciphertext(random.scalar() * G, IDENTITY),
                                        EMPTY, Ciphertext(IDENTITY, 5 * G))):
        claim = statement(ciphertext, index)
        a, b, z = proofs.prove_equality(claim, x, random)
        proofs.verify_equality(claim, a, b, z)
        challenge = str(claim.transcript(a, b).challenge())
        valid.append(equality_case(claim, a, b, z, secret=str(x), challenge=challenge))

    claim = statement(encrypt(joint, 3, random.scalar()))
    a, b, z = proofs.prove_equality(claim, x, random)

    def refuse(why, bad=claim, a=a, b=b, z=z):
        try:
            proofs.verify_equality(bad, a, b, z)
        except Refused:
            invalid.append(equality_case(bad, a, b, z, why=why))
        else:
            raise AssertionError(why)

    for name, value in (
        ("process", "city-2027"),
        ("scope", "board"),
        ("election", random.bytes(32)),
        ("closed_set", random.bytes(32)),
        ("trustee", 1),
        ("question", "board"),
        ("index", 1),
        ("key", (x + 1) * G),
        ("ciphertext", encrypt(joint, 3, random.scalar())),
        ("share", (x + 1) * claim.ciphertext.alpha),
    ):
        refuse(f"share of another {name.replace('_', ' ')}", claim._replace(**{name: value}))
    refuse("beta exchanged: the whole ciphertext is bound", claim._replace(
        ciphertext=Ciphertext(claim.ciphertext.alpha, claim.ciphertext.beta + G)))
    wrong = claim._replace(share=(x + 1) * claim.ciphertext.alpha)
    refuse("wrong share, proved as if it were right", wrong, *proofs.prove_equality(wrong, x, random))
    refuse("wrong share, proved with its own factor", wrong, *proofs.prove_equality(wrong, x + 1, random))
    refuse("commitment-g changed", a=(decode_point(a) + G).encode())
    refuse("commitment-c changed", b=(decode_point(b) + G).encode())
    refuse("response changed", z=encode_scalar(int.from_bytes(z, "big") + 1))
    refuse("response is q", z=Q.to_bytes(32, "big"))
    refuse("response of 31 bytes", z=z[1:])
    refuse("commitments exchanged", a=b, b=a)
    refuse("commitment-g is the identity", a=bytes(33))
    refuse("share is the identity, alpha is not", claim._replace(share=IDENTITY))
    empty = statement(EMPTY)
    a2, b2, z2 = proofs.prove_equality(empty, x, random)
    refuse("alpha is the identity, the share is not", empty._replace(share=G), a2, b2, z2)
    refuse("alpha is the identity, commitment-c is not", empty, a2, G.encode(), z2)


def possessions(random, valid, invalid):
    process_hash, x = random.bytes(32), random.scalar()
    coefficients = [x * G, random.scalar() * G]

    def transcript(case):
        return (
            Transcript("ceremony-possession", case["process"], "", bytes.fromhex(case["processHash"]))
            .absorb("round", u32(case["round"]))
            .absorb("trustee", u32(case["trustee"]))
            .absorb_list("coefficient", [bytes.fromhex(c) for c in case["coefficients"]])
        )

    case = {
        "what": "possession",
        "process": PROCESS,
        "processHash": process_hash.hex(),
        "round": 1,
        "trustee": 2,
        "coefficients": [c.encode().hex() for c in coefficients],
    }
    commitment, response = proofs.prove_possession(transcript(case), x, random)
    good = case | {"commitment": commitment.hex(), "response": response.hex()}
    valid.append(good | {"secret": str(x)})
    alone = case | {"coefficients": case["coefficients"][:1], "round": 3}
    w, z = proofs.prove_possession(transcript(alone), x, random)
    valid.append(alone | {"commitment": w.hex(), "response": z.hex(), "secret": str(x)})

    def refuse(why, **changes):
        bad = good | changes
        try:
            proofs.verify_possession(transcript(bad), decode_point(bytes.fromhex(bad["coefficients"][0])),
                                     bytes.fromhex(bad["commitment"]), bytes.fromhex(bad["response"]))
        except Refused:
            invalid.append(bad | {"why": why})
        else:
            raise AssertionError(why)

    refuse("another process", process="city-2027")
    refuse("another process hash", processHash=random.bytes(32).hex())
    refuse("another round", round=2)
    refuse("copied by another trustee", trustee=1)
    refuse("another second coefficient", coefficients=[case["coefficients"][0], G.encode().hex()])
    refuse("another first coefficient", coefficients=[G.encode().hex(), case["coefficients"][1]])
    refuse("a coefficient left out", coefficients=case["coefficients"][:1])
    refuse("response changed", response=encode_scalar(int.from_bytes(response, "big") + 1).hex())
    refuse("response is q", response=Q.to_bytes(32, "big").hex())
    refuse("commitment changed", commitment=(decode_point(commitment) + G).encode().hex())
    refuse("commitment is the identity", commitment="00" * 33)
    # A key made to cancel the others' has no known secret.
    refuse("key whose secret the author does not know", coefficients=[
        (random.scalar() * G - coefficients[0]).encode().hex(), case["coefficients"][1]])
