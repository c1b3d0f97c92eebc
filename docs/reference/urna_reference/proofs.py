"""Range, equality and possession proofs (spec proofs.md §2 to §4). `random` gives `scalar()` in [1, q-1]."""

from typing import NamedTuple

from . import batch
from .elgamal import Ciphertext
from .encoding import u32
from .group import G, Q, Element, decode_element, decode_point, decode_scalar, encode_scalar
from .refusal import require
from .transcript import Transcript


class RangeStatement(NamedTuple):
    """(alpha, beta) encrypts, under the key, one of lo … hi (§2)."""

    process: str
    scope: str
    election: bytes
    kind: str  # "selection" or "sum"
    style: str
    question: str
    credential: bytes
    index: int
    key: Element
    ciphertext: Ciphertext
    lo: int
    hi: int

    def transcript(self, commitments):
        """`commitments`: one 66-byte a ‖ b for each branch."""
        return (
            Transcript(self.kind, self.process, self.scope, self.election)
            .absorb("style", self.style)
            .absorb("question", self.question)
            .absorb("credential", self.credential)
            .absorb("index", u32(self.index))
            .absorb("key", self.key.encode())
            .absorb("ciphertext", self.ciphertext.encode())
            .absorb("range", u32(self.lo) + u32(self.hi))
            .absorb_list("commitment", commitments)
        )


def prove_range(statement, value, r, random):
    """§2 ProveRange: `value` encrypted with randomness `r`."""
    alpha, beta = statement.ciphertext
    k = statement.hi - statement.lo + 1
    j = value - statement.lo
    a, b, c, z = [None] * k, [None] * k, [None] * k, [None] * k
    for i in range(k):
        if i != j:
            c[i], z[i] = random.scalar(), random.scalar()
            a[i] = z[i] * G - c[i] * alpha
            b[i] = z[i] * statement.key - c[i] * (beta - (statement.lo + i) * G)
    w = random.scalar()
    a[j], b[j] = w * G, w * statement.key
    commitments = [a[i].encode() + b[i].encode() for i in range(k)]
    total = statement.transcript(commitments).challenge()
    c[j] = (total - sum(c[i] for i in range(k) if i != j)) % Q
    z[j] = (w + c[j] * r) % Q
    return b"".join(commitments[i] + encode_scalar(c[i]) + encode_scalar(z[i]) for i in range(k))


def range_equations(statement, proof):
    """§2 VerifyRange, steps 1 and 2, and step 3's equations: (what it says, [(scalar, point)] whose sum must be the
    identity)."""
    alpha, beta = statement.ciphertext
    require(not alpha.is_identity() and not beta.is_identity(), "ciphertext holds the identity")
    k = statement.hi - statement.lo + 1
    require(len(proof) == 130 * k, "range proof is not 130 bytes a branch")
    branches = [proof[130 * i : 130 * i + 130] for i in range(k)]
    a = [decode_point(branch[:33]) for branch in branches]
    b = [decode_point(branch[33:66]) for branch in branches]
    c = [decode_scalar(branch[66:98]) for branch in branches]
    z = [decode_scalar(branch[98:]) for branch in branches]
    total = statement.transcript([branch[:66] for branch in branches]).challenge()
    require(sum(c) % Q == total, "challenge shares do not sum to the challenge")
    equations = []
    for i in range(k):
        value = statement.lo + i
        equations.append((f"branch {i}: z·G is a + c·alpha", [(z[i], G), (1, -a[i]), (-c[i], alpha)]))
        key = [(z[i], statement.key), (1, -b[i]), (-c[i], beta), (c[i] * value, G)]
        equations.append((f"branch {i}: z·K is b + c·(beta − value·G)", key))
    return equations


def verify_range(statement, proof):
    """§2 VerifyRange."""
    for what, terms in range_equations(statement, proof):
        require(batch.total(terms).is_identity(), f"not so: {what}")


class EqualityStatement(NamedTuple):
    """X = x·G and D = x·A, with A the alpha of the ciphertext (§3)."""

    process: str
    scope: str
    election: bytes
    closed_set: bytes
    trustee: int
    question: str
    index: int
    key: Element  # X
    ciphertext: Ciphertext  # points or identities
    share: Element  # D

    def transcript(self, a, b):
        return (
            Transcript("decryption-share", self.process, self.scope, self.election)
            .absorb("closed-set", self.closed_set)
            .absorb("trustee", u32(self.trustee))
            .absorb("question", self.question)
            .absorb("index", u32(self.index))
            .absorb("key", self.key.encode())
            .absorb("ciphertext", self.ciphertext.encode())
            .absorb("share", self.share.encode())
            .absorb("commitment-g", a)
            .absorb("commitment-c", b)
        )


def prove_equality(statement, x, random):
    """§3 ProveEquality: (a, b, z) as bytes."""
    w = random.scalar()
    a, b = (w * G).encode(), (w * statement.ciphertext.alpha).encode()
    z = (w + statement.transcript(a, b).challenge() * x) % Q
    return a, b, encode_scalar(z)


def verify_equality(statement, a, b, z):
    """§3 VerifyEquality. D and b are the identity exactly when A is."""
    base = statement.ciphertext.alpha
    point_a, point_b, response = decode_point(a), decode_element(b), decode_scalar(z)
    require(statement.share.is_identity() == base.is_identity(), "share is the identity, or should be")
    require(point_b.is_identity() == base.is_identity(), "commitment is the identity, or should be")
    c = statement.transcript(a, b).challenge()
    require(response * G == point_a + c * statement.key, "z·G is not a + c·X")
    require(response * base == point_b + c * statement.share, "z·A is not b + c·D")


def prove_possession(transcript, x, random):
    """§4: `transcript` is everything before the commitment. (W, z) as bytes."""
    w = random.scalar()
    commitment = (w * G).encode()
    c = transcript.absorb("commitment", commitment).challenge()
    return commitment, encode_scalar(w + c * x)


def verify_possession(transcript, key, commitment, response):
    """§4: the author knows x with key = x·G."""
    w, z = decode_point(commitment), decode_scalar(response)
    c = transcript.absorb("commitment", commitment).challenge()
    require(z * G == w + c * key, "z·G is not W + c·A")
