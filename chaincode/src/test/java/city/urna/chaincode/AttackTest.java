package city.urna.chaincode;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.CREDENTIAL;
import static city.urna.protocol.bytes.Refusal.ELECTION;
import static city.urna.protocol.bytes.Refusal.ENVELOPE;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.PROOF;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Voter;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.records.Record;
import city.urna.protocol.records.Selection;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Attacks on ballots that have broken real systems, live against {@code decide} (docs/attacks.md):
 * which refusal meets each.
 */
class AttackTest {
  private static final SmallCity CITY = new SmallCity(31, 4);
  private static final MemoryState CASTING = CITY.casting();
  private static final List<Integer> SOUTH =
      IntStream.range(0, 4)
          .filter(i -> CITY.voters.get(i).style().equals("south"))
          .boxed()
          .toList();
  private static final Voter VOTER = CITY.voters.get(SOUTH.getFirst());
  private static final Ballot HONEST = body(CITY.ballot(SOUTH.getFirst()));
  private static final BigInteger Q =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** Places of a branch's parts in a proof: a, b, c, z. */
  private static final int[] POINTS = {0, 33, 130, 163};

  private static final int[] SCALARS = {66, 98, 196, 228};

  private static Ballot body(SignedRecord ballot) {
    return StrictParser.parse(Ballot.parser(), ballot.body()).orThrow();
  }

  private static SignedRecord cast(Ballot.Builder ballot) {
    return VOTER.cast(Bytes.of(ballot.build().toByteString()));
  }

  private static Ballot.Builder answer(int question, UnaryOperator<BallotAnswer.Builder> change) {
    return HONEST.toBuilder()
        .setAnswers(question, change.apply(HONEST.getAnswers(question).toBuilder()));
  }

  private static Ballot.Builder selection(UnaryOperator<Selection.Builder> change) {
    return answer(
        0,
        a -> a.setSelections(0, change.apply(HONEST.getAnswers(0).getSelections(0).toBuilder())));
  }

  private static ByteString put(ByteString bytes, int at, byte[] part) {
    return bytes
        .substring(0, at)
        .concat(ByteString.copyFrom(part))
        .concat(bytes.substring(at + part.length));
  }

  private static byte[] scalar(BigInteger value) {
    byte[] out = new byte[32];
    byte[] magnitude = value.toByteArray();
    int length = Math.min(32, magnitude.length);
    System.arraycopy(magnitude, magnitude.length - length, out, 32 - length, length);
    return out;
  }

  /** The same voter's ballot with other choices: proofs bind credential and place. */
  private static Ballot choosing(Answer mayor, Answer parks) {
    List<Answer> answers = new ArrayList<>(CITY.firstItems("south"));
    answers.set(0, mayor);
    answers.set(1, parks);
    return body(VOTER.cast(VOTER.draft(CITY.election, Tracker.NONE, answers).body()));
  }

  private static Answer choose(String question, Integer... places) {
    return Answer.choose(CITY.shape(question), Set.of(places));
  }

  private static Answer blank() {
    return Answer.blank(CITY.shape("parks"));
  }

  @Test
  void aBallotCopiedUnderAnotherCredential() {
    Voter thief = CITY.voters.get(SOUTH.getLast());
    assertRefused(SIGNATURE, CASTING, thief.cast(Bytes.of(HONEST.toByteString())));
    Ballot own = body(CITY.ballot(SOUTH.getLast()));
    Ballot copied = own.toBuilder().clearAnswers().addAllAnswers(HONEST.getAnswersList()).build();
    assertRefused(PROOF, CASTING, thief.cast(Bytes.of(copied.toByteString())));
  }

