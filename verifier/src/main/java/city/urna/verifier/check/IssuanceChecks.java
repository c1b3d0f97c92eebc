package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.records.Issuance;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.IssuanceRequest;
import city.urna.verifier.signature.Ed25519;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * V5.3 and V5.4: the issuers' published lists (spec credentials §5), and that no more ballots count
 * than credentials were given out.
 *
 * <p>Keeps of an issuance only its entry and the hash of its bytes.
 */
final class IssuanceChecks {
  private static final int CHUNK = 256;

  private final Check published;
  private final Check bound;
  private final Eligibility eligibility;
  private final List<RollChecks.Entry> roll;
  private final Workers workers;
  private final Map<String, Listed> lists = new HashMap<>();

  /** What an issuer published, chunk by chunk. */
  private record Listed(
      int total, int chunks, Bytes root, SortedMap<Integer, List<Leaf>> read, Set<Integer> seen) {}

  private record Leaf(int entry, String style, Bytes hash) {}

  /** A list that is whole: how many issuances for each style. */
  private record Reconciled(Map<String, Long> byStyle) {}

  IssuanceChecks(
      Check published,
      Check bound,
      Eligibility eligibility,
      List<RollChecks.Entry> roll,
      Workers workers) {
    this.published = published;
    this.bound = bound;
    this.eligibility = eligibility;
    this.roll = roll;
    this.workers = workers;
  }

  /** A chunk that stands where it may; {@code signed} says what is wrong with its signature. */
  void take(LoggedRecord record, IssuanceList list, boolean active, Optional<String> signed) {
    String where = Place.of(record) + ": this list of issuer " + list.getIssuer() + " ";
    if (signed.isPresent()) {
      published.failed(where + "does not count: " + signed.get());
      return;
    }
    if (!active) {
      published.failed(where + "is of an issuer recorded absent");
      return;
    }
    Listed listed =
        lists.computeIfAbsent(
            list.getIssuer(),
            i ->
                new Listed(
                    list.getTotal(),
                    list.getChunks(),
                    Bytes.of(list.getRoot()),
                    new TreeMap<>(),
                    new HashSet<>()));
    int chunk = list.getChunk();
    long expected = Math.min(CHUNK, list.getTotal() - (long) chunk * CHUNK);
    if (list.getTotal() < 0
        || list.getTotal() != listed.total
        || list.getChunks() != listed.chunks
        || list.getRoot().size() != 32
        || !Bytes.of(list.getRoot()).equals(listed.root)
        || list.getChunks() != Math.max(1, Math.ceilDiv(list.getTotal(), CHUNK))
        || chunk < 0
        || chunk >= list.getChunks()
        || list.getIssuancesCount() != expected) {
      published.failed(where + "contradicts its own numbers or those of an earlier chunk");
      return;
    }
    List<Leaf> leaves =
        list.getIssuancesList().stream()
            .map(
                issuance ->
                    new Leaf(
                        issuance.getEntry(),
                        issuance.getRequest().getStyle().intern(),
                        Merkle.leafHash(Bytes.of(issuance.toByteString()))))
            .toList();
    if (listed.read.putIfAbsent(chunk, leaves) != null) {
      published.failed(where + "repeats a chunk");
      return;
    }
    for (int i = 0; i < leaves.size(); i++) {
      int entry = leaves.get(i).entry;
      if (i > 0 && leaves.get(i - 1).entry >= entry) {
        published.failed(where + "does not ascend: entry " + entry + " twice or late");
      } else if (!listed.seen.add(entry)) {
        published.failed(where + "names entry " + entry + ", which another part names");
      }
    }
    published.looked(list.getIssuancesCount());
    workers.submit(() -> refuseAll(where, list), refusals -> refusals.forEach(published::failed));
  }

  private List<String> refuseAll(String where, IssuanceList list) {
    List<String> refusals = new ArrayList<>();
    for (Issuance issuance : list.getIssuancesList()) {
      refuse(list.getIssuer(), issuance)
          .ifPresent(
              why ->
                  refusals.add(
                      where + "holds, for roll entry " + issuance.getEntry() + ", " + why));
    }
    return refusals;
  }

