"""proofs.json: encryption, range proofs, equality proofs, possession proofs."""

from urna_reference import proofs
from urna_reference.elgamal import EMPTY, Ciphertext, encrypt
from urna_reference.encoding import u32
from urna_reference.group import G, IDENTITY, Q, decode_point, encode_scalar
from urna_reference.proofs import EqualityStatement, RangeStatement
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded
from urna_reference.transcript import Transcript

PROCESS, SCOPE = "city-2026", "council"


def range_case(statement, proof, **more):
    case = {
        "what": "range",
        "kind": statement.kind,
        "process": statement.process,
        "scope": statement.scope,
        "election": statement.election.hex(),
        "style": statement.style,
        "question": statement.question,
        "credential": statement.credential.hex(),
        "index": statement.index,
        "key": statement.key.encode().hex(),
        "ciphertext": statement.ciphertext.encode().hex(),
        "lo": statement.lo,
        "hi": statement.hi,
        "proof": proof.hex(),
    }
    return case | more


def challenge(statement, proof):
    commitments = [proof[i : i + 66] for i in range(0, len(proof), 130)]
    return str(statement.transcript(commitments).challenge())


def ranges(random, valid, invalid):
    key = random.scalar() * G
    election, credential = random.bytes(32), random.bytes(32)

    def statement(value, lo, hi, kind="selection", index=0, r=None):
        r = r or random.scalar()
        ciphertext = encrypt(key, value, r)
        return RangeStatement(
            PROCESS, SCOPE, election, kind, "north", "mayor", credential, index, key, ciphertext, lo, hi
        ), r

    for value, lo, hi, kind, index in (
        (0, 0, 1, "selection", 0),
        (1, 0, 1, "selection", 3),
        (2, 2, 2, "sum", 5),
        (1, 1, 3, "sum", 7),
        (3, 1, 3, "sum", 7),
        (0, 0, 4, "sum", 4),
    ):
        claim, r = statement(value, lo, hi, kind, index)
        proof = proofs.prove_range(claim, value, r, random)
        proofs.verify_range(claim, proof)
        valid.append(
            range_case(claim, proof, value=value, randomness=str(r), challenge=challenge(claim, proof))
        )

    claim, r = statement(1, 0, 1, index=2)
    proof = proofs.prove_range(claim, 1, r, random)

    def refuse(why, bad_claim=claim, bad_proof=proof):
        try:
            proofs.verify_range(bad_claim, bad_proof)
        except Refused:
            invalid.append(range_case(bad_claim, bad_proof, why=why))
        else:
            raise AssertionError(why)

    for name, value in (
        ("process", "city-2027"),
        ("scope", "board"),
        ("election", random.bytes(32)),
        ("kind", "sum"),
        ("style", "south"),
        ("question", "board"),
        ("credential", random.bytes(32)),
        ("index", 1),
        ("key", random.scalar() * G),
        ("ciphertext", encrypt(key, 1, r + 1)),
    ):
        refuse(f"proof of another {name}", claim._replace(**{name: value}))
    refuse("another range of the same width", claim._replace(lo=1, hi=2))
    refuse("range one wider than the proof", claim._replace(hi=2))
    refuse("half the ciphertext exchanged: beta", claim._replace(
        ciphertext=Ciphertext(claim.ciphertext.alpha, claim.ciphertext.beta + G)))
    refuse("half the ciphertext exchanged: alpha", claim._replace(
        ciphertext=Ciphertext(claim.ciphertext.alpha + G, claim.ciphertext.beta)))

    over, r2 = statement(2, 0, 1)
    refuse("encrypts 2, range 0 to 1; made as an honest prover of 1 would", over,
           proofs.prove_range(over, 1, r2, random))
    minus, r3 = statement(-1, 0, 1)
    refuse("encrypts -1, range 0 to 1", minus, proofs.prove_range(minus, 0, r3, random))

    # Every branch simulated: each equation holds, only the sum of the challenge shares does not.
    c, z = [random.scalar(), random.scalar()], [random.scalar(), random.scalar()]
    alpha, beta = over.ciphertext
    pairs = [
        ((z[i] * G - c[i] * alpha).encode() + (z[i] * key - c[i] * (beta - i * G)).encode()) for i in range(2)
    ]
    simulated = b"".join(pairs[i] + encode_scalar(c[i]) + encode_scalar(z[i]) for i in range(2))
    refuse("every branch simulated: challenge shares do not sum to the challenge", over, simulated)
    # The other way round: shares that sum rightly, one equation broken.
    total = over.transcript(pairs).challenge()
    shifted = b"".join(
        pairs[i] + encode_scalar(s) + encode_scalar(z[i]) for i, s in enumerate((c[0], total - c[0]))
    )
    refuse("challenge shares sum rightly, the second branch's equations fail", over, shifted)

    def patch(at, data):
        return proof[:at] + data + proof[at + len(data) :]

    def scalar_at(at, change):
        return patch(at, encode_scalar(int.from_bytes(proof[at : at + 32], "big") + change))

    for branch in (0, 1):
        base = 130 * branch
        first = decode_point(proof[base : base + 33])
        second = decode_point(proof[base + 33 : base + 66])
        refuse(f"branch {branch}: a changed", bad_proof=patch(base, (first + G).encode()))
        refuse(f"branch {branch}: b changed", bad_proof=patch(base + 33, (second + G).encode()))
        refuse(f"branch {branch}: challenge share changed", bad_proof=scalar_at(base + 66, 1))
        refuse(f"branch {branch}: response changed", bad_proof=scalar_at(base + 98, 1))
        refuse(f"branch {branch}: a is the identity", bad_proof=patch(base, bytes(33)))
        refuse(f"branch {branch}: b is the identity", bad_proof=patch(base + 33, bytes(33)))
        refuse(f"branch {branch}: a is off the curve", bad_proof=patch(base, b"\x02" + (1).to_bytes(32, "big")))
        refuse(f"branch {branch}: b is off the curve", bad_proof=patch(base + 33, b"\x02" + (1).to_bytes(32, "big")))
        refuse(f"branch {branch}: challenge share is q", bad_proof=patch(base + 66, Q.to_bytes(32, "big")))
        refuse(f"branch {branch}: response is q", bad_proof=patch(base + 98, Q.to_bytes(32, "big")))
    refuse("challenge shares moved by +1 and -1: the sum still holds", bad_proof=scalar_at(66, 1)[:196]
           + scalar_at(196, -1)[196:])
    refuse("branches exchanged", bad_proof=proof[130:] + proof[:130])
    refuse("empty", bad_proof=b"")
    refuse("one branch only", bad_proof=proof[:130])
    refuse("a byte too few", bad_proof=proof[:-1])
    refuse("a byte too many", bad_proof=proof + b"\x00")

    # Scalars above q whose value modulo q would be right: a reader that reduces would accept.
    small, r4 = statement(0, 0, 1)
    made = small_response(small, r4, random)
    refuse("response written as z + q", small, made[:228] + (int.from_bytes(made[228:], "big") + Q).to_bytes(32, "big"))

    # Identity in the product of a sum: the voter chose randomness that cancels.
    zero = RangeStatement(PROCESS, SCOPE, election, "sum", "north", "mayor", credential, 4, key,
                          Ciphertext(IDENTITY, G), 1, 1)
    w = random.scalar()
    pair = (w * G).encode() + (w * key).encode()
    c0 = zero.transcript([pair]).challenge()
    refuse("alpha of the product is the identity, although the equations hold", zero,
           pair + encode_scalar(c0) + encode_scalar(w))

    # Weak Fiat–Shamir: the ciphertext left out of the challenge, chosen after the commitments (Bernhard, Pereira,
    # Warinschi 2012). One branch, claimed value 1, in truth 1 + e.
    weak_forgeries(random, key, election, credential, refuse)


