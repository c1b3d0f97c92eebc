package city.urna.verifier.count;

import java.util.List;
import java.util.OptionalInt;

/**
 * One round of a count: what each option had, what was decided, and why.
 *
 * @param tallies the options that took part, with what they had when the round was decided
 * @param elected elected, or funded, in this round, in the order of election
 * @param eliminated eliminated, or passed over, in this round
 * @param figures the round's other numbers: quota, exhausted ballots, money left
 * @param transfers what moved because of this round's decision
 * @param why the reasons, in order, as sentences
 */
public record Round(
    List<Tally> tallies,
    List<Integer> elected,
    List<Integer> eliminated,
    List<Figure> figures,
    List<Transfer> transfers,
    List<String> why) {
  public Round {
    tallies = List.copyOf(tallies);
    elected = List.copyOf(elected);
    eliminated = List.copyOf(eliminated);
    figures = List.copyOf(figures);
    transfers = List.copyOf(transfers);
    why = List.copyOf(why);
  }

  /** What an option had. */
  public record Tally(int option, Amount amount) {}

  /** A named number. */
  public record Figure(String name, Amount amount) {}

  /** Votes that left one option for another, or (no target) became exhausted. */
  public record Transfer(int from, OptionalInt to, Amount amount) {}

  /** The named figure, if this round has it. */
  public java.util.Optional<Amount> figure(String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .map(Figure::amount)
        .findFirst();
  }

  /** What the option had, if it took part. */
  public java.util.Optional<Amount> tally(int option) {
    return tallies.stream()
        .filter(tally -> tally.option() == option)
        .map(Tally::amount)
        .findFirst();
  }
}
