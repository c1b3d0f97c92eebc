"""ceremony.json: a whole round, and its steps made wrong."""

from example_city.parties import PROCESS, Parties
from example_city.setup import Round
from urna_reference import ceremony, proofs
from urna_reference.group import G, Q, decode_point, encode_scalar
from urna_reference.refusal import Refused
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, parse, varint

from .ceremony_shares import answers, sealed_shares


class Sample:
    def __init__(self):
        self.parties = Parties("ceremony")
        self.round = Round(self.parties)
        self.setting = self.round.setting
        self.secrets = {i + 1: scalar for i, (_, scalar) in enumerate(self.parties.trustees.values())}
        self.valid, self.invalid = [], []

    def refuse(self, case, check, why, *arguments):
        try:
            check(*arguments)
        except Refused:
            self.invalid.append(case | {"why": why})
        else:
            raise AssertionError(why)


def make():
    sample = Sample()
    openings(sample)
    sealed_shares(sample)
    answers(sample)
    keys(sample)
    return {
        "description": "One round of the ceremony, three trustees, threshold two, all active in round 1; and its steps "
        "made wrong.",
        "spec": "ceremony.md",
        "shapes": {
            "what": "opening: an Opening's bytes against the commitment of trustee | sealed: the share that recipient "
            "opens from dealer's opening with its sealing secret | answer: a published share of dealer for recipient, "
            "against coefficients | key: joint key, trustees' keys, sign-off transcript and shares x_i from all openings",
            "commitment, opening, transcript": "hex",
            "secret, share, shares": "decimal strings",
            "possession": "in an invalid opening: true where only the possession proof is wrong (check V4.2)",
        },
        "process": PROCESS,
        "processHash": sample.parties.process_hash.hex(),
        "threshold": sample.setting.threshold,
        "round": sample.setting.round,
        "active": sample.setting.active,
        "sealingKeys": [(s * G).encode().hex() for s in sample.secrets.values()],
        "sealingSecrets": [str(s) for s in sample.secrets.values()],
        "valid": sample.valid,
        "invalid": sample.invalid,
    }