  @Test
  void aBallotSlightlyReEncoded() {
    ByteString unknown = ByteString.copyFrom(new byte[] {(byte) 0x7a, 0});
    for (ByteString other :
        List.of(
            HONEST.toByteString().concat(unknown),
            HONEST.toByteString().concat(HONEST.toByteString().substring(0, 34)))) {
      Record record =
          Record.newBuilder()
              .setVersion(1)
              .setKind(8)
              .setProcess(Parties.PROCESS)
              .setScope(Parties.SCOPE)
              .setBody(other)
              .addSignatures(
                  city.urna.protocol.records.Signature.newBuilder()
                      .setKey(HONEST.getCredential())
                      .setValue(ByteString.copyFrom(new byte[64])))
              .build();
      Command command = new Command(List.of(Bytes.of(record.toByteString())));
      Ruling ruling = CASTING.decide(command).rulings().getFirst();
      assertEquals(ENVELOPE, assertInstanceOf(Ruling.Refused.class, ruling).code());
    }
    ByteString first = HONEST.getAnswers(0).getSelections(0).getCiphertext();
    byte[] negated = first.substring(0, 1).toByteArray();
    negated[0] ^= 1;
    assertRefused(PROOF, CASTING, cast(selection(s -> s.setCiphertext(put(first, 0, negated)))));
  }

  @Test
  void aBallotReplayedInAnotherScopeStyleOrQuestion() {
    SignedRecord elsewhere =
        Parties.record(Kind.BALLOT, "other", HONEST, List.of(VOTER.credentialKey()));
    assertRefused(PHASE, CASTING, elsewhere);
    assertRefused(ELECTION, CASTING, cast(HONEST.toBuilder().setStyle("north")));
    Selection moved = HONEST.getAnswers(2).getSelections(0);
    assertRefused(PROOF, CASTING, cast(answer(0, a -> a.setSelections(0, moved))));
  }

  @Test
  void aPointThatIsNoneInEveryField() {
    byte[] identity = new byte[33];
    byte[] offCurve = new byte[33];
    offCurve[0] = 2;
    offCurve[32] = 1; // x = 1 is on no point of P-256
    byte[] large = new byte[33];
    java.util.Arrays.fill(large, (byte) 0xff);
    large[0] = 2; // x ≥ p
    byte[] uncompressed =
        HONEST.getAnswers(0).getSelections(0).getCiphertext().substring(0, 33).toByteArray();
    uncompressed[0] = 4;
    Selection first = HONEST.getAnswers(0).getSelections(0);
    for (byte[] bad : List.of(identity, offCurve, large, uncompressed)) {
      for (int at : new int[] {0, 33}) {
        assertRefused(
            PROOF,
            CASTING,
            cast(selection(s -> s.setCiphertext(put(first.getCiphertext(), at, bad)))));
      }
      for (int at : POINTS) {
        assertRefused(
            PROOF, CASTING, cast(selection(s -> s.setProof(put(first.getProof(), at, bad)))));
      }
      ByteString sum = HONEST.getAnswers(0).getSumProof();
      assertRefused(PROOF, CASTING, cast(answer(0, a -> a.setSumProof(put(sum, 33, bad)))));
      Selection blank = HONEST.getAnswers(1).getBlank();
      assertRefused(
          PROOF,
          CASTING,
          cast(
              answer(
                  1,
                  a ->
                      a.setBlank(
                          blank.toBuilder().setCiphertext(put(blank.getCiphertext(), 33, bad))))));
    }
  }

  @Test
  void aScalarOutOfRangeOrZero() {
    ByteString proof = HONEST.getAnswers(0).getSelections(0).getProof();
    for (int at : SCALARS) {
      BigInteger own = new BigInteger(1, proof.substring(at, at + 32).toByteArray());
      List<BigInteger> others = new ArrayList<>(List.of(BigInteger.ZERO, Q));
      if (own.add(Q).bitLength() <= 256) {
        others.add(own.add(Q));
      }
      for (BigInteger other : others) {
        assertRefused(
            PROOF, CASTING, cast(selection(s -> s.setProof(put(proof, at, scalar(other))))));
      }
    }
  }

