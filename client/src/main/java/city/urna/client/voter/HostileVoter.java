package city.urna.client.voter;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.records.Selection;
import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two voters with good credentials who make bad ballots of them: what the demo sends to see it
 * refused. Both have prepared a ballot.
 */
public final class HostileVoter {
  private final Voter one;
  private final SignedRecord good;
  private final SignedRecord others;
  private final Voter other;

  public HostileVoter(Voter one, Voter other) {
    this.one = one;
    this.other = other;
    this.good = one.sign();
    this.others = other.sign();
  }

  /** Records that must be refused, by what is wrong with them. */
  public Map<String, Bytes> attempts() {
    Ballot ballot = good.body(Ballot.parser()).orThrow();
    Ballot stranger = others.body(Ballot.parser()).orThrow();
    Map<String, Bytes> attempts = new LinkedHashMap<>();
    attempts.put("a ballot copied and signed by another credential", copied());
    attempts.put(
        "an issuer's signature left out",
        resigned(
            ballot.toBuilder()
                .clearIssuerSignatures()
                .addAllIssuerSignatures(
                    ballot.getIssuerSignaturesList().subList(1, ballot.getIssuerSignaturesCount()))
                .build()));
    attempts.put("a credential put together from two voters'", resigned(mixed(ballot, stranger)));
    attempts.put("a proof with one byte changed", resigned(brokenProof(ballot)));
    attempts.put("no ballot at all", Bytes.of(new byte[] {1, 2, 3}));
    return attempts;
  }

  /** A ballot without fault, for whoever sends it too late. */
  public Bytes heldBack() {
    return good.bytes();
  }

  private Bytes copied() {
    return SignedRecord.sign(
            Kind.BALLOT, good.process(), good.scope(), good.body(), List.of(other.credentialKey()))
        .bytes();
  }

  private static Ballot mixed(Ballot ballot, Ballot stranger) {
    IssuerSignature foreign = stranger.getIssuerSignatures(0);
    return ballot.toBuilder().setIssuerSignatures(0, foreign).build();
  }

  private static Ballot brokenProof(Ballot ballot) {
    Selection selection = ballot.getAnswers(0).getSelections(0);
    byte[] proof = selection.getProof().toByteArray();
    proof[proof.length - 1] ^= 1;
    var answer =
        ballot.getAnswers(0).toBuilder()
            .setSelections(0, selection.toBuilder().setProof(ByteString.copyFrom(proof)).build());
    return ballot.toBuilder().setAnswers(0, answer).build();
  }

  private Bytes resigned(Ballot ballot) {
    return SignedRecord.sign(
            Kind.BALLOT,
            good.process(),
            good.scope(),
            Bytes.of(ballot.toByteString()),
            List.of(one.credentialKey()))
        .bytes();
  }
}
