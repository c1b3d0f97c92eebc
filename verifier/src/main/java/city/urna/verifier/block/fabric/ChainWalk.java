package city.urna.verifier.block.fabric;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.channel.ConfigUpdates;
import city.urna.verifier.block.fabric.Judgement.Beyond;
import city.urna.verifier.block.fabric.Judgement.Configuration;
import city.urna.verifier.block.fabric.Judgement.Invalid;
import city.urna.verifier.block.fabric.Judgement.Stage;
import city.urna.verifier.block.fabric.Judgement.Valid;
import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.trust.FabricTrust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * The walk through all copies at once, block by block: each copy's hashes and signatures, one
 * judgement for what they agree on, each peer's flags against it.
 */
final class ChainWalk {
  private final Copies copies;
  private final FabricTrust trust;
  private final FabricTallies tallies;
  private final List<ChainCopy> chains;
  private final BlockJudge judge = new BlockJudge();
  private final DerivedLog log = new DerivedLog();
  private final Set<String> forked = new HashSet<>();
  private ChannelConfig channel;
  private long config;
  private boolean alike = true;
  private long valid;
  private long invalid;

  ChainWalk(Copies copies, FabricTrust trust, FabricTallies tallies, ChannelConfig first) {
    this.copies = copies;
    this.trust = trust;
    this.tallies = tallies;
    this.channel = first;
    this.chains = copies.names().stream().map(ChainCopy::new).toList();
  }

  void run(Archive archive) {
    for (long number = 0; number < copies.height(); number++) {
      block(number);
    }
    finish(archive);
  }

  private void block(long number) {
    List<ChainCopy> here = new ArrayList<>();
    for (ChainCopy chain : chains) {
      if (copies.has(chain.name(), number)) {
        chain.next(copies.block(chain.name(), number), number, tallies);
        if (chain.current().isPresent()) {
          here.add(chain);
        }
      }
    }
    for (ChainCopy chain : here) {
      FabricBlock held = chain.current().orElseThrow();
      held.unsigned(Envelopes.isConfiguration(held.envelopes()) ? number : config)
          .ifPresent(
              wrong ->
                  tallies.copies().failed(Places.of(number) + " of " + chain.name() + " " + wrong));
    }
    List<Identity> signers = number > 0 ? signers(here, number) : List.of();
    Optional<ChainCopy> first =
        here.stream().filter(ChainCopy::sound).findFirst().or(() -> here.stream().findFirst());
    if (first.isEmpty()) {
      return;
    }
    FabricBlock block = first.get().current().orElseThrow();
    fork(first.get(), here, number);
    if (number == 0) {
      judge.genesis(block);
      flags(here, block, List.of(new Configuration()));
      return;
    }
    states(here, block);
    List<Judgement> judgements = judge.judge(block, channel);
    expiries(judgements, signers, number);
    flags(here, block, judgements);
    if (Envelopes.isConfiguration(block.envelopes())) {
      configure(block, judgements.getFirst());
    }
    for (int i = 0; i < judgements.size(); i++) {
      derive(judgements.get(i), new Height(number, i));
    }
  }

  /** Those who signed the block, in any copy; what two copies have alike is verified once. */
  private List<Identity> signers(List<ChainCopy> here, long number) {
    List<Identity> all = new ArrayList<>();
    for (int i = 0; i < here.size(); i++) {
      ChainCopy chain = here.get(i);
      FabricBlock block = chain.current().orElseThrow();
      Optional<ChainCopy> alike =
          here.subList(0, i).stream().filter(other -> other.signedAlike(block)).findFirst();
      if (alike.isPresent()) {
        chain.signedLike(alike.get(), tallies);
      } else {
        boolean configuration = Envelopes.isConfiguration(block.envelopes());
        all.addAll(chain.signed(channel, configuration ? number : config, tallies));
      }
    }
    return all;
  }

  private void fork(ChainCopy first, List<ChainCopy> here, long number) {
    for (ChainCopy chain : here) {
      tallies.fork().looked(1);
      if (!chain.agrees(first.current().orElseThrow()) && forked.add(chain.name())) {
        tallies
            .fork()
            .failed(
                "fork: "
                    + Places.of(number)
                    + " of "
                    + chain.name()
                    + " is another than that of "
                    + first.name());
      }
    }
  }

  /** An orderer's certificate, at the time that the block's last transaction states. */
  private void expiries(List<Judgement> judgements, List<Identity> signers, long number) {
    Optional<Instant> last = Optional.empty();
    for (Judgement judgement : judgements) {
      if (judgement instanceof Valid(Action action)
          && last.filter(time -> time.isAfter(action.time())).isEmpty()) {
        last = Optional.of(action.time());
      }
    }
    last.ifPresent(time -> signers.forEach(s -> judge.expiries().used(s, time, Places.of(number))));
  }