  /** Each half of each ciphertext is under its proof. */
  @Test
  void halfACiphertextOfAnother() {
    for (int question = 0; question < HONEST.getAnswersCount(); question++) {
      int own = question;
      Selection first = HONEST.getAnswers(question).getSelections(0);
      ByteString other = HONEST.getAnswers(question).getSelections(1).getCiphertext();
      for (int half : new int[] {0, 33}) {
        byte[] part = other.substring(half, half + 33).toByteArray();
        Selection mixed =
            first.toBuilder().setCiphertext(put(first.getCiphertext(), half, part)).build();
        assertRefused(PROOF, CASTING, cast(answer(own, a -> a.setSelections(0, mixed))));
      }
    }
  }

  @Test
  void overVotesAndUnderVotes() {
    Ballot one = choosing(choose("mayor", 0), choose("parks", 0));
    Ballot other = choosing(choose("mayor", 1), choose("parks", 1));
    assertAccepted(CASTING, cast(one.toBuilder()));
    for (ByteString sum :
        List.of(one.getAnswers(0).getSumProof(), other.getAnswers(0).getSumProof())) {
      BallotAnswer two =
          one.getAnswers(0).toBuilder()
              .setSelections(1, other.getAnswers(0).getSelections(1))
              .setSumProof(sum)
              .build();
      BallotAnswer none =
          one.getAnswers(0).toBuilder()
              .setSelections(0, other.getAnswers(0).getSelections(0))
              .setSumProof(sum)
              .build();
      assertRefused(PROOF, CASTING, cast(one.toBuilder().setAnswers(0, two)));
      assertRefused(PROOF, CASTING, cast(one.toBuilder().setAnswers(0, none)));
    }
  }

  @Test
  void blankTogetherWithChoices() {
    Ballot chosen = choosing(choose("mayor", 0), choose("parks", 0));
    Ballot blank = choosing(choose("mayor", 0), blank());
    assertAccepted(CASTING, cast(blank.toBuilder()));
    for (Ballot from : List.of(chosen, blank)) {
      BallotAnswer both =
          chosen.getAnswers(1).toBuilder()
              .setBlank(blank.getAnswers(1).getBlank())
              .setSumProof(from.getAnswers(1).getSumProof())
              .build();
      assertRefused(PROOF, CASTING, cast(chosen.toBuilder().setAnswers(1, both)));
    }
  }

  @Test
  void anOpenedBodyCast() {
    SignedRecord unsigned =
        SignedRecord.parse(
                Bytes.of(
                    Record.newBuilder()
                        .setVersion(1)
                        .setKind(8)
                        .setProcess(Parties.PROCESS)
                        .setScope(Parties.SCOPE)
                        .setBody(HONEST.toByteString())
                        .build()
                        .toByteString()))
            .orThrow();
    assertRefused(SIGNATURE, CASTING, unsigned);
  }

  /**
   * Accepted on purpose: a ballot reads only the phase, so that nobody can make another's ballot
   * fail; the chain decides at the close (docs/trust.md, What is not offered 6; spec ballots §5).
   */
  @Test
  void anOldBallotReplayedOverANewerOneIsRecordedAndDoesNotCount() {
    SignedRecord old = CITY.ballot(SOUTH.getFirst());
    MemoryState voted = CITY.casting().accept(old);
    Tracker tracker = CITY.election.tracker(old.body());
    SignedRecord newer = CITY.ballot(SOUTH.getFirst(), tracker);
    voted.accept(newer);
    assertAccepted(voted, old);
    assertInstanceOf(Ruling.Repeated.class, voted.decide(List.of(old, old)).rulings().get(1));
  }

  @Test
  void aForkOfReplacementsIsRecordedAndTheChainDecides() {
    SignedRecord first = CITY.ballot(SOUTH.getFirst());
    Tracker tracker = CITY.election.tracker(first.body());
    MemoryState voted = CITY.casting().accept(first);
    SignedRecord one = CITY.ballot(SOUTH.getFirst(), tracker);
    SignedRecord other = CITY.ballot(SOUTH.getFirst(), tracker);
    assertNotEquals(one.hash(), other.hash());
    assertAccepted(voted.accept(one), other);
  }

