package city.urna.client.caselist;

import city.urna.client.caselist.Case.OnTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a file of cases holds.
 *
 * @param rows how many it has, without the header
 * @param cases the rows that could be read, in their order
 * @param refused the others, by row
 */
public record CaseList(int rows, List<Case> cases, List<Refused> refused) {
  public CaseList {
    cases = List.copyOf(cases);
    refused = List.copyOf(refused);
  }

  /**
   * Why a row was refused.
   *
   * @param row of the file: the header is row 1
   * @param field the column; empty where it is the whole row
   */
  public record Refused(int row, String field, String reason) {}

  /** How many of the cases were on time, how many overdue. */
  public Map<OnTime, Long> punctuality() {
    Map<OnTime, Long> counts = new EnumMap<>(OnTime.class);
    for (OnTime each : OnTime.values()) {
      counts.put(each, cases.stream().filter(c -> c.onTime() == each).count());
    }
    return counts;
  }
}
