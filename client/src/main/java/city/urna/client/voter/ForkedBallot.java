package city.urna.client.voter;

import city.urna.protocol.ballot.Answer;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import java.util.List;

/**
 * One voter's ballot under as many marks as are wanted, all replacing the same one: the contract
 * records and checks each like any other, and at most one of them counts. What a measurement sends,
 * since proving is dear and a mark is not.
 */
public final class ForkedBallot {
  /** Marks have six digits. */
  public static final int MOST = 1_000_000;

  private final Voter voter;
  private final Ballot ballot;

  /**
   * Encrypts and proves the answers, once.
   *
   * @param voter with a complete credential
   */
  public ForkedBallot(Voter voter, List<Answer> answers) {
    this.voter = voter;
    Bytes body = voter.draft(Tracker.NONE, mark(0), answers).body();
    this.ballot = StrictParser.parse(Ballot.parser(), body).orThrow();
  }

  /**
   * The signed ballot with that mark.
   *
   * @param number 0 to 999,999
   */
  public SignedRecord marked(int number) {
    Bytes body = Bytes.of(ballot.toBuilder().setMark(mark(number)).build().toByteString());
    return voter.signed(body);
  }

  private static String mark(int number) {
    if (number < 0 || number >= MOST) {
      throw new IllegalArgumentException("a mark has six digits, not " + number);
    }
    return "%06d".formatted(number);
  }
}
