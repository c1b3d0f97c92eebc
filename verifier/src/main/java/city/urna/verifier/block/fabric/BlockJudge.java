package city.urna.verifier.block.fabric;

import static org.hyperledger.fabric.protos.peer.TxValidationCode.MVCC_READ_CONFLICT;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.fabric.Judgement.Beyond;
import city.urna.verifier.block.fabric.Judgement.Configuration;
import city.urna.verifier.block.fabric.Judgement.Invalid;
import city.urna.verifier.block.fabric.Judgement.Stage;
import city.urna.verifier.block.fabric.Judgement.Valid;
import city.urna.verifier.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the transactions of one block after the other, as Fabric's peers do: each by itself and by
 * its endorsements, then ids that come twice, then reads against what stands; and keeps the state.
 */
final class BlockJudge {
  private final WorldState state = new WorldState();
  private final Set<String> txIds = new HashSet<>();
  private final Expiries expiries = new Expiries();
  private long creators;
  private long endorsements;
  private long reads;

  /** Judges a block, and lets what is valid of it change the state. */
  List<Judgement> judge(FabricBlock block, ChannelConfig channel) {
    TransactionRules common = new TransactionRules(channel, expiries, txIds::contains);
    EndorsementRules endorsed = new EndorsementRules(channel, state, expiries);
    boolean configuration = Envelopes.isConfiguration(block.envelopes());
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < block.envelopes().size(); i++) {
      String place = Places.of(block.number(), i);
      Judgement judgement = common.judge(block.envelopes().get(i), place);
      creators++;
      if (judgement instanceof Configuration && !configuration) {
        judgement = new Beyond(Stage.TRANSACTION, "a configuration beside other transactions");
      }
      if (judgement instanceof Valid(Action action)) {
        judgement = endorsed.judge(action, place).orElse(judgement);
      }
      judgements.add(judgement);
    }
    endorsements += endorsed.signatures();
    refuseSameIds(judgements);
    for (int i = 0; i < judgements.size(); i++) {
      if (judgements.get(i) instanceof Valid(Action action)) {
        Optional<Judgement> wrong = reads(action);
        if (wrong.isPresent()) {
          judgements.set(i, wrong.get());
        } else {
          state.apply(action.set(), new Height(block.number(), i));
        }
      }
    }
    remember(block);
    return judgements;
  }

  /** A genesis block has no transactions to judge; its configuration is pinned. */
  void genesis(FabricBlock block) {
    remember(block);
  }

  private void remember(FabricBlock block) {
    state.commit();
    for (Bytes envelope : block.envelopes()) {
      txIds.add(Envelopes.txId(envelope));
    }
  }

  private static void refuseSameIds(List<Judgement> judgements) {
    Set<String> inBlock = new HashSet<>();
    for (int i = 0; i < judgements.size(); i++) {
      if (judgements.get(i) instanceof Valid(Action action) && !inBlock.add(action.txId())) {
        judgements.set(i, Judgement.TWICE);
      }
    }
  }

  private Optional<Judgement> reads(Action action) {
    for (ReadWriteSet.Namespace namespace : action.set().namespaces()) {
      for (ReadWriteSet.Read read : namespace.reads()) {
        reads++;
        if (state.changedInBlock(read.key())) {
          return Optional.of(
              new Invalid(
                  MVCC_READ_CONFLICT,
                  "it read "
                      + read.key().name()
                      + ", which a transaction before it in the block changed"));
        }
        if (!state.version(read.key()).equals(read.version())) {
          return Optional.of(
              new Invalid(
                  MVCC_READ_CONFLICT,
                  "it read " + read.key().name() + " at another version than stands"));
        }
      }
      if (namespace.ranges()) {
        return Optional.of(
            new Beyond(Stage.READS, "it read a range of keys of " + namespace.name()));
      }
    }
    return Optional.empty();
  }

  Expiries expiries() {
    return expiries;
  }

  long creators() {
    return creators;
  }

  long endorsements() {
    return endorsements;
  }

  long readsCompared() {
    return reads;
  }
}
