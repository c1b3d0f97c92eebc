package city.urna.client.demo;

import city.urna.client.board.ElectionView;
import city.urna.client.http.RefusedException;
import city.urna.client.terminal.Progress;
import city.urna.client.voter.HostileVoter;
import city.urna.client.voter.Services;
import city.urna.client.voter.Voter;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.credential.RollKey;
import city.urna.protocol.credential.VoterCode;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.records.Item;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The voters' day: credentials, ballots, challenges, replacements, and some who try to cheat. */
public final class Voting {
  private static final int DEVICES = 24;

  private final ElectionView view;
  private final Services services;
  private final Path receipts;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger challenged = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private int refused;

  public Voting(ElectionView view, Services services, Path receipts) {
    this.view = view;
    this.services = services;
    this.receipts = receipts;
  }

  /** A plan with the codes that were in the voter's letters, one a registrar. */
  public record Entitled(VoterPlan plan, List<VoterCode> codes) {
    public Entitled {
      codes = List.copyOf(codes);
    }
  }

  int challenged() {
    return challenged.get();
  }

  int refused() {
    return refused;
  }

  int sent() {
    return sent.get();
  }

  /** A voter's device whose credential every issuer has signed. */
  record Ready(VoterPlan plan, Voter voter) {}

  /** Everybody's credential, from the codes in their letters. */
  List<Ready> credentials(List<Entitled> voters, Progress progress) {
    return atOnce(voters, one -> new Ready(one.plan(), withCredential(one)), progress);
  }

  /** Everybody's ballots, with receipts. */
  void ballots(List<Ready> voters, Progress progress) {
    atOnce(
        voters,
        one -> {
          vote(one);
          return one;
        },
        progress);
  }

  /** For all, many devices at a time, in the order of the list as devices become free. */
  private static <A, B> List<B> atOnce(List<A> all, Function<A, B> work, Progress progress) {
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService devices = Executors.newFixedThreadPool(DEVICES)) {
      List<Future<B>> running = new ArrayList<>();
      for (A one : all) {
        running.add(
            devices.submit(
                () -> {
                  B outcome = work.apply(one);
                  progress.at(done.incrementAndGet(), all.size());
                  return outcome;
                }));
      }
      List<B> outcomes = new ArrayList<>();
      for (Future<B> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new DemoException("a voter could not vote: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  private void vote(Ready ready) {
    VoterPlan plan = ready.plan();
    Voter voter = ready.voter();
    if (plan.challenges()) {
      voter.prepare(mark(), answers(plan.style(), plan.choices()));
      if (!voter.opensAsNoted()) {
        throw new DemoException("an honest device's ballot did not open to what was chosen");
      }
      challenged.incrementAndGet();
    }
    if (plan.replaces()) {
      cast(voter, plan, plan.firstChoices());
    }
    cast(voter, plan, plan.choices());
  }

  /** A device with a credential that every issuer has signed. */
  private Voter withCredential(Entitled entitled) {
    Voter voter = device(entitled);
    view.election().issuers().forEach(issuer -> request(voter, entitled, issuer));
    return voter;
  }

  /** A device with a credential that nobody has signed yet. */
  public Voter device(Entitled entitled) {
    return Voter.inMemory(
        view, services.node(), services.organizations(), entitled.plan().style(), random);
  }

  /** Has one issuer sign a device's credential. */
  public void request(Voter voter, Entitled entitled, String issuer) {
    String process = view.election().context().process();
    String scope = view.election().context().scope();
    List<Ed25519PrivateKey> rollKeys = new ArrayList<>();
    for (int i = 0; i < entitled.codes().size(); i++) {
      String registrar = view.process().getRegistrars(i).getId();
      rollKeys.add(RollKey.derive(entitled.codes().get(i), process, scope, registrar));
    }
    voter.request(issuer, services.issuers().get(issuer), rollKeys);
  }

  private void cast(Voter voter, VoterPlan plan, Map<String, List<String>> choices) {
    voter.prepare(mark(), answers(plan.style(), choices));
    Voter.Cast cast = voter.cast();
    if (!cast.standsLast()) {
      throw new DemoException("a ballot has no receipt yet, or is not the last of its voter");
    }
    sent.incrementAndGet();
    Path file = receipts.resolve(cast.tracker().hex().substring(0, 16) + ".tlog-proof");
    try {
      Files.writeString(
          file, cast.receipt().orElseThrow(() -> new DemoException("a receipt did not come")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String mark() {
    return "%06d".formatted(random.nextInt(1_000_000));
  }

  /** What a plan says, as the questions of the ballot ask for it. */
  public List<Answer> answers(String style, Map<String, List<String>> choices) {
    List<Answer> answers = new ArrayList<>();
    for (QuestionShape shape : view.election().style(style).orElseThrow()) {
      List<String> ids = view.items().get(shape.id()).stream().map(Item::getId).toList();
      List<String> chosen = choices.get(shape.id());
      Set<Integer> places = new HashSet<>();
      chosen.forEach(id -> places.add(ids.indexOf(id)));
      answers.add(chosen.isEmpty() ? Answer.blank(shape) : Answer.choose(shape, places));
    }
    return answers;
  }

  /**
   * Two entitled voters who try what §9 of the protocol's attacks lists for ballots: each must be
   * refused. Afterwards the first holds a good ballot back, to send it after the close.
   */
  HostileVoter cheat(Entitled first, Entitled second) {
    Voter one = withCredential(first);
    Voter other = withCredential(second);
    one.prepare(mark(), answers(first.plan().style(), first.plan().choices()));
    other.prepare(mark(), answers(second.plan().style(), second.plan().choices()));
    HostileVoter hostile = new HostileVoter(one, other);
    hostile.attempts().forEach((name, record) -> mustBeRefused(name, record));
    return hostile;
  }

  /** A good ballot that comes after the close. */
  void late(HostileVoter hostile) {
    mustBeRefused("late ballot", hostile.heldBack());
  }

  private void mustBeRefused(String name, city.urna.protocol.bytes.Bytes record) {
    try {
      services.node().cast(record);
    } catch (RefusedException e) {
      if (e.status() < 500) {
        refused++;
        return;
      }
      throw e;
    }
    throw new DemoException("accepted, and must not be: " + name);
  }
}
