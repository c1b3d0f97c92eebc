package city.urna.verifier.receipt;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.RecordVisitor;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ballots of one credential in log order, as far as they stand where casting was open, and
 * which of them counts (spec ballots §5).
 */
final class CredentialChain implements RecordVisitor {
  private static final int FREEZE = 1;
  private static final int OPEN = 2;
  private static final int CLOSE = 3;
  private static final int VOID = 6;

  private final String process;
  private final String scope;
  private final Bytes election;
  private final Bytes credential;
  private final List<Link> links = new ArrayList<>();
  private final Map<Bytes, Long> first = new HashMap<>();
  private boolean open;
  private boolean ended;

  /** A ballot by its tracker and the tracker that it replaces. */
  private record Link(Bytes tracker, Bytes replaces) {}

  CredentialChain(String process, String scope, Bytes election, Bytes credential) {
    this.process = process;
    this.scope = scope;
    this.election = election;
    this.credential = credential;
  }

  @Override
  public void record(LoggedRecord record) {
    if (!record.process().equals(process) || !record.scope().equals(scope)) {
      return;
    }
    if (record.kind() == Kind.PHASE
        && StrictMessage.parse(Phase.parser(), record.body())
            instanceof Parsed.Ok<Phase>(Phase phase)) {
      follow(phase);
    }
    if (record.kind() == Kind.BALLOT
        && open
        && StrictMessage.parse(Ballot.parser(), record.body())
            instanceof Parsed.Ok<Ballot>(Ballot ballot)
        && Bytes.of(ballot.getCredential()).equals(credential)) {
      Bytes tracker =
          Transcript.of("ballot", process, scope, election).absorb("body", record.body()).hash();
      if (first.putIfAbsent(tracker, record.position()) == null) {
        links.add(new Link(tracker, Bytes.of(ballot.getReplaces())));
      }
    }
  }

  private void follow(Phase phase) {
    switch (phase.getStep()) {
      case FREEZE -> open = !ended && phase.getCasting();
      case OPEN -> open = !ended;
      case CLOSE, VOID -> {
        open = false;
        ended = true;
      }
      default -> {} // steps that neither open nor close
    }
  }

  /** How the ballot of this tracker at this position stands; after the walk. */
  Standing standing(Bytes tracker, long position) {
    Optional<Long> recorded = Optional.ofNullable(first.get(tracker));
    if (recorded.isEmpty()) {
      return new Standing.OutOfTime("it does not stand between the opening and the close");
    }
    if (recorded.get() != position) {
      return new Standing.Repeated(recorded.get());
    }
    List<Bytes> chain = chain();
    int place = chain.indexOf(tracker);
    if (place < 0) {
      return new Standing.Unchained();
    }
    return place == chain.size() - 1
        ? new Standing.Counts(links.size(), ended)
        : new Standing.Superseded(chain.get(place + 1).hex());
  }

  private List<Bytes> chain() {
    Map<Bytes, Bytes> firstReplacing = new HashMap<>();
    links.forEach(link -> firstReplacing.putIfAbsent(link.replaces(), link.tracker()));
    List<Bytes> chain = new ArrayList<>();
    Optional<Bytes> next = Optional.ofNullable(firstReplacing.get(Bytes.ZERO_32));
    while (next.isPresent() && chain.size() < links.size()) {
      chain.add(next.get());
      next = Optional.ofNullable(firstReplacing.get(next.get()));
    }
    return chain;
  }
}
