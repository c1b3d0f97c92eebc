"""proofs.json: encryption, range proofs, equality proofs, possession proofs."""

from urna_reference import proofs
from urna_reference.elgamal import Ciphertext, encrypt
from urna_reference.group import G, IDENTITY, Q, decode_point, encode_scalar
from urna_reference.proofs import RangeStatement
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded

from .proofs_forged import half_forgeries, small_response, weak_forgeries
from .proofs_known import PROCESS, SCOPE, equalities, possessions


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
    half_forgeries(random, key, election, credential, refuse)


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
