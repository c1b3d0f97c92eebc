package city.urna.protocol.tally;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.group.Workers;
import city.urna.protocol.proof.Claim;
import city.urna.protocol.proof.EqualityProof;
import city.urna.protocol.proof.EqualityStatement;
import city.urna.protocol.proof.ProofBatch;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.QuestionShares;
import city.urna.protocol.records.Share;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Made by trustees, checked by everybody (spec tally §2). */
public final class DecryptionShares {
  private DecryptionShares() {}

  /**
   * D = x_i·alpha with its proof for every aggregate of the set. The caller has verified the set
   * against an archive of its own.
   */
  public static DecryptionShare make(FixedSet closed, KeyShare key, SecureRandom random) {
    DecryptionShare.Builder message =
        DecryptionShare.newBuilder()
            .setClosedSet(closed.hash().value().toByteString())
            .setTrustee(key.trustee());
    Point publicKey = key.publicKey();
    for (FixedSet.Question question : closed.questions()) {
      QuestionShares.Builder shares =
          QuestionShares.newBuilder().setQuestion(question.shape().id());
      for (int i = 0; i < question.ciphertexts().size(); i++) {
        Element share = key.decrypt(question.ciphertexts().get(i).alpha(), random);
        EqualityProof proof =
            key.prove(statement(closed, question, i, key.trustee(), publicKey, share), random);
        shares.addShares(
            Share.newBuilder()
                .setPoint(share.encode().toByteString())
                .setCommitmentG(proof.a().encode().toByteString())
                .setCommitmentC(proof.b().encode().toByteString())
                .setResponse(proof.z().encode().toByteString()));
      }
      message.addQuestions(shares);
    }
    return message.build();
  }

  private static EqualityStatement statement(
      FixedSet closed,
      FixedSet.Question question,
      int index,
      int trustee,
      Point key,
      Element share) {
    return new EqualityStatement(
        closed.election().context(),
        closed.hash(),
        trustee,
        question.shape().id(),
        index,
        key,
        question.ciphertexts().get(index),
        share);
  }

  /**
   * Checks a share: it names this closed set ({@code R11}), its trustee is active and its shape is
   * the set's ({@code R12}), its points, scalars and proofs are right ({@code R9}); in this order,
   * as proofs cannot be asked about another set or shape.
   */
  public static Verdict<CheckedShare> check(FixedSet closed, DecryptionShare message) {
    if (!Bytes.of(message.getClosedSet()).equals(closed.hash().value())) {
      return Verdict.rejected(Refusal.CLOSED_SET, "a share of another closed set");
    }
    Point key = closed.election().trusteeKeys().get(message.getTrustee());
    if (key == null) {
      return Verdict.rejected(Refusal.SHARE, "not an active trustee");
    }
    if (!fits(closed, message)) {
      return Verdict.rejected(Refusal.SHARE, "not one share for each aggregate");
    }
    List<List<Element>> points = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (int q = 0; q < closed.questions().size(); q++) {
      FixedSet.Question question = closed.questions().get(q);
      List<Element> own = new ArrayList<>();
      for (int i = 0; i < question.ciphertexts().size(); i++) {
        switch (read(message.getQuestions(q).getShares(i))) {
          case Parsed.Ok<Proved>(Proved read) -> {
            own.add(read.point());
            claims.add(
                read.proof()
                    .claim(
                        statement(closed, question, i, message.getTrustee(), key, read.point())));
          }
          case Parsed.Malformed<Proved>(String reason) -> {
            return Verdict.rejected(
                Refusal.PROOF,
                "question " + question.shape().id() + ", index " + i + ": " + reason);
          }
        }
      }
      points.add(List.copyOf(own));
    }
    CheckedShare checked = new CheckedShare(closed.hash(), message.getTrustee(), points);
    return ProofBatch.check(
            List.of(new ProofBatch.Group<>(checked, claims)), Optional.empty(), Workers.CALLER)
        .getFirst();
  }

  private static boolean fits(FixedSet closed, DecryptionShare message) {
    if (message.getQuestionsCount() != closed.questions().size()) {
      return false;
    }
    for (int q = 0; q < message.getQuestionsCount(); q++) {
      QuestionShares shares = message.getQuestions(q);
      FixedSet.Question question = closed.questions().get(q);
      if (!shares.getQuestion().equals(question.shape().id())
          || shares.getSharesCount() != question.ciphertexts().size()) {
        return false;
      }
    }
    return true;
  }

  /** A share as it was read. */
  private record Proved(Element point, EqualityProof proof) {}

  private static Parsed<Proved> read(Share share) {
    return Element.decode(Bytes.of(share.getPoint()))
        .flatMap(
            point ->
                Point.decode(Bytes.of(share.getCommitmentG()))
                    .flatMap(
                        a ->
                            Element.decode(Bytes.of(share.getCommitmentC()))
                                .flatMap(
                                    b ->
                                        Scalar.decode(Bytes.of(share.getResponse()))
                                            .map(z -> new EqualityProof(a, b, z))))
                    .map(proof -> new Proved(point, proof)));
  }
}
