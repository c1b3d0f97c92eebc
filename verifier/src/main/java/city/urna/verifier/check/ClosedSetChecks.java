package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.report.Numbered;
import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * V7.4 and V8.1: the closed sets that organizations posted (spec tally §1), against the verifier's
 * own.
 */
final class ClosedSetChecks {
  private final Check check;
  private final Check aggregates;
  private final Frozen frozen;
  private final Signers signers;
  private final Map<Integer, Posted> posted = new LinkedHashMap<>();
  private Optional<Posted> fixed = Optional.empty();

  /** A closed set as an organization posted it; {@code hash} is the closed set hash. */
  record Posted(LoggedRecord record, Bytes hash, ClosedSet set) {}

  /** What the verifier found by itself, but for the aggregates. */
  record Own(
      long treeSize,
      Bytes treeRoot,
      long recorded,
      List<BallotLine> counted,
      List<List<Aggregate>> sums) {}

  ClosedSetChecks(Checks checks, Frozen frozen, Signers signers) {
    this.check = checks.of(Numbered.V7_4);
    this.aggregates = checks.of(Numbered.V8_1);
    this.frozen = frozen;
    this.signers = signers;
  }

  /** A closed set after the close, by an organization; gives why it is not allowed. */
  Optional<String> take(LoggedRecord record, int organization, ClosedSet set) {
    Bytes hash = frozen.transcript("closed-set").absorb("body", record.body()).hash();
    Posted mine = new Posted(record, hash, set);
    if (posted.putIfAbsent(organization, mine) != null) {
      return Optional.of(
          "organization " + signers.organizationName(organization) + " had posted one before");
    }
    long alike = posted.values().stream().filter(other -> other.hash.equals(hash)).count();
    if (fixed.isEmpty() && alike >= signers.majority()) {
      fixed = Optional.of(mine);
    }
    return Optional.empty();
  }

  /** The one that a majority has posted so far. */
  Optional<Posted> fixed() {
    return fixed;
  }

  /** Record hashes of those posted so far that differ from the fixed one, in log order. */
  List<Bytes> dissents() {
    return fixed.stream()
        .flatMap(set -> posted.values().stream().filter(other -> !other.hash.equals(set.hash)))
        .map(other -> other.record.hash())
        .toList();
  }

  /** Compares with the verifier's own; gives the hash of its own. */
  Bytes finish(Own own) {
    ClosedSet mine = message(own);
    check.looked(posted.size());
    aggregates.looked(
        mine.getAggregatesList().stream().mapToLong(a -> a.getCiphertextsCount()).sum());
    if (fixed.isEmpty()) {
      check.failed(
          "no majority of the organizations posted the same closed set: "
              + posted.size()
              + " posted, "
              + signers.majority()
              + " alike are needed");
      aggregates.notRun("there is no closed set to compare with");
    } else {
      compare(fixed.get().set, mine);
      aggregates.done("of " + own.counted.size() + " counted ballots");
    }
    fixed.ifPresent(set -> dissent(set.hash));
    check.done(fixed.map(set -> "closed set " + set.hash.hex()).orElse(""));
    return frozen.transcript("closed-set").absorb("body", Bytes.of(mine.toByteString())).hash();
  }

  private void dissent(Bytes hash) {
    posted.forEach(
        (organization, other) -> {
          if (!other.hash.equals(hash)) {
            check.reserved(
                "organization "
                    + signers.organizationName(organization)
                    + " posted another closed set at "
                    + Place.of(other.record));
          }
        });
  }

  private void compare(ClosedSet theirs, ClosedSet mine) {
    differ("election hash", theirs.getElection(), mine.getElection());
    differ("size of the tree", theirs.getTreeSize(), mine.getTreeSize());
    differ("root of the tree", theirs.getTreeRoot(), mine.getTreeRoot());
    differ("number of recorded ballots", theirs.getRecorded(), mine.getRecorded());
    differ("number of counted ballots", theirs.getCounted(), mine.getCounted());
    differ("root over the counted trackers", theirs.getTrackersRoot(), mine.getTrackersRoot());
    for (int i = 0; i < mine.getAggregatesCount(); i++) {
      String question = mine.getAggregates(i).getQuestion();
      if (theirs.getAggregatesCount() != mine.getAggregatesCount()
          || !theirs.getAggregates(i).equals(mine.getAggregates(i))) {
        aggregates.failed(
            "the sums that a majority of the organizations posted for question "
                + question
                + " are not those of the counted ballots");
      }
    }
  }

  private void differ(String what, Object theirs, Object mine) {
    if (!theirs.equals(mine)) {
      check.failed(
          "the "
              + what
              + " in the fixed closed set is "
              + text(theirs)
              + ", this program finds "
              + text(mine));
    }
  }

  private static String text(Object value) {
    return value instanceof ByteString bytes ? Bytes.of(bytes).hex() : String.valueOf(value);
  }

  private ClosedSet message(Own own) {
    ClosedSet.Builder set =
        ClosedSet.newBuilder()
            .setElection(bytes(frozen.election()))
            .setTreeSize(own.treeSize)
            .setTreeRoot(bytes(own.treeRoot))
            .setRecorded(own.recorded)
            .setCounted(own.counted.size())
            .setTrackersRoot(
                bytes(Merkle.root(own.counted.stream().map(BallotLine::tracker).toList())));
    for (int i = 0; i < frozen.questions().size(); i++) {
      int question = i;
      long ballots =
          own.counted.stream()
              .filter(line -> frozen.styles().get(line.style()).questions().contains(question))
              .count();
      city.urna.verifier.records.Aggregate.Builder aggregate =
          city.urna.verifier.records.Aggregate.newBuilder()
              .setQuestion(frozen.questions().get(i).id())
              .setBallots(ballots);
      own.sums.get(i).forEach(sum -> aggregate.addCiphertexts(bytes(sum.encode())));
      set.addAggregates(aggregate);
    }
    return set.build();
  }

  private static ByteString bytes(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }
}
