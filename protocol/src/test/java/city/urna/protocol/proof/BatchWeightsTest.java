package city.urna.protocol.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Scalar;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whoever could foresee the weights could make false equations that cancel (spec proofs §5): each
 * thing that a prover chooses changes all of them, and so does the verifier's own randomness.
 */
class BatchWeightsTest {
  private static final int WEIGHTS = 5;

  private final SecureRandom random = Seeded.random(43);
  private final Digest transcript = new Digest(Seeded.bytes(random, 32));
  private final List<Scalar> shares = List.of(Scalar.random(random), Scalar.random(random));
  private final List<Scalar> responses = List.of(Scalar.random(random), Scalar.random(random));

  @Test
  void theyAreTheSpecificationsHash() throws NoSuchAlgorithmException {
    Claim second = claim(new Digest(Seeded.bytes(random, 32)), List.of(), responses, 2);
    MessageDigest seed = MessageDigest.getInstance("SHA-256");
    seed.update(u64(3));
    seed.update(transcript.value().toArray());
    shares.forEach(share -> seed.update(share.encode().toArray()));
    responses.forEach(response -> seed.update(response.encode().toArray()));
    seed.update(second.transcript().value().toArray());
    responses.forEach(response -> seed.update(response.encode().toArray()));
    byte[] hash = seed.digest();
    List<Scalar> expected = new ArrayList<>();
    for (int i = 0; i < WEIGHTS; i++) {
      MessageDigest weight = MessageDigest.getInstance("SHA-256");
      weight.update("urna-batch-weight".getBytes(StandardCharsets.US_ASCII));
      weight.update(hash);
      weight.update(u64(i));
      expected.add(Scalar.of(new BigInteger(1, Arrays.copyOf(weight.digest(), 16))));
    }
    List<Claim> claims = List.of(claim(transcript, shares, responses, 1), second);
    assertEquals(expected, weights(claims, Optional.empty()));
  }

  @Test
  void theyDependOnEverythingThatAProverChooses() {
    Claim claim = claim(transcript, shares, responses, 1);
    Digest other = new Digest(Seeded.bytes(random, 32));
    List<Scalar> changed = List.of(shares.getFirst(), shares.getLast().plus(Scalar.ONE));
    List<Scalar> moved = List.of(responses.getFirst(), responses.getLast().plus(Scalar.ONE));
    Set<List<Scalar>> all = new HashSet<>();
    List<List<Claim>> batches =
        List.of(
            List.of(claim),
            List.of(claim(other, shares, responses, 1)),
            List.of(claim(transcript, changed, responses, 1)),
            List.of(claim(transcript, shares, moved, 1)),
            List.of(claim(transcript, shares, responses, 2)),
            List.of(claim, claim));
    batches.forEach(batch -> all.add(weights(batch, Optional.empty())));
    assertEquals(batches.size(), all.size());
    long apart = all.stream().flatMap(List::stream).distinct().count();
    assertEquals((long) batches.size() * WEIGHTS, apart, "no weight comes twice");
  }

  @Test
  void theVerifiersOwnRandomnessIsInThem() {
    List<Claim> claims = List.of(claim(transcript, shares, responses, 1));
    List<Scalar> without = weights(claims, Optional.empty());
    List<Scalar> with = weights(claims, Optional.of(Seeded.random(1)));
    assertEquals(with, weights(claims, Optional.of(Seeded.random(1))));
    assertNotEquals(with, without);
    assertNotEquals(with, weights(claims, Optional.of(Seeded.random(2))));
  }

  private static Claim claim(
      Digest transcript, List<Scalar> shares, List<Scalar> responses, int equations) {
    List<Equation> same = new ArrayList<>();
    for (int i = 0; i < equations; i++) {
      same.add(Equation.of(Equation.plus(Element.GENERATOR)));
    }
    return new Claim("here", transcript, true, shares, responses, same);
  }

  private static List<Scalar> weights(List<Claim> claims, Optional<SecureRandom> own) {
    BatchWeights weights = BatchWeights.of(claims, own);
    List<Scalar> drawn = new ArrayList<>();
    for (int i = 0; i < WEIGHTS; i++) {
      drawn.add(weights.next());
    }
    return drawn;
  }

  private static byte[] u64(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