  private void configure(FabricBlock block, Judgement judgement) {
    String place = Places.of(block.number());
    tallies.configuration().looked(1);
    if (!(judgement instanceof Configuration)) {
      tallies.configuration().failed(place + ": a configuration that no orderer signed");
    }
    Parsed<ChannelConfig> after =
        Genesis.stated(block).flatMap(stated -> ConfigUpdates.apply(channel, stated.envelope()));
    switch (after) {
      case Parsed.Malformed<ChannelConfig>(String reason) ->
          tallies
              .configuration()
              .failed(place + ": the configuration does not follow from the one before: " + reason);
      case Parsed.Ok<ChannelConfig>(ChannelConfig read) -> {
        Organizations.faults(read, trust)
            .forEach(fault -> tallies.configuration().failed(place + ": " + fault));
        channel = read;
      }
    }
    config = block.number();
  }

  private void flags(List<ChainCopy> here, FabricBlock block, List<Judgement> judgements) {
    for (ChainCopy chain : here) {
      if (!chain.agrees(block)) {
        continue;
      }
      Bytes flags = chain.current().orElseThrow().flags();
      tallies.flags().looked(judgements.size());
      if (flags.size() != judgements.size()) {
        tallies
            .flags()
            .failed(
                Places.of(block.number())
                    + " of "
                    + chain.name()
                    + " has "
                    + flags.size()
                    + " flags for "
                    + judgements.size()
                    + " transactions");
        continue;
      }
      for (int i = 0; i < judgements.size(); i++) {
        flag(
            judgements.get(i),
            flags.at(i),
            Places.of(block.number(), i),
            "the peer of " + chain.name());
      }
    }
    for (int i = 0; i < judgements.size(); i++) {
      if (judgements.get(i) instanceof Beyond(Stage stage, String reason)) {
        tallies.of(stage).failed(Places.of(block.number(), i) + ": " + reason);
      }
    }
  }

  /** Peers with the same flags so far have the same state. */
  private void states(List<ChainCopy> here, FabricBlock block) {
    for (ChainCopy chain : here) {
      FabricBlock held = chain.current().orElseThrow();
      alike &= held.flags().equals(block.flags());
      if (alike && chain.agrees(block) && !held.commitHash().equals(block.commitHash())) {
        alike = false;
        tallies
            .flags()
            .failed(
                Places.of(block.number())
                    + ": the peer of "
                    + chain.name()
                    + " came to another state than another one with the same flags");
      }
    }
  }

  private void flag(Judgement judgement, int flag, String place, String peer) {
    boolean counts = flag == TxValidationCode.VALID_VALUE;
    switch (judgement) {
      case Valid _, Configuration _ -> {
        if (!counts) {
          tallies.flags().failed(place + ": it is valid, but " + peer + " says " + name(flag));
        }
      }
      case Invalid(TxValidationCode code, String reason) -> {
        if (counts) {
          tallies.of(Stage.of(code)).failed(place + ": " + reason);
          tallies.flags().failed(place + ": " + peer + " lets it count, but " + reason);
        } else if (flag != code.getNumber()) {
          tallies
              .flags()
              .reserved(
                  place
                      + " counts for nobody, but "
                      + peer
                      + " says "
                      + name(flag)
                      + " where this program says "
                      + code.name());
        }
      }
      case Beyond _ -> {}
    }
  }

  private static String name(int flag) {
    TxValidationCode code = TxValidationCode.forNumber(flag);
    return code == null ? "code " + flag : code.name();
  }

  private void derive(Judgement judgement, Height place) {
    if (!(judgement instanceof Valid(Action action))) {
      invalid += judgement instanceof Invalid ? 1 : 0;
      return;
    }
    valid++;
    String where = Places.of(place.block(), place.transaction());
    if (!action.chaincode().equals(trust.chaincode())) {
      boolean writes =
          action.set().namespaces().stream()
              .anyMatch(n -> n.name().equals(trust.chaincode()) && n.changesSomething());
      if (writes) {
        tallies
            .log()
            .failed(
                where + ": chaincode " + action.chaincode() + " writes into the contract's state");
      }
      return;
    }
    switch (Rulings.accepted(action)) {
      case Parsed.Ok<List<Bytes>>(List<Bytes> accepted) -> log.add(accepted, place);
      case Parsed.Malformed<List<Bytes>>(String reason) ->
          tallies.log().failed(where + " is no command of the contract's form: " + reason);
    }
  }

  private void finish(Archive archive) {
    log.difference(archive).ifPresent(tallies.log()::failed);
    long last = copies.height() - 1;
    if (log.lastBlock().isPresent() && log.lastBlock().get() != last) {
      tallies
          .log()
          .failed(
              "the last record stands in "
                  + Places.of(log.lastBlock().get())
                  + ", but there are blocks to "
                  + Places.of(last));
    }
    tallies.log().looked(log.size());
    judge.expiries().named().forEach(tallies.creators()::reserved);
    tallies.creators().looked(judge.creators());
    tallies.endorsements().looked(judge.endorsements());
    tallies.reads().looked(judge.readsCompared());
    tallies.chain().done("");
    tallies.data().done("");
    tallies.orderers().done(channel.quorum() + " of " + channel.orderers().size() + " needed");
    tallies.configuration().done("");
    tallies.creators().done(valid + " count, " + invalid + " do not");
    tallies.endorsements().done("");
    tallies.reads().done("");
    tallies.flags().done("");
    tallies.fork().done("");
    tallies.log().done("");
  }
}
