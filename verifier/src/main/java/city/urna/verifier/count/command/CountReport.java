package city.urna.verifier.count.command;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Round;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A count as text for people and as JSON for programs (spec counting §17).
 *
 * @param source the counted file's name
 * @param digest SHA-256 of its bytes, in hexadecimal
 */
record CountReport(String source, String digest, Election election, Count count) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  /** Whether the file itself reports the same winners; empty if it reports none. */
  Optional<Boolean> agreesWithFile() {
    return election
        .official()
        .map(official -> official.equals(new java.util.LinkedHashSet<>(count.winners())));
  }

  String json() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("method", count.method());
    root.put("title", election.title());
    root.put("source", source);
    root.put("sha256", digest);
    root.put("ballots", election.ballots().size());
    ids(root.putArray("winners"), count.winners());
    ObjectNode tallies = root.putObject("tallies");
    for (int option = 0; option < count.options().size(); option++) {
      tallies.put(id(option), count.tallies().get(option).toString());
    }
    ArrayNode rounds = root.putArray("rounds");
    for (int index = 0; index < count.rounds().size(); index++) {
      round(rounds.addObject(), index + 1, count.rounds().get(index));
    }
    ArrayNode options = root.putArray("options");
    for (Option option : count.options()) {
      options.addObject().put("id", option.id()).put("name", option.name());
    }
    election
        .official()
        .ifPresent(
            official -> {
              ObjectNode stated = root.putObject("official");
              ids(stated.putArray("selected"), List.copyOf(official));
              stated.put("same", agreesWithFile().orElse(false));
            });
    count.notes().forEach(root.putArray("notes")::add);
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts and numbers is always written", impossible);
    }
  }

  private void round(ObjectNode node, int number, Round round) {
    node.put("round", number);
    ObjectNode tallies = node.putObject("tallies");
    round.tallies().forEach(tally -> tallies.put(id(tally.option()), tally.amount().toString()));
    ids(node.putArray("elected"), round.elected());
    ids(node.putArray("eliminated"), round.eliminated());
    ObjectNode figures = node.putObject("figures");
    round.figures().forEach(figure -> figures.put(figure.name(), figure.amount().toString()));
    ArrayNode transfers = node.putArray("transfers");
    for (Round.Transfer transfer : round.transfers()) {
      ObjectNode one = transfers.addObject().put("from", id(transfer.from()));
      if (transfer.to().isPresent()) {
        one.put("to", id(transfer.to().getAsInt()));
      } else {
        one.putNull("to");
      }
      one.put("votes", transfer.amount().toString());
    }
    round.why().forEach(node.putArray("why")::add);
  }

  private String id(int option) {
    return count.options().get(option).id();
  }

  private void ids(ArrayNode array, List<Integer> options) {
    options.forEach(option -> array.add(id(option)));
  }

  /** What people read: winners and totals, and with {@code explain} every round. */
  String text(boolean explain) {
    StringBuilder text = new StringBuilder();
    text.append(election.title()).append('\n');
    text.append("Method: ").append(count.method());
    text.append(", ballots: ").append(election.ballots().size()).append("\n\n");
    if (explain) {
      for (int index = 0; index < count.rounds().size(); index++) {
        explain(text, index + 1, count.rounds().get(index));
      }
    }
    text.append(count.winners().isEmpty() ? "Nobody is elected.\n" : "Elected, in this order:\n");
    for (int winner : count.winners()) {
      line(text, winner, count.tallies().get(winner));
    }
    List<Integer> others =
        java.util.stream.IntStream.range(0, count.options().size())
            .filter(option -> !count.winners().contains(option))
            .boxed()
            .toList();
    if (!others.isEmpty()) {
      text.append("Not elected:\n");
      others.forEach(option -> line(text, option, count.tallies().get(option)));
    }
    agreesWithFile()
        .ifPresent(
            same ->
                text.append(
                    same
                        ? "\nThe file reports the same outcome.\n"
                        : "\nThe file reports another outcome.\n"));
    count.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.toString();
  }

  private void explain(StringBuilder text, int number, Round round) {
    text.append("Round ").append(number).append('\n');
    round.tallies().forEach(tally -> line(text, tally.option(), tally.amount()));
    round.figures().stream()
        .filter(figure -> figure.amount().value().signum() != 0)
        .forEach(
            figure ->
                text.append("  (")
                    .append(figure.name())
                    .append(' ')
                    .append(figure.amount())
                    .append(")\n"));
    round.why().forEach(why -> text.append("  ").append(why).append('\n'));
    for (Round.Transfer transfer : round.transfers()) {
      text.append("    ").append(transfer.amount()).append(" from ").append(id(transfer.from()));
      text.append(transfer.to().isPresent() ? " to " + id(transfer.to().getAsInt()) : " to nobody");
      text.append('\n');
    }
    text.append('\n');
  }

  private void line(StringBuilder text, int option, Amount amount) {
    Option named = count.options().get(option);
    text.append(String.format("  %14s  %s", amount, named.id()));
    if (!named.id().equals(named.name())) {
      text.append("  ").append(named.name());
    }
    text.append('\n');
  }
}
