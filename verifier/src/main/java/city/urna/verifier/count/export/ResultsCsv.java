package city.urna.verifier.count.export;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Results as a table (spec exports §9): a row for each option with its final tally, its place among
 * the winners, its cost where there is a budget, and what it had in each round of a count by
 * rounds.
 */
final class ResultsCsv {
  private ResultsCsv() {}

  static Export of(CountedFile counted) {
    Count count = counted.count();
    boolean budget = counted.election().budget().isPresent();
    boolean byRounds = !budget && count.rounds().size() > 1;
    List<String> header = new ArrayList<>(List.of("option", "name", "tally", "elected"));
    if (budget) {
      header.add("cost");
    }
    for (int round = 1; byRounds && round <= count.rounds().size(); round++) {
      header.add("round " + round);
    }
    Csv csv = new Csv().row(header);
    for (int number = 0; number < count.options().size(); number++) {
      int option = number;
      Option named = count.options().get(option);
      int place = count.winners().indexOf(option);
      List<String> row = new ArrayList<>(List.of(named.id(), named.name()));
      row.add(count.tallies().get(option).toString());
      row.add(place < 0 ? "" : String.valueOf(place + 1));
      counted.election().budget().ifPresent(b -> row.add(b.costs().get(option).toString()));
      if (byRounds) {
        count.rounds().forEach(r -> row.add(r.tally(option).map(Amount::toString).orElse("")));
      }
      csv.row(row);
    }
    return new Export.Text(csv.toString());
  }
}
