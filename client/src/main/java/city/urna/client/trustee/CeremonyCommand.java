package city.urna.client.trustee;

import city.urna.client.board.CeremonyView;
import city.urna.client.board.ProcessRecords;
import city.urna.client.http.CityNode;
import city.urna.client.http.RefusedException;
import city.urna.client.key.Passphrase;
import city.urna.client.terminal.Progress;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.Dealer;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ceremony;
import city.urna.protocol.records.Process;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code urna trustee ceremony}: takes every step as soon as the others have taken theirs (spec
 * ceremony), and stays until all have signed off. Started again, it goes on where it was.
 */
@Command(
    name = "ceremony",
    description = {
      "Takes part in making the joint key, and waits until every trustee has signed off.",
      "Leave it running. Interrupted, start it again: it goes on where it was."
    },
    mixinStandardHelpOptions = true)
final class CeremonyCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(300);

  @Spec private CommandSpec spec;
  @Mixin private Passphrase passphrase;

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your key file.")
  private Path key;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(names = "--process", required = true, description = "The process's id.")
  private String process;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  private final SecureRandom random = new SecureRandom();
  private CityNode city;
  private TrusteeFiles files;
  private PartyKeys keys;
  private int self;

  @Override
  public Integer call() throws InterruptedException {
    city = new CityNode(node);
    files = new TrusteeFiles(key, passphrase, random);
    keys = files.keys();
    ProcessRecords records = new ProcessRecords(city, process);
    records.follow();
    self = self(records.process());
    Progress progress = new Progress(System.err, quiet);
    progress.begin("Ceremony");
    while (true) {
      records.follow();
      CeremonyView view = CeremonyView.of(records);
      if (!view.round().active().contains(self)) {
        throw new TrusteeException("you were excluded from this ceremony; ask the clerk why");
      }
      if (view.isDone()) {
        progress.done("joint key signed off by " + view.signOffs().size() + " trustees");
        return 0;
      }
      progress.at(view.signOffs().size(), view.round().active().size());
      if (!step(records, view)) {
        Thread.sleep(PAUSE);
      }
    }
  }

  private int self(Process definition) {
    Bytes own = keys.signing().publicKey();
    for (int i = 0; i < definition.getTrusteesCount(); i++) {
      if (Bytes.of(definition.getTrustees(i).getParty().getKey()).equals(own)) {
        return i + 1;
      }
    }
    throw new TrusteeException("process " + process + " does not name this key as a trustee's");
  }

  /** Takes the next step that can be taken; false where the others are awaited. */
  private boolean step(ProcessRecords records, CeremonyView view) {
    if (!view.commits().contains(self)) {
      Dealer dealer = files.dealer(view.round(), self).orElseGet(() -> draw(records, view));
      post(records, step(view).setCommit(dealer.commitment().value().toByteString()));
      return true;
    }
    Dealer own =
        files
            .dealer(view.round(), self)
            .orElseThrow(
                () ->
                    new TrusteeException(
                        "the polynomial of this round is not beside the key file; bring it back,"
                            + " or tell the clerk that the ceremony must start again"));
    if (view.allCommitted() && !view.openings().containsKey(self)) {
      post(records, step(view).setOpening(own.opening().toByteString()));
      return true;
    }
    return view.allOpened() && afterOpening(records, view, own);
  }

  private Dealer draw(ProcessRecords records, CeremonyView view) {
    Process definition = records.process();
    Map<Integer, Point> sealing = new HashMap<>();
    for (int trustee : view.round().recipients(self)) {
      Bytes encoded = Bytes.of(definition.getTrustees(trustee - 1).getSealingKey());
      sealing.put(trustee, Point.decode(encoded).orThrow());
    }
    Dealer dealer = Dealer.draw(view.round(), self, sealing, random);
    files.save(dealer);
    return dealer;
  }

  /** Complaints, answers, and at last the signature. */
  private boolean afterOpening(ProcessRecords records, CeremonyView view, Dealer own) {
    for (int recipient : view.complaints().getOrDefault(self, Set.of())) {
      if (!view.answers().getOrDefault(self, Map.of()).containsKey(recipient)) {
        post(
            records,
            step(view)
                .setAnswer(
                    Ceremony.Answer.newBuilder()
                        .setRecipient(recipient)
                        .setShare(own.answer(recipient).toByteString())));
        return true;
      }
    }
    Map<Integer, Scalar> received = new HashMap<>();
    for (Contribution contribution : view.contributions().values()) {
      int dealer = contribution.dealer();
      if (dealer == self) {
        continue;
      }
      Parsed<Scalar> share = share(view, contribution);
      if (share instanceof Parsed.Ok<Scalar>(Scalar value)) {
        received.put(dealer, value);
      } else if (!view.complaints().getOrDefault(dealer, Set.of()).contains(self)) {
        spec.commandLine()
            .getErr()
            .printf("The share of trustee %d is wrong: complaining%n", dealer);
        post(records, step(view).setComplaint(dealer));
        return true;
      }
    }
    if (view.hasOpenComplaint()
        || view.signOffs().contains(self)
        || received.size() + 1 < view.round().active().size()) {
      return false;
    }
    signOff(records, view, own, received);
    return true;
  }

  /** The share that a dealer sealed to us, or the one that it published after a complaint. */
  private Parsed<Scalar> share(CeremonyView view, Contribution contribution) {
    Bytes answer = view.answers().getOrDefault(contribution.dealer(), Map.of()).get(self);
    if (answer != null) {
      return contribution.checkAnswer(self, answer)
              instanceof Verdict.Verified<Scalar>(Scalar value)
          ? new Parsed.Ok<>(value)
          : new Parsed.Malformed<>("a wrong answer");
    }
    // Access: the sealing key opens the share here and goes nowhere else.
    Bytes secret = keys.point().orElseThrow().encode(SecretAccess.granted());
    return contribution.openShare(self, Scalar.decode(secret).orThrow());
  }

  private void signOff(
      ProcessRecords records, CeremonyView view, Dealer own, Map<Integer, Scalar> received) {
    JointKey joint = view.jointKey().orElseThrow();
    switch (joint.share(own, received)) {
      case Verdict.Verified<KeyShare>(KeyShare share) -> files.save(view.round(), share);
      case Verdict.Rejected<KeyShare> rejected ->
          throw new TrusteeException("the shares do not fit: " + rejected.reason());
    }
    post(
        records,
        step(view)
            .setSignOff(
                Ceremony.SignOff.newBuilder()
                    .setJointKey(joint.key().encode().toByteString())
                    .setTranscript(joint.transcript().value().toByteString())));
  }

  private Ceremony.Builder step(CeremonyView view) {
    return Ceremony.newBuilder().setRound(view.round().number()).setTrustee(self);
  }

  /**
   * Posts a step, or finds that it stands already: sent before this program was started again, or
   * before an answer was lost on its way. Steps are the same bytes every time.
   */
  private void post(ProcessRecords records, Ceremony.Builder step) {
    Bytes body = Bytes.of(step.build().toByteString());
    SignedRecord record =
        SignedRecord.sign(Kind.CEREMONY, process, "", body, List.of(keys.signing()));
    try {
      city.submit(record.bytes());
    } catch (RefusedException refused) {
      records.follow();
      if (records.of(Kind.CEREMONY, "").stream()
          .noneMatch(stands -> stands.hash().equals(record.hash()))) {
        throw refused;
      }
    }
  }
}
