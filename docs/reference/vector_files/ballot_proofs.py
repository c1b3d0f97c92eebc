"""ballot-proofs.json: ballots refused by a point, a scalar or a proof (R9)."""

from urna_reference import proofs
from urna_reference.ballots import statement
from urna_reference.elgamal import Ciphertext, decode_ciphertext, encrypt
from urna_reference.group import G, Q, encode_scalar
from urna_reference.wire import Message

from .ballots import Booth, accept, file, refuse
from .sample import QUESTIONS, Sample


def make():
    sample = Sample("ballot-proofs")
    booth = Booth(sample, "north", [[1, 0]])
    valid = [accept(sample, booth, "one question, first item")]
    invalid = []

    def bad(why, answer):
        invalid.append(refuse(sample, booth.cast(booth.body.but(answers=[answer])), "R9", why))

    answer = booth.body.answers[0]
    encodings(answer, bad)
    votes(sample, bad, booth)
    copies(sample, bad, booth)
    return file("points, scalars and proofs (R9)", sample, valid, invalid)


def with_first(answer, **changes):
    return answer.but(selections=[answer.selections[0].but(**changes), *answer.selections[1:]])


def encodings(answer, bad):
    """Fields that only one of several paths may check."""
    ciphertext, proof = answer.selections[0].ciphertext, answer.selections[0].proof
    off_curve = b"\x02" + (1).to_bytes(32, "big")
    bad("alpha is the identity", with_first(answer, ciphertext=bytes(33) + ciphertext[33:]))
    bad("beta is the identity", with_first(answer, ciphertext=ciphertext[:33] + bytes(33)))
    bad("alpha is off the curve", with_first(answer, ciphertext=off_curve + ciphertext[33:]))
    bad("beta is off the curve", with_first(answer, ciphertext=ciphertext[:33] + off_curve))
    bad("a commitment is the identity", with_first(answer, proof=bytes(33) + proof[33:]))
    bad("a commitment is off the curve", with_first(answer, proof=proof[:33] + off_curve + proof[66:]))
    bad("a challenge share is q", with_first(answer, proof=proof[:66] + Q.to_bytes(32, "big") + proof[98:]))
    bad("a response is q", with_first(answer, proof=proof[:98] + Q.to_bytes(32, "big") + proof[130:]))
    total = answer.sum_proof
    bad("sum proof: a commitment is the identity", answer.but(sum_proof=bytes(33) + total[33:]))
    bad("sum proof: its challenge share is q", answer.but(sum_proof=total[:66] + Q.to_bytes(32, "big") + total[98:]))
    changed = encode_scalar(int.from_bytes(total[98:], "big") + 1)
    bad("sum proof: response changed", answer.but(sum_proof=total[:98] + changed))


def proved(sample, booth, values, claimed=None):
    """An answer to mayor with these plaintexts, proved as an attacker would: the value nearest to the truth claimed."""
    random, election, question = sample.random, sample.election, QUESTIONS["mayor"]
    randomness = [random.scalar() for _ in values]
    ciphertexts = [encrypt(election.key, v, r) for v, r in zip(values, randomness)]
    selections = []
    for i, (ciphertext, value, r) in enumerate(zip(ciphertexts, values, randomness)):
        claim = statement(election, "north", question, booth.credential, i, ciphertext, 0, 1)
        proof = proofs.prove_range(claim, min(max(value, 0), 1), r, random)
        selections.append(Message("Selection", ciphertext=ciphertext.encode(), proof=proof))
    total = ciphertexts[0].plus(ciphertexts[1])
    claim = statement(election, "north", question, booth.credential, 3, total, 1, 1)
    return Message("BallotAnswer", selections=selections, sum_proof=proofs.prove_range(claim, 1, sum(randomness), random))


def votes(sample, bad, booth):
    bad("two votes where one is allowed", proved(sample, booth, [1, 1]))
    bad("no vote where one is asked for", proved(sample, booth, [0, 0]))
    bad("two votes for one item, minus one for the other", proved(sample, booth, [2, -1]))
    bad("a thousand votes", proved(sample, booth, [1000, 0]))


def copies(sample, bad, booth):
    election, random, question = sample.election, sample.random, QUESTIONS["mayor"]
    answer = booth.body.answers[0]
    other = Booth(sample, "north", [[0, 1]])
    bad("the whole answer copied from another credential", other.body.answers[0])
    copied = other.body.answers[0].selections[0]
    bad("one selection copied from another credential", answer.but(selections=[copied, answer.selections[1]]))
    bad("selections exchanged", answer.but(selections=answer.selections[::-1]))
    first = decode_ciphertext(answer.selections[0].ciphertext)
    again = Ciphertext(first.alpha + G, first.beta + election.key)
    bad("re-encrypted under the old proof", with_first(answer, ciphertext=again.encode()))
    negated = Ciphertext(-first.alpha, -first.beta)
    bad("negated under the old proof", with_first(answer, ciphertext=negated.encode()))

    # A question or style left out of the challenge would let an answer travel.
    def foreign(style, question, index=0, lo=0, hi=1, kind=None):
        r = random.scalar()
        ciphertext = encrypt(election.key, 1, r)
        claim = statement(election, style, question, booth.credential, index, ciphertext, lo, hi)
        claim = claim._replace(kind=kind or claim.kind)
        proof = proofs.prove_range(claim, 1, r, random)
        return with_first(answer, ciphertext=ciphertext.encode(), proof=proof)

    bad("proof of the same credential for another style", foreign("south", question))
    bad("proof of the same credential for another question", foreign("north", QUESTIONS["fees"]))
    bad("proof of the same credential for another index", foreign("north", question, 1))
    bad("proof of a sum in a selection's place", foreign("north", question, kind="sum"))
    bad("proof of the range 1 to 2 in a selection's place", foreign("north", question, lo=1, hi=2))
