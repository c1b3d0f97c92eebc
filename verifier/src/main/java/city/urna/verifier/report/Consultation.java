package city.urna.verifier.report;

import java.util.List;

/**
 * What the consultations of the audited process came to (spec archive §4): exact lists, each thing
 * by the hash under which anybody finds it again.
 *
 * @param asOf cosigned time of the archive's last checkpoint, in seconds since 1970: what is
 *     overdue is overdue as of then
 * @param checkpoints recorded ones
 * @param scopes the consultation scopes, in the process's order
 */
public record Consultation(long asOf, long checkpoints, List<Scope> scopes) {
  /** A process that asks nothing. */
  public static final Consultation NONE = new Consultation(0, 0, List.of());

  public Consultation {
    scopes = List.copyOf(scopes);
  }

  /**
   * One scope.
   *
   * @param state {@code setup}, {@code open}, {@code closed} or {@code void}
   * @param items newest versions
   * @param acts how many, by type and identity
   * @param counts what the replay counts, by target
   */
  public record Scope(
      String id,
      String state,
      long items,
      long anchors,
      long decisions,
      List<Acts> acts,
      List<Count> counts,
      Answers answers,
      Contents contents,
      Aside aside) {
    public Scope {
      acts = List.copyOf(acts);
      counts = List.copyOf(counts);
    }
  }

  /**
   * Acts of one type by one kind of author.
   *
   * @param identity {@code credential}, {@code public}, {@code officer} or {@code social}
   * @param recorded distinct acts
   * @param standing contributions that count: the last of a chain, neither withdrawn nor over quota
   */
  public record Acts(String type, String identity, long recorded, long standing) {}

  /**
   * How often something was chosen of a target.
   *
   * @param target hexadecimal
   */
  public record Count(String target, String type, String identity, long value, long number) {}

  /**
   * What became of the acts that owe an answer.
   *
   * @param owed all of them
   * @param answered in time
   * @param waiting not answered, and not yet due
   */
  public record Answers(long owed, long answered, long waiting, List<Due> late, List<Due> overdue) {
    /** Where nothing can be said. */
    public static final Answers NONE = new Answers(0, 0, 0, List.of(), List.of());

    public Answers {
      late = List.copyOf(late);
      overdue = List.copyOf(overdue);
    }
  }

  /**
   * An answer that came late or not at all.
   *
   * @param act hexadecimal
   * @param due seconds since 1970
   * @param answered seconds since 1970; 0 where there is no answer
   */
  public record Due(String act, long due, long answered) {}

  /** Texts, photos and other contents that the scope's records commit to. */
  public record Contents(long shown, List<Hidden> redacted, List<Hidden> withheld) {
    public Contents {
      redacted = List.copyOf(redacted);
      withheld = List.copyOf(withheld);
    }
  }

  /**
   * A content that the archive does not show.
   *
   * @param commitment hexadecimal
   * @param of the act or decision that names it, hexadecimal
   * @param by the office or clerk, or {@code author}
   * @param decision record hash, hexadecimal; empty where the author withheld it
   */
  public record Hidden(String commitment, String of, String by, String decision, String reason) {}

  /**
   * What is on the record and counts for nothing, by hash.
   *
   * @param danglingDecisions decisions that name what is not there
   */
  public record Aside(
      List<String> dangling,
      List<String> overQuota,
      List<String> repeated,
      List<String> unchained,
      List<String> danglingDecisions) {
    public Aside {
      danglingDecisions = List.copyOf(danglingDecisions);
      dangling = List.copyOf(dangling);
      overQuota = List.copyOf(overQuota);
      repeated = List.copyOf(repeated);
      unchained = List.copyOf(unchained);
    }
  }
}
