package city.urna.client.board;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.ceremony.Round;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ceremony;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the ceremony stands in its last round (spec ceremony).
 *
 * @param commits who has committed
 * @param openings by trustee
 * @param complaints by dealer: who complained
 * @param answers by dealer and recipient
 * @param signOffs who has signed off
 */
public record CeremonyView(
    Round round,
    Set<Integer> commits,
    Map<Integer, Bytes> openings,
    Map<Integer, Set<Integer>> complaints,
    Map<Integer, Map<Integer, Bytes>> answers,
    Set<Integer> signOffs) {

  public static CeremonyView of(ProcessRecords records) {
    Process process = records.process();
    TreeSet<Integer> active = new TreeSet<>();
    for (int trustee = 1; trustee <= process.getTrusteesCount(); trustee++) {
      active.add(trustee);
    }
    int number = 1;
    for (SignedRecord record : records.of(Kind.PHASE, "")) {
      Phase restart = ProcessRecords.body(record, Phase.parser());
      number = restart.getRound();
      restart.getExcludedList().forEach(active::remove);
    }
    CeremonyView view =
        new CeremonyView(
            Round.of(records.id(), records.processHash(), number, process.getThreshold(), active),
            new TreeSet<>(),
            new TreeMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new TreeSet<>());
    for (SignedRecord record : records.of(Kind.CEREMONY, "")) {
      Ceremony step = ProcessRecords.body(record, Ceremony.parser());
      if (step.getRound() == number) {
        view.take(step);
      }
    }
    return view;
  }

  private void take(Ceremony step) {
    int trustee = step.getTrustee();
    switch (step.getStepCase()) {
      case COMMIT -> commits.add(trustee);
      case OPENING -> openings.put(trustee, Bytes.of(step.getOpening()));
      case COMPLAINT ->
          complaints.computeIfAbsent(step.getComplaint(), d -> new TreeSet<>()).add(trustee);
      case ANSWER ->
          answers
              .computeIfAbsent(trustee, d -> new HashMap<>())
              .put(step.getAnswer().getRecipient(), Bytes.of(step.getAnswer().getShare()));
      case SIGN_OFF -> signOffs.add(trustee);
      case STEP_NOT_SET -> throw new BoardException("a ceremony record without a step");
    }
  }

  public boolean allCommitted() {
    return commits.containsAll(round.active());
  }

  public boolean allOpened() {
    return openings.keySet().containsAll(round.active());
  }

  public boolean isDone() {
    return signOffs.containsAll(round.active());
  }

  /** Whether a complaint has no answer yet. */
  public boolean hasOpenComplaint() {
    return complaints.entrySet().stream()
        .anyMatch(
            e -> !answers.getOrDefault(e.getKey(), Map.of()).keySet().containsAll(e.getValue()));
  }

  /** The contribution of each active trustee. */
  public Map<Integer, Contribution> contributions() {
    Map<Integer, Contribution> read = new TreeMap<>();
    openings.forEach(
        (dealer, opening) -> {
          if (Contribution.read(round, dealer, opening)
              instanceof Parsed.Ok<Contribution>(Contribution contribution)) {
            read.put(dealer, contribution);
          }
        });
    return read;
  }

  /** The joint key; empty until every active trustee has opened. */
  public Optional<JointKey> jointKey() {
    List<Contribution> all = new ArrayList<>(contributions().values());
    return JointKey.of(round, all) instanceof Verdict.Verified<JointKey>(JointKey key)
        ? Optional.of(key)
        : Optional.empty();
  }
}
