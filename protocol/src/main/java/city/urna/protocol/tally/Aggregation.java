package city.urna.protocol.tally;

import city.urna.protocol.ballot.CheckedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Projective;
import city.urna.protocol.group.RunningSum;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.records.Aggregate;
import city.urna.protocol.records.ClosedSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sums up the counted ballots, one after the other, into a closed set (spec tally §1). Holds the
 * sums and the trackers, not the ballots. Not for several threads at once.
 */
public final class Aggregation {
  private final Election election;
  private final Map<String, Totals> totals = new LinkedHashMap<>();
  private final SortedSet<Tracker> trackers = new TreeSet<>();

  /** One question's sums. */
  private static final class Totals {
    private long ballots;
    private final List<RunningSum> alphas = new ArrayList<>();
    private final List<RunningSum> betas = new ArrayList<>();

    Totals(QuestionShape shape) {
      for (int i = 0; i < shape.ciphertexts(); i++) {
        alphas.add(new RunningSum());
        betas.add(new RunningSum());
      }
    }

    void add(List<Ciphertext> ciphertexts) {
      ballots++;
      for (int i = 0; i < ciphertexts.size(); i++) {
        alphas.get(i).add(ciphertexts.get(i).alpha());
        betas.get(i).add(ciphertexts.get(i).beta());
      }
    }

    Aggregate message(String question) {
      List<Element> alpha = normalize(alphas);
      List<Element> beta = normalize(betas);
      Aggregate.Builder message = Aggregate.newBuilder().setQuestion(question).setBallots(ballots);
      for (int i = 0; i < alpha.size(); i++) {
        message.addCiphertexts(
            Bytes.concat(alpha.get(i).encode(), beta.get(i).encode()).toByteString());
      }
      return message.build();
    }

    private static List<Element> normalize(List<RunningSum> sums) {
      return Projective.normalize(sums.stream().map(RunningSum::value).toList());
    }
  }

  public Aggregation(Election election) {
    this.election = election;
    election.questions().forEach(shape -> totals.put(shape.id(), new Totals(shape)));
  }

  /**
   * Adds a ballot that counts.
   *
   * @throws IllegalArgumentException where it has been added already
   */
  public void add(CheckedBallot ballot) {
    if (!trackers.add(ballot.tracker())) {
      throw new IllegalArgumentException("the same ballot twice");
    }
    ballot.answers().forEach((question, ciphertexts) -> totals.get(question).add(ciphertexts));
  }

  /** How many ballots have been added. */
  public long counted() {
    return trackers.size();
  }

  /**
   * The closed set of all that was added.
   *
   * @param treeSize the log's size just after the close record
   * @param treeRoot its root at that size
   * @param recorded distinct ballots on the log before the close
   */
  public ClosedSet closedSet(long treeSize, Digest treeRoot, long recorded) {
    ClosedSet.Builder closed =
        ClosedSet.newBuilder()
            .setElection(election.hash().value().toByteString())
            .setTreeSize(treeSize)
            .setTreeRoot(treeRoot.value().toByteString())
            .setRecorded(recorded)
            .setCounted(counted())
            .setTrackersRoot(
                MerkleTree.root(trackers.stream().map(Tracker::bytes).toList())
                    .value()
                    .toByteString());
    totals.forEach((question, sums) -> closed.addAggregates(sums.message(question)));
    return closed.build();
  }
}
