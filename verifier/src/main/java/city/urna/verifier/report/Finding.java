package city.urna.verifier.report;

/**
 * The outcome of one numbered check.
 *
 * @param id as in spec archive §3, {@code V1.1} and so on
 * @param title what passes when it passes, in a few words
 * @param count how many things were looked at
 * @param evidence what was seen: where it failed and how, or a short fact; may be empty
 */
public record Finding(String id, String title, Status status, long count, String evidence) {

  public static Finding passed(String id, String title, long count) {
    return new Finding(id, title, Status.PASSED, count, "");
  }

  public static Finding passed(String id, String title, long count, String evidence) {
    return new Finding(id, title, Status.PASSED, count, evidence);
  }

  public static Finding failed(String id, String title, long count, String evidence) {
    return new Finding(id, title, Status.FAILED, count, evidence);
  }

  public static Finding reserved(String id, String title, long count, String evidence) {
    return new Finding(id, title, Status.RESERVED, count, evidence);
  }

  public static Finding notApplicable(String id, String title, String evidence) {
    return new Finding(id, title, Status.NOT_APPLICABLE, 0, evidence);
  }
}