  private Optional<String> refuse(String issuer, Issuance issuance) {
    IssuanceRequest request = issuance.getRequest();
    if (!request.getIssuer().equals(issuer)) {
      return Optional.of("another issuer's issuance");
    }
    if (issuance.getEntry() < 0 || issuance.getEntry() >= roll.size()) {
      return Optional.of("an entry that is not on the roll");
    }
    RollChecks.Entry entry = roll.get(issuance.getEntry());
    Bytes rollKey = Bytes.of(request.getRollKey());
    if (entry.keys().isEmpty() || !rollKey.equals(entry.keys().getFirst())) {
      return Optional.of("a roll key that is not that entry's");
    }
    if (!request.getStyle().equals(entry.style())) {
      return Optional.of("a style that is not that entry's");
    }
    Bytes blinded = Bytes.of(request.getBlinded());
    Bytes digest =
        eligibility
            .transcript("issuance-request")
            .absorb("issuer", issuer)
            .absorb("roll-key", rollKey)
            .absorb("style", request.getStyle())
            .absorb("blinded", blinded)
            .hash();
    if (request.getSignaturesCount() != entry.keys().size()) {
      return Optional.of("a request that is not signed by every roll key of the entry");
    }
    for (int i = 0; i < entry.keys().size(); i++) {
      if (!signed(entry, i, digest, Bytes.of(request.getSignatures(i)))) {
        return Optional.of("a request that the voter's roll key did not sign");
      }
    }
    boolean made =
        eligibility
            .key(issuer, entry.style())
            .map(key -> key.verifiesBlinded(blinded, Bytes.of(issuance.getBlindSignature())))
            .orElse(false);
    if (!made) {
      return Optional.of("a blind signature that the issuer's key did not make");
    }
    return Optional.empty();
  }

  private static boolean signed(RollChecks.Entry entry, int key, Bytes digest, Bytes signature) {
    Bytes rollKey = entry.keys().get(key);
    return entry.proven()
        ? Ed25519.verifiesOfKey(rollKey, digest, signature)
        : Ed25519.verifies(rollKey, digest, signature);
  }

  /**
   * Compares with the ballots that count.
   *
   * @param things what is counted, in words
   * @param counted how many, by style
   * @return least reconciled issuances less counted ballots, by style
   */
  SortedMap<String, Long> finish(
      List<String> active, int minimum, String things, Map<String, Long> counted) {
    published.done(lists.size() + " issuers published their lists");
    SortedMap<String, Long> stuffing = new TreeMap<>();
    int reconciled = 0;
    for (String issuer : active) {
      Optional<Reconciled> list = reconcile(issuer);
      if (list.isEmpty()) {
        bound.reserved("issuer " + issuer + " is unreconciled: " + missing(issuer));
        continue;
      }
      reconciled++;
      for (String style : eligibility.styles()) {
        long issued = list.get().byStyle.getOrDefault(style, 0L);
        long votes = counted.getOrDefault(style, 0L);
        bound.looked(1);
        if (votes > issued) {
          bound.failed(
              votes
                  + " "
                  + things
                  + " of style "
                  + style
                  + " count, but issuer "
                  + issuer
                  + " gave out "
                  + issued
                  + " credentials");
        }
        stuffing.merge(style, Math.max(0, issued - votes), Math::min);
      }
    }
    if (reconciled < minimum) {
      bound.failed(
          reconciled + " issuers are reconciled, the process asks for at least " + minimum);
    }
    bound.done(reconciled + " of " + active.size() + " active issuers reconciled");
    return stuffing;
  }

  private Optional<Reconciled> reconcile(String issuer) {
    Listed listed = lists.get(issuer);
    if (listed == null || listed.read.size() != listed.chunks) {
      return Optional.empty();
    }
    List<Leaf> leaves = listed.read.values().stream().flatMap(List::stream).toList();
    Map<String, Long> byStyle = new HashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      if (i > 0 && leaves.get(i - 1).entry >= leaves.get(i).entry) {
        return Optional.empty();
      }
      byStyle.merge(leaves.get(i).style, 1L, Long::sum);
    }
    return leaves.size() == listed.total
            && rootOf(leaves.stream().map(Leaf::hash).toList()).equals(listed.root)
        ? Optional.of(new Reconciled(byStyle))
        : Optional.empty();
  }

  private String missing(String issuer) {
    Listed listed = lists.get(issuer);
    if (listed == null) {
      return "it published no list";
    }
    return listed.read.size() != listed.chunks
        ? "it published " + listed.read.size() + " of " + listed.chunks + " parts of its list"
        : "its list does not add up to its own root and total";
  }

  private static Bytes rootOf(List<Bytes> leafHashes) {
    Merkle.Frontier tree = new Merkle.Frontier();
    leafHashes.forEach(tree::add);
    return tree.root();
  }
}
