"""Range proofs for proofs.json that an attacker would try."""

from urna_reference import proofs
from urna_reference.elgamal import Ciphertext, encrypt
from urna_reference.encoding import u32
from urna_reference.group import G, Q, encode_scalar
from urna_reference.proofs import RangeStatement
from urna_reference.transcript import Transcript

from .proofs_known import PROCESS, SCOPE


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


def half_forgeries(random, key, election, credential, refuse):
    """Proofs with a true challenge of which one equation alone holds: half of the ciphertext was never proved."""
    template = RangeStatement(PROCESS, SCOPE, election, "sum", "north", "mayor", credential, 4, key, None, 1, 1)
    for why, true_alpha in (("beta is proved, alpha is any point", False), ("alpha is proved, beta is any point", True)):
        r, s, u, v = (random.scalar() for _ in range(4))
        claim = template._replace(ciphertext=Ciphertext(r * G, s * key + G))
        pair = (u * G).encode() + (v * key).encode()
        c = claim.transcript([pair]).challenge()
        z = (u + c * r if true_alpha else v + c * s) % Q
        refuse(why, claim, pair + encode_scalar(c) + encode_scalar(z))