def openings(sample):
    setting, made = sample.setting, sample.round.openings

    def check(dealer, data, committed):
        opening, coefficients = ceremony.read_opening(setting, dealer, data, committed)
        ceremony.check_possession(setting, dealer, opening, coefficients)

    def case(dealer, data, committed):
        return {"what": "opening", "trustee": dealer, "opening": data.hex(), "commitment": committed.hex()}

    for dealer in setting.active:
        committed = ceremony.commitment(setting, dealer, made[dealer])
        check(dealer, made[dealer], committed)
        sample.valid.append(case(dealer, made[dealer], committed)
                            | {"polynomial": [str(f) for f in sample.round.polynomials[dealer]]})
    good = parse("Opening", made[1])

    def bad(why, data, dealer=1, committed=None, possession=False):
        data = data if isinstance(data, bytes) else data.encode()
        committed = committed or ceremony.commitment(setting, dealer, data)
        extra = {"possession": True} if possession else {}
        sample.refuse(case(dealer, data, committed) | extra, check, why, dealer, data, committed)

    right = ceremony.commitment(setting, 1, made[1])
    bad("another salt than committed", good.but(salt=ZERO), committed=right)
    bad("opened by another trustee, copied", made[1], 2, right)
    bad("copied by another trustee under a commitment of its own", good.but(
        shares=[s.but(recipient=i) for s, i in zip(good.shares, (1, 3))]), 2, possession=True)
    later = setting._replace(round=2)
    bad("commitment of another round", made[1], committed=ceremony.commitment(later, 1, made[1]))
    bad("commitment of another process", made[1], committed=ceremony.commitment(
        setting._replace(process="city-2027"), 1, made[1]))
    bad("a trailing unknown field", made[1] + varint(9 << 3) + b"\x01")
    bad("salt of 31 bytes", good.but(salt=ZERO[1:]))
    bad("a coefficient too few", good.but(coefficients=good.coefficients[:1]))
    bad("a coefficient too many", good.but(coefficients=[*good.coefficients, G.encode()]))
    bad("a coefficient is the identity", good.but(coefficients=[good.coefficients[0], bytes(33)]))
    bad("a coefficient off the curve", good.but(coefficients=[good.coefficients[0], b"\x02" + (1).to_bytes(32, "big")]))
    bad("the first coefficient is the identity", good.but(coefficients=[bytes(33), good.coefficients[1]]))
    bad("shares exchanged", good.but(shares=good.shares[::-1]))
    bad("a share missing", good.but(shares=good.shares[:1]))
    own = Message("SealedShare", recipient=1, encapsulation=bytes(65), ciphertext=bytes(48))
    bad("a share for the dealer", good.but(shares=[own, *good.shares]))
    bad("a share for nobody", good.but(shares=[*good.shares, own.but(recipient=4)]))
    bad("encapsulation compressed", good.but(shares=[good.shares[0].but(encapsulation=G.encode()), good.shares[1]]))
    bad("ciphertext of 47 bytes", good.but(shares=[good.shares[0].but(ciphertext=bytes(47)), good.shares[1]]))
    response = int.from_bytes(good.possession_response, "big")
    bad("possession response changed", good.but(possession_response=encode_scalar(response + 1)), possession=True)
    bad("possession response is q", good.but(possession_response=Q.to_bytes(32, "big")), possession=True)
    bad("possession commitment is the identity", good.but(possession_commitment=bytes(33)), possession=True)
    # The last to open steers the key: a coefficient made from the others', of which it knows no logarithm.
    others = decode_point(parse("Opening", made[2]).coefficients[0]) + decode_point(parse("Opening", made[3]).coefficients[0])
    steered = [(5 * G - others).encode(), good.coefficients[1]]
    w, z = proofs.prove_possession(ceremony.possession(setting, 1, steered), 5, sample.parties.random)
    bad("a coefficient that cancels the others'", good.but(
        coefficients=steered, possession_commitment=w, possession_response=z), possession=True)
    for why, transcript in (
        ("possession proof of another round", ceremony.possession(later, 1, good.coefficients)),
        ("possession proof of another trustee", ceremony.possession(setting, 2, good.coefficients)),
        ("possession proof without the second coefficient", ceremony.possession(setting, 1, good.coefficients[:1])),
    ):
        w, z = proofs.prove_possession(transcript, sample.round.polynomials[1][0], sample.parties.random)
        bad(why, good.but(possession_commitment=w, possession_response=z), possession=True)


def keys(sample):
    setting, made = sample.setting, sample.round
    transcript = ceremony.sign_off_transcript(setting, made.openings)
    good = {
        "what": "key",
        "openings": [made.openings[i].hex() for i in setting.active],
        "jointKey": made.joint_key.encode().hex(),
        "trusteeKeys": [made.public[i].encode().hex() for i in setting.active],
        "transcript": transcript.hex(),
    }
    sample.valid.append(good | {"shares": [str(made.secrets[i]) for i in setting.active]})

    def check(case):
        opened = {i: bytes.fromhex(data) for i, data in zip(setting.active, case["openings"])}
        coefficients = {i: [decode_point(c) for c in parse("Opening", data).coefficients] for i, data in opened.items()}
        ceremony.require(ceremony.joint_key(coefficients).encode().hex() == case["jointKey"], "another joint key")
        public = [ceremony.public_key(coefficients, i).encode().hex() for i in setting.active]
        ceremony.require(public == case["trusteeKeys"], "another trustee's key")
        ceremony.require(ceremony.sign_off_transcript(setting, opened).hex() == case["transcript"], "another transcript")

    check(good)
    for why, changes in (
        ("joint key plus G", {"jointKey": (made.joint_key + G).encode().hex()}),
        ("one contribution left out of the joint key", {"jointKey": (
            made.coefficients[1][0] + made.coefficients[2][0]).encode().hex()}),
        ("trustees' keys exchanged", {"trusteeKeys": good["trusteeKeys"][::-1]}),
        ("a trustee's first coefficient as its key", {"trusteeKeys": [
            made.coefficients[1][0].encode().hex(), *good["trusteeKeys"][1:]]}),
        ("transcript of openings in another order", {"transcript": ceremony.sign_off_transcript(
            setting._replace(active=[2, 1, 3]), made.openings).hex()}),
        ("transcript of another round", {"transcript": ceremony.sign_off_transcript(
            setting._replace(round=2), made.openings).hex()}),
    ):
        sample.refuse(good | changes, check, why, good | changes)