def small_response(claim, r, random):
    """A proof of 0 whose simulated branch has a response below 2^128."""
    alpha, beta = claim.ciphertext
    c1, z1, w = random.scalar(), random.below(2**128), random.scalar()
    pairs = [(w * G).encode() + (w * claim.key).encode(),
             (z1 * G - c1 * alpha).encode() + (z1 * claim.key - c1 * (beta - G)).encode()]
    c0 = (claim.transcript(pairs).challenge() - c1) % Q
    proof = b"".join(pairs[i] + encode_scalar(c) + encode_scalar(z) for i, (c, z) in
                     enumerate(((c0, w + c0 * r), (c1, z1))))
    proofs.verify_range(claim, proof)
    return proof


def weak_forgeries(random, key, election, credential, refuse):
    """False proofs that pass when a part of the statement is missing from the challenge."""
    template = RangeStatement(PROCESS, SCOPE, election, "sum", "north", "mayor", credential, 4, key, None, 1, 1)

    def hashed(skip, ciphertext, claim_key, pair):
        transcript = Transcript("sum", PROCESS, SCOPE, election)
        for label, data in (
            ("style", "north"), ("question", "mayor"), ("credential", credential), ("index", u32(4)),
            ("key", claim_key.encode()), ("ciphertext", ciphertext.encode() if ciphertext else b""),
            ("range", u32(1) + u32(1)), ("count", u32(1)), ("commitment", pair),
        ):
            if label != skip:
                transcript.absorb(label, data)
        return transcript.challenge()

    # Ciphertext not hashed: commitments u·G and v·G, then alpha = r·G and beta that fits z.
    u, v = random.scalar(), random.scalar()
    pair = (u * G).encode() + (v * G).encode()
    c = hashed("ciphertext", None, key, pair)
    r = random.scalar()
    z = (u + c * r) % Q
    beta = pow(c, -1, Q) * (z * key - v * G) + G
    refuse("forged against a challenge without the ciphertext", template._replace(ciphertext=Ciphertext(r * G, beta)),
           pair + encode_scalar(c) + encode_scalar(z))
    # Key not hashed: ciphertext and commitments first, then a key that fits.
    r, s, u, v = (random.scalar() for _ in range(4))
    ciphertext = Ciphertext(r * G, s * G)
    pair = (u * G).encode() + (v * G).encode()
    c = hashed("key", ciphertext, key, pair)
    z = (u + c * r) % Q
    fitted = (v + c * (s - 1)) * pow(z, -1, Q) % Q * G
    refuse("forged against a challenge without the key", template._replace(ciphertext=ciphertext, key=fitted),
           pair + encode_scalar(c) + encode_scalar(z))
    # Commitments not hashed: any z and c, then the commitments.
    ciphertext = encrypt(key, 7, random.scalar())
    c = hashed("commitment", ciphertext, key, b"")
    z = random.scalar()
    pair = (z * G - c * ciphertext.alpha).encode() + (z * key - c * (ciphertext.beta - G)).encode()
    refuse("forged against a challenge without the commitments", template._replace(ciphertext=ciphertext),
           pair + encode_scalar(c) + encode_scalar(z))


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
        point_a, point_b = decode_point(a), b
        valid.append(equality_case(claim, a, b, z, secret=str(x),
                                   challenge=str(claim.transcript(a, point_b).challenge())))

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


