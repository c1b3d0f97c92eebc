package city.urna.chaincode;

import java.util.List;

/**
 * What the contract makes of a command: a ruling for each record, in the command's order.
 *
 * <p>The same state and command give the same decision everywhere, to the byte.
 */
public record Decision(List<Ruling> rulings) {
  public Decision {
    rulings = List.copyOf(rulings);
  }

  /** What the accepted records write, in their order. */
  public List<Write> writes() {
    return rulings.stream()
        .flatMap(
            ruling ->
                switch (ruling) {
                  case Ruling.Accepted accepted -> accepted.writes().stream();
                  case Ruling.Repeated repeated -> java.util.stream.Stream.<Write>empty();
                  case Ruling.Refused refused -> java.util.stream.Stream.<Write>empty();
                })
        .toList();
  }
}