  @Test
  void aBallotHeldBackAndOrderedLate() {
    MemoryState closed = CITY.casting().accept(CITY.phase(3, CITY.freeze));
    assertRefused(PHASE, closed, CITY.ballot(SOUTH.getFirst()));
  }

  @Test
  void signaturesSpreadOverSeveralCredentials() {
    Ballot other = body(CITY.ballot(SOUTH.getLast()));
    List<IssuerSignature> mixed = new ArrayList<>(HONEST.getIssuerSignaturesList());
    mixed.set(1, other.getIssuerSignatures(1));
    assertRefused(
        CREDENTIAL,
        CASTING,
        cast(HONEST.toBuilder().clearIssuerSignatures().addAllIssuerSignatures(mixed)));
  }

  @Test
  void anIssuersSignatureMissingOrUnderTheKeyOfAnotherStyle() {
    assertRefused(CREDENTIAL, CASTING, cast(HONEST.toBuilder().removeIssuerSignatures(0)));
    int north = IntStream.range(0, 4).filter(i -> !SOUTH.contains(i)).findFirst().orElseThrow();
    Ballot other = body(CITY.ballot(north));
    assertRefused(
        CREDENTIAL,
        CASTING,
        cast(HONEST.toBuilder().setIssuerSignatures(0, other.getIssuerSignatures(0))));
  }

  @Test
  void aSignatureThatIsNotBelowTheModulus() {
    byte[] large = new byte[384];
    java.util.Arrays.fill(large, (byte) 0xff);
    IssuerSignature first = HONEST.getIssuerSignatures(0);
    assertRefused(
        CREDENTIAL,
        CASTING,
        cast(
            HONEST.toBuilder()
                .setIssuerSignatures(0, first.toBuilder().setValue(ByteString.copyFrom(large)))));
  }

  /** A credential of small order verifies its signature in lax libraries, whatever is signed. */
  @Test
  void aCredentialOfSmallOrder() {
    byte[] identity = new byte[32];
    identity[0] = 1;
    byte[] signature = new byte[64];
    signature[0] = 1;
    Record record =
        Record.newBuilder()
            .setVersion(1)
            .setKind(8)
            .setProcess(Parties.PROCESS)
            .setScope(Parties.SCOPE)
            .setBody(
                HONEST.toBuilder()
                    .setCredential(ByteString.copyFrom(identity))
                    .build()
                    .toByteString())
            .addSignatures(
                city.urna.protocol.records.Signature.newBuilder()
                    .setKey(ByteString.copyFrom(identity))
                    .setValue(ByteString.copyFrom(signature)))
            .build();
    assertRefused(
        SIGNATURE, CASTING, SignedRecord.parse(Bytes.of(record.toByteString())).orThrow());
  }

  /** Errors that cancel when every equation weighs the same, in two ballots of one command. */
  @Test
  void twoFalseProofsThatCancel() {
    List<SignedRecord> two = new ArrayList<>();
    for (int sign : new int[] {1, -1}) {
      ByteString proof = HONEST.getAnswers(0).getSelections(0).getProof();
      BigInteger z = new BigInteger(1, proof.substring(98, 130).toByteArray());
      byte[] shifted = scalar(z.add(BigInteger.valueOf(sign)).mod(Q));
      two.add(
          cast(selection(s -> s.setProof(put(proof, 98, shifted))).setMark("00000" + (sign + 1))));
    }
    for (Ruling ruling : CASTING.decide(two).rulings()) {
      assertEquals(PROOF, assertInstanceOf(Ruling.Refused.class, ruling).code());
    }
  }

  /** Issuances are published after the close; nothing at the ledger makes a nullifier twice. */
  @Test
  void theSameNullifierTwiceAtOnceIsOneChain() {
    List<SignedRecord> two = List.of(CITY.ballot(SOUTH.getFirst()), CITY.ballot(SOUTH.getFirst()));
    for (Ruling ruling : CASTING.decide(two).rulings()) {
      assertInstanceOf(Ruling.Accepted.class, ruling);
    }
  }
}
