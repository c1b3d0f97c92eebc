"""The trustees' key (spec ceremony.md). Context of every transcript: process id, no scope, the process hash."""

from typing import NamedTuple

from . import hpke, proofs
from .encoding import u32
from .group import G, IDENTITY, Q, decode_point, decode_scalar, encode_scalar
from .refusal import Refused, require
from .transcript import Transcript
from .wire import Message, parse


class Setting(NamedTuple):
    """Process, threshold and round: what all transcripts of a round share."""

    process: str
    process_hash: bytes
    threshold: int
    round: int
    active: list  # trustee indexes, ascending

    def transcript(self, kind):
        return Transcript(kind, self.process, "", self.process_hash).absorb("round", u32(self.round))


def possession(setting, trustee, coefficients):
    """Step 1; `coefficients` encoded."""
    return setting.transcript("ceremony-possession").absorb("trustee", u32(trustee)).absorb_list(
        "coefficient", coefficients
    )


def share_info(setting, dealer, recipient):
    """Step 1: HPKE's info."""
    transcript = setting.transcript("ceremony-share").absorb("dealer", u32(dealer))
    return transcript.absorb("recipient", u32(recipient)).hash()


def commitment(setting, trustee, opening):
    """Step 1: what is posted first; `opening` exact bytes."""
    return setting.transcript("ceremony-commit").absorb("trustee", u32(trustee)).absorb("opening", opening).hash()


def evaluate(polynomial, i):
    """f(i) modulo q, term by term."""
    return sum(coefficient * i**k for k, coefficient in enumerate(polynomial)) % Q


def evaluate_points(coefficients, i):
    """Σ_k i^k·A_k."""
    result = IDENTITY
    for k, coefficient in enumerate(coefficients):
        result = result + i**k * coefficient
    return result


def make_opening(setting, dealer, polynomial, sealing_keys, random):
    """Step 1: an Opening; `sealing_keys` points by trustee index."""
    coefficients = [(f * G).encode() for f in polynomial]
    w, z = proofs.prove_possession(possession(setting, dealer, coefficients), polynomial[0], random)
    shares = []
    for i in setting.active:
        if i != dealer:
            plaintext = encode_scalar(evaluate(polynomial, i))
            sealed = hpke.seal(sealing_keys[i], share_info(setting, dealer, i), b"", plaintext, random.scalar())
            shares.append(Message("SealedShare", recipient=i, encapsulation=sealed[0], ciphertext=sealed[1]))
    return Message(
        "Opening", salt=random.bytes(32), coefficients=coefficients, possession_commitment=w, possession_response=z,
        shares=shares,
    )


def read_opening(setting, dealer, data, committed):
    """Step 2: (Opening, coefficients as points), all but the possession proof checked."""
    require(commitment(setting, dealer, data) == committed, "opening is not the one committed to")
    opening = parse("Opening", data)
    require(len(opening.salt) == 32, "salt is not 32 bytes")
    require(len(opening.coefficients) == setting.threshold, "not exactly t coefficients")
    coefficients = [decode_point(c) for c in opening.coefficients]
    require([s.recipient for s in opening.shares] == [i for i in setting.active if i != dealer], "shares for others")
    for share in opening.shares:
        require(len(share.encapsulation) == 65, "encapsulation is not 65 bytes")
        require(len(share.ciphertext) == 48, "ciphertext is not 48 bytes")
    return opening, coefficients


def check_possession(setting, dealer, opening, coefficients):
    """Step 2: the proof."""
    transcript = possession(setting, dealer, opening.coefficients)
    proofs.verify_possession(transcript, coefficients[0], opening.possession_commitment, opening.possession_response)


def check_share(coefficients, recipient, share):
    """Steps 3 and 4: f(i)·G = Σ_k i^k·A_k. `share`: 32 bytes; gives the scalar."""
    scalar = decode_scalar(share)
    require(scalar * G == evaluate_points(coefficients, recipient), "share does not hold against the coefficients")
    return scalar


def open_share(setting, dealer, recipient, secret, opening, coefficients):
    """Step 3: the recipient opens its sealed share; Refused means: complain."""
    sealed = next((s for s in opening.shares if s.recipient == recipient), None)
    require(sealed is not None, "no share for this recipient")
    info = share_info(setting, dealer, recipient)
    plaintext = hpke.open_sealed(secret, info, b"", sealed.encapsulation, sealed.ciphertext)
    return check_share(coefficients, recipient, plaintext)


def joint_key(coefficients):
    """Step 5: K; `coefficients` points by dealer."""
    key = IDENTITY
    for dealer in sorted(coefficients):
        key = key + coefficients[dealer][0]
    require(not key.is_identity(), "joint key is the identity")
    return key


def public_key(coefficients, i):
    """Step 7: X_i."""
    result = IDENTITY
    for dealer in sorted(coefficients):
        result = result + evaluate_points(coefficients[dealer], i)
    if result.is_identity():
        raise Refused("a trustee's key is the identity")
    return result


def sign_off_transcript(setting, openings):
    """Step 5; `openings`: exact bytes by trustee."""
    transcript = setting.transcript("ceremony-transcript").absorb("count", u32(len(setting.active)))
    for trustee in setting.active:
        transcript.absorb("trustee", u32(trustee)).absorb("opening", openings[trustee])
    return transcript.hash()
