package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.MultiScalar;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.proof.Claim;
import city.urna.protocol.proof.RangeKind;
import city.urna.protocol.proof.RangeProof;
import city.urna.protocol.proof.RangeStatement;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.Selection;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * The ciphertexts of one answer, and all that has to be proved of them (spec ballots §1.4).
 *
 * @param ciphertexts one for each item, then the blank's
 * @param claims a range proof for each, then the sum's
 */
record AnswerProofs(List<Ciphertext> ciphertexts, List<Claim> claims) {
  AnswerProofs {
    ciphertexts = List.copyOf(ciphertexts);
    claims = List.copyOf(claims);
  }

  /** For whom and where the answer is given. */
  record Place(Election election, String style, Bytes credential, QuestionShape shape) {
    RangeStatement statement(RangeKind kind, int index, Ciphertext ciphertext, int lo, int hi) {
      return new RangeStatement(
          election.context(),
          kind,
          style,
          shape.id(),
          credential,
          index,
          election.key(),
          ciphertext,
          lo,
          hi);
    }
  }

  /**
   * Decodes an answer whose shape has been checked; refuses non-canonical points and scalars, and a
   * product of which one half is the identity.
   */
  static Parsed<AnswerProofs> decode(Place place, BallotAnswer answer) {
    QuestionShape shape = place.shape();
    List<Selection> selections = selections(shape, answer);
    List<Ciphertext> ciphertexts = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (int index = 0; index < selections.size(); index++) {
      Selection selection = selections.get(index);
      Parsed<Ciphertext> ciphertext = Ciphertext.decode(Bytes.of(selection.getCiphertext()));
      int at = index;
      Parsed<Claim> claim =
          ciphertext.flatMap(
              one ->
                  claim(place.statement(RangeKind.SELECTION, at, one, 0, 1), selection.getProof()));
      switch (claim) {
        case Parsed.Ok<Claim>(Claim one) -> {
          ciphertexts.add(ciphertext.orThrow());
          claims.add(one);
        }
        case Parsed.Malformed<Claim>(String reason) -> {
          return new Parsed.Malformed<>(
              "question " + shape.id() + ", index " + index + ": " + reason);
        }
      }
    }
    if (!shape.hasSum()) {
      return new Parsed.Ok<>(new AnswerProofs(ciphertexts, claims));
    }
    return sum(place, ciphertexts, answer.getSumProof())
        .map(
            one -> {
              claims.add(one);
              return new AnswerProofs(ciphertexts, claims);
            });
  }

  /** An answer's selections, the blank's last. */
  static List<Selection> selections(QuestionShape shape, BallotAnswer answer) {
    List<Selection> selections = new ArrayList<>(answer.getSelectionsList());
    if (shape.blank()) {
      selections.add(answer.getBlank());
    }
    return selections;
  }

  private static Parsed<Claim> sum(Place place, List<Ciphertext> ciphertexts, ByteString proof) {
    QuestionShape shape = place.shape();
    return product(shape, ciphertexts)
        .ciphertext()
        .map(
            product ->
                claim(
                    place.statement(
                        RangeKind.SUM, shape.sumIndex(), product, shape.min(), shape.max()),
                    proof))
        .orElseGet(() -> new Parsed.Malformed<>("the sum's ciphertext is no two points"));
  }

  /** Π alpha_i · alpha_b^max, likewise beta. */
  private static Aggregate product(QuestionShape shape, List<Ciphertext> ciphertexts) {
    List<Scalar> weights = new ArrayList<>();
    for (int place = 0; place < ciphertexts.size(); place++) {
      weights.add(Scalar.of(shape.weight(place)));
    }
    Element alpha = MultiScalar.sum(weights, ciphertexts.stream().map(Ciphertext::alpha).toList());
    Element beta = MultiScalar.sum(weights, ciphertexts.stream().map(Ciphertext::beta).toList());
    return new Aggregate(alpha, beta);
  }

  private static Parsed<Claim> claim(RangeStatement statement, ByteString proof) {
    return RangeProof.decode(Bytes.of(proof), statement.branches())
        .map(one -> one.claim(statement));
  }
}
