package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The ceremony's last round: its number and the trustees that take part (spec ceremony §6).
 *
 * @param round from 1
 * @param active indexes of the trustees, ascending, from 1
 */
public record CeremonyRound(String process, int round, List<Integer> active) {
  public CeremonyRound {
    active = List.copyOf(active);
  }

  /** The last round of a process's ceremony: the first, with all trustees, until a restart. */
  public static CeremonyRound read(State state, KnownProcess known) {
    return state
        .get(StateKeys.ceremony(known.id()))
        .map(bytes -> decode(known.id(), bytes))
        .orElseGet(
            () ->
                new CeremonyRound(
                    known.id(),
                    1,
                    IntStream.rangeClosed(1, known.process().getTrusteesCount()).boxed().toList()));
  }

  /** Whether the trustee takes part. */
  public boolean isActive(int trustee) {
    return active.contains(trustee);
  }

  /** Hash to which a trustee committed. */
  public Optional<Bytes> commit(State state, int trustee) {
    return state.get(StateKeys.commit(process, round, trustee));
  }

  /** Exact bytes of a trustee's opening. */
  public Optional<Bytes> opening(State state, int trustee) {
    return state.get(StateKeys.opening(process, round, trustee));
  }

  /** Exact bytes of a trustee's sign-off. */
  public Optional<Bytes> signOff(State state, int trustee) {
    return state.get(StateKeys.signOff(process, round, trustee));
  }

  /** Whether every active trustee has committed. */
  public boolean committed(State state) {
    return all(trustee -> commit(state, trustee));
  }

  /** Whether every active trustee has signed off. */
  public boolean signedOff(State state) {
    return all(trustee -> signOff(state, trustee));
  }

  /** The round as its statements begin. */
  public Round statement(KnownProcess known) {
    return Round.of(process, known.hash(), round, known.process().getThreshold(), active);
  }

  /** Every active trustee's contribution, in order; empty until all have opened. */
  public Optional<List<Contribution>> contributions(State state, KnownProcess known) {
    Round statement = statement(known);
    List<Contribution> contributions = new ArrayList<>();
    for (int trustee : active) {
      Optional<Bytes> opening = opening(state, trustee);
      if (opening.isEmpty()) {
        return Optional.empty();
      }
      contributions.add(Contribution.read(statement, trustee, opening.get()).orThrow());
    }
    return Optional.of(List.copyOf(contributions));
  }

  /** Whether a trustee has complained of a dealer. */
  public boolean complained(State state, int dealer, int trustee) {
    return state.get(StateKeys.complaint(process, round, dealer, trustee)).isPresent();
  }

  /** Whether a dealer has published a trustee's share. */
  public boolean answered(State state, int dealer, int trustee) {
    return state.get(StateKeys.answer(process, round, dealer, trustee)).isPresent();
  }

  /** Whether some complaint of the round has no answer. */
  public boolean unanswered(State state) {
    return active.stream()
        .anyMatch(
            dealer ->
                active.stream()
                    .anyMatch(
                        trustee ->
                            complained(state, dealer, trustee)
                                && !answered(state, dealer, trustee)));
  }

  private boolean all(IntFunction<Optional<Bytes>> contribution) {
    return active.stream().allMatch(trustee -> contribution.apply(trustee).isPresent());
  }

  /** {@code u32 round ‖ u32 count ‖ active trustees u32…} (spec records §4). */
  Bytes encode() {
    List<Bytes> parts = new ArrayList<>();
    parts.add(Wire.u32(round));
    parts.add(Wire.u32(active.size()));
    active.forEach(trustee -> parts.add(Wire.u32(trustee)));
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private static CeremonyRound decode(String process, Bytes bytes) {
    return Wire.read(
            bytes,
            reader -> {
              int round = (int) reader.u32();
              long count = reader.u32();
              List<Integer> active = new ArrayList<>();
              for (long i = 0; i < count; i++) {
                active.add((int) reader.u32());
              }
              return new CeremonyRound(process, round, active);
            })
        .orThrow();
  }
}