def make():
    random = Seeded("proofs")
    valid, invalid = [], []
    for _ in range(2):
        key, m, r = random.scalar() * G, random.below(5), random.scalar()
        valid.append({"what": "encrypt", "key": key.encode().hex(), "value": m, "randomness": str(r),
                      "ciphertext": encrypt(key, m, r).encode().hex()})
    invalid.append(valid[0] | {"value": valid[0]["value"] + 1, "why": "another value"})
    invalid.append(valid[0] | {"randomness": str(int(valid[0]["randomness"]) + 1), "why": "another randomness"})
    invalid.append(valid[0] | {"key": G.encode().hex(), "why": "another key"})
    ranges(random, valid, invalid)
    equalities(random, valid, invalid)
    possessions(random, valid, invalid)
    return {
        "description": "Encryption and proofs. Every valid one verifies; every invalid one is refused.",
        "spec": "proofs.md §1 to §4; ceremony.md 1 for the possession proof's transcript",
        "shapes": {
            "what": "encrypt | range | equality | possession",
            "kind": "range: selection or sum",
            "process, scope, style, question": "ids",
            "election, credential, closedSet, processHash": "32 bytes, hex",
            "index, trustee, round, lo, hi, value": "JSON numbers",
            "key, share, commitmentG, commitmentC, commitment, coefficients": "33 bytes, hex; share and commitmentC "
            "may be the identity where alpha is",
            "ciphertext": "66 bytes, hex; in an equality of points or identities",
            "proof": "130 bytes a branch, hex",
            "response": "32 bytes, hex",
            "randomness, secret, challenge": "decimal strings; challenge is the whole one, before it is split",
        },
        "valid": valid,
        "invalid": invalid,
    }
