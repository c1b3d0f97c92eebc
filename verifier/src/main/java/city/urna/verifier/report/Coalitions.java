package city.urna.verifier.report;

import java.util.List;

/**
 * The smallest sets of parties that break each lock, by name (spec archive §4): what must still be
 * trusted.
 */
public record Coalitions(
    List<Coalition> eligibility,
    List<Coalition> anonymity,
    List<Coalition> secrecy,
    List<Coalition> log) {

  public static final Coalitions NONE = new Coalitions(List.of(), List.of(), List.of(), List.of());

  public Coalitions {
    eligibility = List.copyOf(eligibility);
    anonymity = List.copyOf(anonymity);
    secrecy = List.copyOf(secrecy);
    log = List.copyOf(log);
  }

  /**
   * Parties that together can break a lock.
   *
   * @param how what they could do
   * @param members so many of each of these groups
   * @param fewestOperators the fewest operators whose parties suffice
   */
  public record Coalition(String how, List<Members> members, int fewestOperators) {
    public Coalition {
      members = List.copyOf(members);
    }
  }

  /**
   * So many of these parties.
   *
   * @param of names with role and operator
   */
  public record Members(List<String> of, int count) {
    public Members {
      of = List.copyOf(of);
    }
  }
}
