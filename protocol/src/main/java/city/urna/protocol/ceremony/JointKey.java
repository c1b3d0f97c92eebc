package city.urna.protocol.ceremony;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a completed round gives: joint key, every active trustee's public key, and the transcript
 * that is signed off (spec ceremony, steps 5 and 7).
 *
 * @param key K = Σ_d A_{d,0}
 * @param trusteeKeys X_i = Σ_d Σ_k i^k·A_{d,k}, by index
 */
public record JointKey(PublicKey key, SortedMap<Integer, Point> trusteeKeys, Digest transcript) {
  public JointKey {
    trusteeKeys = Collections.unmodifiableSortedMap(new TreeMap<>(trusteeKeys));
  }

  /**
   * Computes it from the contributions of all active trustees; {@code R6 ceremony} where one is
   * missing or a key would be the identity.
   */
  public static Verdict<JointKey> of(Round round, Collection<Contribution> contributions) {
    SortedMap<Integer, Contribution> byDealer =
        contributions.stream()
            .collect(
                Collectors.toMap(
                    Contribution::dealer, one -> one, (first, second) -> first, TreeMap::new));
    if (!byDealer.keySet().equals(round.active())) {
      return Verdict.rejected(Refusal.CEREMONY, "not every active trustee has opened");
    }
    Element key = Element.IDENTITY;
    for (Contribution one : byDealer.values()) {
      key = key.plus(one.coefficients().getFirst());
    }
    if (key.isIdentity()) {
      return Verdict.rejected(Refusal.CEREMONY, "the joint key is the identity");
    }
    SortedMap<Integer, Point> trusteeKeys = new TreeMap<>();
    for (int trustee : round.active()) {
      Element own = Element.IDENTITY;
      for (Contribution one : byDealer.values()) {
        own = own.plus(one.publicShare(trustee));
      }
      if (own.isIdentity()) {
        return Verdict.rejected(Refusal.CEREMONY, "a trustee's key is the identity");
      }
      trusteeKeys.put(trustee, own.point());
    }
    SortedMap<Integer, Bytes> openings = new TreeMap<>();
    byDealer.forEach((dealer, one) -> openings.put(dealer, one.opening()));
    return Verdict.verified(
        new JointKey(new PublicKey(key.point()), trusteeKeys, round.transcript(openings)));
  }

  /**
   * The trustee's share of the secret key: x_i = Σ_d f_d(i).
   *
   * @param received by dealer, from every other active trustee: opened, or published as an answer
   * @return the share, or {@code R6 ceremony} where it does not fit the trustee's public key
   */
  public Verdict<KeyShare> share(Dealer own, Map<Integer, Scalar> received) {
    int trustee = own.trustee();
    if (!received.keySet().equals(Map.copyOf(others(trustee)).keySet())) {
      return Verdict.rejected(Refusal.CEREMONY, "not one share from each other active trustee");
    }
    Scalar secret = own.ownShare();
    for (Scalar share : received.values()) {
      secret = secret.plus(share);
    }
    return KeyShare.of(this, trustee, secret);
  }

  private Map<Integer, Point> others(int trustee) {
    SortedMap<Integer, Point> others = new TreeMap<>(trusteeKeys);
    others.remove(trustee);
    return others;
  }

  /** Whether x·G is the public key of that trustee. */
  boolean fits(int trustee, Scalar secret) {
    return trusteeKeys.containsKey(trustee)
        && FixedBase.GENERATOR.times(secret).equals(trusteeKeys.get(trustee));
  }
}
