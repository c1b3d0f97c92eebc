package city.urna.verifier.town;

import static city.urna.verifier.town.Town.PROCESS;
import static city.urna.verifier.town.Town.SCOPE;
import static city.urna.verifier.town.Town.bytes;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Aggregate;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.QuestionResult;
import city.urna.verifier.records.QuestionShares;
import city.urna.verifier.records.Share;
import city.urna.verifier.town.Casting.Cast;
import city.urna.verifier.town.Group.Cipher;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.ECPoint;

/** Closed sets, decryption shares and the certificate (spec tally). */
final class Tallying {
  private final Town town;
  private final Casting casting;
  private final Keying keying;
  private final long treeSize;
  private final byte[] treeRoot;
  private final int recorded;
  private final Map<String, List<Cipher>> sums = new HashMap<>();
  private final Map<String, long[]> votes = new HashMap<>();
  private final Map<String, Integer> ballots = new HashMap<>();
  private final List<byte[]> dissents = new ArrayList<>();
  private byte[] closedSetHash = Ink.ZERO_32;

  /** Made when the close record is the last line. */
  Tallying(Town town, Casting casting, Keying keying) {
    this.town = town;
    this.casting = casting;
    this.keying = keying;
    this.treeSize = town.lines.size();
    this.treeRoot = Shelves.root(town.lines);
    this.recorded = casting.cast.size();
    for (String question : Founding.ITEMS.keySet()) {
      int places = places(question);
      sums.put(question, new ArrayList<>(java.util.Collections.nCopies(places, Cipher.EMPTY)));
      votes.put(question, new long[places]);
      ballots.put(question, 0);
    }
    for (Cast ballot : casting.counted()) {
      for (Map.Entry<String, List<Cipher>> answer : ballot.ciphers().entrySet()) {
        String question = answer.getKey();
        ballots.merge(question, 1, Integer::sum);
        for (int i = 0; i < answer.getValue().size(); i++) {
          sums.get(question).set(i, sums.get(question).get(i).plus(answer.getValue().get(i)));
          votes.get(question)[i] += ballot.choices().get(question)[i];
        }
      }
    }
  }

  private static int places(String question) {
    return Founding.ITEMS.get(question).size() + (question.equals("where") ? 1 : 0);
  }

  ClosedSet.Builder own() {
    List<byte[]> trackers = new ArrayList<>(casting.counted().stream().map(Cast::tracker).toList());
    trackers.sort(Arrays::compareUnsigned);
    ClosedSet.Builder set =
        ClosedSet.newBuilder()
            .setElection(bytes(town.election))
            .setTreeSize(treeSize)
            .setTreeRoot(bytes(treeRoot))
            .setRecorded(recorded)
            .setCounted(trackers.size())
            .setTrackersRoot(bytes(Ink.root(trackers)));
    for (String question : Founding.ITEMS.keySet()) {
      Aggregate.Builder aggregate =
          Aggregate.newBuilder().setQuestion(question).setBallots(ballots.get(question));
      sums.get(question).forEach(sum -> aggregate.addCiphertexts(bytes(sum.encode())));
      set.addAggregates(aggregate);
    }
    return set;
  }

  /** An organization posts; the hash of the first becomes the one that shares name. */
  void post(int organization, ClosedSet set) {
    byte[] hash = town.add(Kind.CLOSED_SET, SCOPE, set, List.of(town.ledgerKeys.get(organization)));
    byte[] body = body(town.lines.getLast().raw());
    byte[] closed = Ink.of("closed-set", PROCESS, SCOPE, town.election).absorb("body", body).hash();
    if (Town.same(closedSetHash, Ink.ZERO_32)) {
      closedSetHash = closed;
    } else if (!Town.same(closedSetHash, closed)) {
      dissents.add(hash);
    }
  }

  private static byte[] body(byte[] raw) {
    try {
      return city.urna.verifier.records.Record.parseFrom(raw).getBody().toByteArray();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  void share(int trustee) {
    share(trustee, keying.secret(trustee), keying.secret(trustee));
  }

  /** A share computed with one secret and proved with another: wrong unless they are one. */
  void share(int trustee, BigInteger secret, BigInteger proved) {
    DecryptionShare.Builder share =
        DecryptionShare.newBuilder().setClosedSet(bytes(closedSetHash)).setTrustee(trustee);
    for (String question : Founding.ITEMS.keySet()) {
      QuestionShares.Builder shares = QuestionShares.newBuilder().setQuestion(question);
      for (int i = 0; i < sums.get(question).size(); i++) {
        shares.addShares(one(trustee, question, i, secret, proved));
      }
      share.addQuestions(shares);
    }
    town.add(Kind.DECRYPTION_SHARE, SCOPE, share.build(), List.of(town.trustees.get(trustee - 1)));
  }

  private Share one(int trustee, String question, int index, BigInteger secret, BigInteger proved) {
    Cipher sum = sums.get(question).get(index);
    ECPoint d = Group.times(sum.alpha(), secret);
    BigInteger w = town.dice.scalar();
    byte[] a = Group.point(Group.base(w));
    byte[] b = Group.point(Group.times(sum.alpha(), w));
    BigInteger c =
        Ink.of("decryption-share", PROCESS, SCOPE, town.election)
            .absorb("closed-set", closedSetHash)
            .absorb("trustee", Ink.u32(trustee))
            .absorb("question", Ink.ascii(question))
            .absorb("index", Ink.u32(index))
            .absorb("key", Group.point(keying.publicKey(trustee)))
            .absorb("ciphertext", sum.encode())
            .absorb("share", Group.point(d))
            .absorb("commitment-g", a)
            .absorb("commitment-c", b)
            .challenge();
    return Share.newBuilder()
        .setPoint(bytes(Group.point(d)))
        .setCommitmentG(bytes(a))
        .setCommitmentC(bytes(b))
        .setResponse(bytes(Group.scalar(w.add(c.multiply(proved)))))
        .build();
  }

  void certify() {
    Certificate.Builder certificate =
        Certificate.newBuilder()
            .setElection(bytes(town.election))
            .setClosedSet(bytes(closedSetHash));
    dissents.forEach(hash -> certificate.addDissents(bytes(hash)));
    for (Map.Entry<String, List<String>> question : Founding.ITEMS.entrySet()) {
      long[] counts = votes.get(question.getKey());
      QuestionResult.Builder result =
          QuestionResult.newBuilder()
              .setQuestion(question.getKey())
              .setBallots(ballots.get(question.getKey()));
      for (int i = 0; i < question.getValue().size(); i++) {
        result.addVotes(counts[i]);
      }
      if (question.getKey().equals("where")) {
        result.setBlank(counts[counts.length - 1]);
      }
      result.addAllSelected(selected(question.getKey(), counts));
      certificate.addResults(result);
    }
    town.add(Kind.CERTIFICATE, SCOPE, certificate.build(), town.endorsed(town.clerk, 2));
  }

  /** By votes, ties by place; {@code where} has one seat, {@code what} a budget of 100. */
  private static List<String> selected(String question, long[] counts) {
    List<String> items = Founding.ITEMS.get(question);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> Long.compare(counts[b], counts[a]));
    // bench costs 70 and tree 40.5, so a budget of 100 has room for the first of them only.
    return List.of(items.get(order.getFirst()));
  }
}
