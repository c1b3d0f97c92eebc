package city.urna.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Signature;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SigningKey;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exactly the signatures that are asked for, in their order, and no other. */
class RecordSignaturesTest {
  private final SecureRandom random = Seeded.random(3);
  private final Ed25519PrivateKey author = Ed25519PrivateKey.generate(random);
  private final Ed25519PrivateKey second = Ed25519PrivateKey.generate(random);
  private final List<EcdsaPrivateKey> organizations =
      IntStream.range(0, 5).mapToObj(i -> EcdsaPrivateKey.generate(random)).toList();
  private final Bytes body =
      Bytes.of(Item.newBuilder().setId("oak").setVersion(1).build().toByteString());

  private List<Bytes> ledgerKeys() {
    return organizations.stream().map(SigningKey::publicKey).toList();
  }

  private SignedRecord signed(SigningKey... keys) {
    return SignedRecord.sign(Kind.ITEM, "p", "s", body, List.of(keys));
  }

  private SigningKey[] authorAnd(int... endorsers) {
    List<SigningKey> keys = new ArrayList<>(List.of(author));
    for (int endorser : endorsers) {
      keys.add(organizations.get(endorser));
    }
    return keys.toArray(SigningKey[]::new);
  }

  private Verdict<RecordSignatures> check(SignedRecord record, Endorsement endorsement) {
    return RecordSignatures.check(record, List.of(author.publicKey()), ledgerKeys(), endorsement);
  }

  private static void refused(Verdict<RecordSignatures> verdict) {
    assertEquals(Refusal.SIGNATURE, assertInstanceOf(Verdict.Rejected.class, verdict).code());
  }

  @Test
  void countsOfEndorsements() {
    assertEquals(1, Endorsement.MAJORITY.least(1));
    assertEquals(2, Endorsement.MAJORITY.least(2));
    assertEquals(2, Endorsement.MAJORITY.least(3));
    assertEquals(3, Endorsement.MAJORITY.least(4));
    assertEquals(17, Endorsement.MAJORITY.least(32));
    for (int count = 0; count <= 5; count++) {
      SignedRecord record = signed(authorAnd(IntStream.range(0, count).toArray()));
      for (Endorsement endorsement : Endorsement.values()) {
        boolean right =
            switch (endorsement) {
              case NONE -> count == 0;
              case MAJORITY -> count >= 3;
              case ALL -> count == 5;
            };
        assertEquals(
            right,
            check(record, endorsement) instanceof Verdict.Verified,
            endorsement + " " + count);
      }
    }
  }

  @Test
  void theCheckSaysWhoSigned() {
    RecordSignatures checked = check(signed(authorAnd(0, 2, 4)), Endorsement.MAJORITY).orThrow();
    assertEquals(List.of(author.publicKey()), checked.authors());
    assertEquals(List.of(0, 2, 4), checked.endorsers());
  }

  @Test
  void orderAndRepetition() {
    refused(check(signed(authorAnd(0, 2, 1)), Endorsement.MAJORITY));
    refused(check(signed(authorAnd(0, 1, 1)), Endorsement.MAJORITY));
    refused(check(signed(authorAnd(0, 0, 1, 2)), Endorsement.MAJORITY));
    refused(check(signed(authorAnd(4, 3, 2, 1, 0)), Endorsement.ALL));
    refused(
        check(
            signed(organizations.get(0), author, organizations.get(1), organizations.get(2)),
            Endorsement.MAJORITY));
    refused(check(signed(author, author), Endorsement.NONE));
    refused(check(signed(second), Endorsement.NONE));
    refused(check(signed(), Endorsement.NONE));
    refused(
        check(
            signed(author, organizations.get(0), organizations.get(1), second),
            Endorsement.MAJORITY));
  }

  @Test
  void twoAuthorsBothSignInOrder() {
    List<Bytes> both = List.of(author.publicKey(), second.publicKey());
    assertInstanceOf(
        Verdict.Verified.class,
        RecordSignatures.check(signed(author, second), both, ledgerKeys(), Endorsement.NONE));
    refused(RecordSignatures.check(signed(second, author), both, ledgerKeys(), Endorsement.NONE));
    refused(RecordSignatures.check(signed(author), both, ledgerKeys(), Endorsement.NONE));
  }

  @Test
  void anyOfSeveralMayWriteButOnlyOne() {
    List<Bytes> either = List.of(author.publicKey(), second.publicKey());
    RecordSignatures checked =
        RecordSignatures.checkAnyOf(signed(second), either, ledgerKeys(), Endorsement.NONE)
            .orThrow();
    assertEquals(List.of(second.publicKey()), checked.authors());
    refused(
        RecordSignatures.checkAnyOf(
            signed(author, second), either, ledgerKeys(), Endorsement.NONE));
    refused(RecordSignatures.checkAnyOf(signed(), either, ledgerKeys(), Endorsement.NONE));
    refused(
        RecordSignatures.checkAnyOf(
            signed(organizations.getFirst()), either, ledgerKeys(), Endorsement.NONE));
  }

  @Test
  void aSignatureBelongsToKindProcessScopeAndBody() {
    SignedRecord record = signed(author);
    for (SignedRecord other :
        List.of(
            SignedRecord.sign(Kind.ITEM, "q", "s", body, List.of()),
            SignedRecord.sign(Kind.ITEM, "p", "t", body, List.of()),
            SignedRecord.sign(Kind.ROLL, "p", "s", Bytes.EMPTY, List.of()),
            SignedRecord.sign(Kind.ITEM, "p", "s", Bytes.EMPTY, List.of()))) {
      refused(check(other.withSignatures(record.signatures()), Endorsement.NONE));
    }
    assertInstanceOf(Verdict.Verified.class, check(record, Endorsement.NONE));
  }

  @Test
  void everySignatureIsVerified() {
    SignedRecord record = signed(authorAnd(0, 1, 2));
    for (int i = 0; i < record.signatures().size(); i++) {
      List<Signature> forged = new ArrayList<>(record.signatures());
      forged.set(i, forged.get(i).toBuilder().setValue(ByteString.copyFrom(new byte[64])).build());
      refused(check(record.withSignatures(forged), Endorsement.MAJORITY));
    }
  }

  @Test
  void signaturesAreAddedBehind() {
    SignedRecord once = signed(author);
    SignedRecord twice = once.with(once.signature(organizations.getFirst()));
    assertEquals(signed(authorAnd(0)), twice);
    assertEquals(once.signingDigest(), twice.signingDigest());
    assertThrows(
        IllegalArgumentException.class,
        () -> once.with(Signature.newBuilder().setKey(ByteString.EMPTY).build()));
  }
}
