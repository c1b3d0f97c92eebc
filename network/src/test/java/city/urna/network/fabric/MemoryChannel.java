package city.urna.network.fabric;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Rulings;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A channel in memory that makes blocks of Fabric's own form, without signatures: decides, orders,
 * finds conflicting reads, as peers do. What an endorser says may be altered.
 */
final class MemoryChannel {
  static final String CHAINCODE = "urna";

  private final Contract contract;
  private final Map<String, Bytes> state = new TreeMap<>();
  private final Map<String, Long> versions = new TreeMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private int transactions;

  /** A channel with its block 0, which holds no transaction. */
  MemoryChannel(Contract contract) {
    this.contract = contract;
    append(List.of(), List.of());
  }

  /** A transaction that waits to be ordered, with the versions of what it read. */
  record Endorsed(
      String id, ByteString envelope, Map<String, Bytes> writes, Map<String, Long> reads) {}

  /** What endorsers say of a command. */
  record Said(
      String chaincode, List<ByteString> arguments, Bytes payload, Map<String, Bytes> writes) {
    Said withPayload(Bytes other) {
      return new Said(chaincode, arguments, other, writes);
    }

    Said withWrite(String key, Bytes value) {
      Map<String, Bytes> more = new TreeMap<>(writes);
      more.put(key, value);
      return new Said(chaincode, arguments, payload, more);
    }

    Said of(String otherChaincode) {
      return new Said(otherChaincode, arguments, payload, writes);
    }

    Said withArguments(List<ByteString> others) {
      return new Said(chaincode, others, payload, writes);
    }
  }

  Endorsed endorse(Command command) {
    return endorse(command, UnaryOperator.identity());
  }

  /** Endorses on the newest state, altered. */
  Endorsed endorse(Command command, UnaryOperator<Said> altered) {
    Set<String> read = new TreeSet<>();
    Decision decision =
        contract.decide(
            key -> {
              read.add(key);
              return Optional.ofNullable(state.get(key));
            },
            command);
    Map<String, Bytes> writes = new TreeMap<>();
    for (Write write : decision.writes()) {
      writes.put(write.key(), write.value());
    }
    List<ByteString> arguments = new ArrayList<>();
    arguments.add(ByteString.copyFromUtf8("decide"));
    command.records().forEach(record -> arguments.add(record.toByteString()));
    Said said =
        altered.apply(new Said(CHAINCODE, arguments, Rulings.of(decision).encode(), writes));
    Map<String, Long> reads = new TreeMap<>();
    read.forEach(key -> reads.put(key, versions.getOrDefault(key, -1L)));
    String id = "tx" + transactions++;
    return new Endorsed(id, envelope(id, said), said.writes(), reads);
  }

  /** Makes a block of them. */
  Block order(Endorsed... endorsed) {
    List<Integer> flags = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    long number = blocks.size();
    for (Endorsed one : endorsed) {
      boolean stale =
          one.reads().entrySet().stream()
              .anyMatch(
                  read -> versions.getOrDefault(read.getKey(), -1L) != (long) read.getValue());
      if (!ids.add(one.id())) {
        flags.add(TxValidationCode.DUPLICATE_TXID_VALUE);
      } else if (stale) {
        flags.add(TxValidationCode.MVCC_READ_CONFLICT_VALUE);
      } else {
        flags.add(TxValidationCode.VALID_VALUE);
        one.writes()
            .forEach(
                (key, value) -> {
                  state.put(key, value);
                  // Later in this block is another version than earlier in it.
                  versions.put(key, number * 1_000 + flags.size());
                });
      }
    }
    return append(List.of(endorsed).stream().map(Endorsed::envelope).toList(), flags);
  }

  private Block append(List<ByteString> envelopes, List<Integer> flags) {
    Bytes[] data = envelopes.stream().map(Bytes::of).toArray(Bytes[]::new);
    BlockHeader.Builder header =
        BlockHeader.newBuilder()
            .setNumber(blocks.size())
            .setDataHash(Digest.sha256(data).value().toByteString());
    if (!blocks.isEmpty()) {
      header.setPreviousHash(
          Digest.sha256(FabricBlock.der(blocks.getLast().getHeader())).value().toByteString());
    }
    byte[] filter = new byte[flags.size()];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = (byte) (int) flags.get(i);
    }
    Block block =
        Block.newBuilder()
            .setHeader(header)
            .setData(BlockData.newBuilder().addAllData(envelopes))
            .setMetadata(
                BlockMetadata.newBuilder()
                    .addMetadata(ByteString.EMPTY)
                    .addMetadata(ByteString.EMPTY)
                    .addMetadata(ByteString.copyFrom(filter)))
            .build();
    blocks.add(block);
    return block;
  }

  private static ByteString envelope(String id, Said said) {
    ChaincodeInvocationSpec call =
        ChaincodeInvocationSpec.newBuilder()
            .setChaincodeSpec(
                ChaincodeSpec.newBuilder()
                    .setChaincodeId(ChaincodeID.newBuilder().setName(said.chaincode()))
                    .setInput(ChaincodeInput.newBuilder().addAllArgs(said.arguments())))
            .build();
    KVRWSet.Builder set = KVRWSet.newBuilder();
    said.writes()
        .forEach(
            (key, value) ->
                set.addWrites(KVWrite.newBuilder().setKey(key).setValue(value.toByteString())));
    ChaincodeAction action =
        ChaincodeAction.newBuilder()
            .setResults(
                TxReadWriteSet.newBuilder()
                    .addNsRwset(
                        NsReadWriteSet.newBuilder()
                            .setNamespace(CHAINCODE)
                            .setRwset(set.build().toByteString()))
                    .build()
                    .toByteString())
            .setResponse(
                Response.newBuilder().setStatus(200).setPayload(said.payload().toByteString()))
            .build();
    ChaincodeActionPayload payload =
        ChaincodeActionPayload.newBuilder()
            .setChaincodeProposalPayload(
                ChaincodeProposalPayload.newBuilder()
                    .setInput(call.toByteString())
                    .build()
                    .toByteString())
            .setAction(
                ChaincodeEndorsedAction.newBuilder()
                    .setProposalResponsePayload(
                        ProposalResponsePayload.newBuilder()
                            .setExtension(action.toByteString())
                            .build()
                            .toByteString()))
            .build();
    ChannelHeader channel =
        ChannelHeader.newBuilder()
            .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
            .setChannelId("urna")
            .setTxId(id)
            .build();
    return Envelope.newBuilder()
        .setPayload(
            Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(channel.toByteString()))
                .setData(
                    Transaction.newBuilder()
                        .addActions(
                            TransactionAction.newBuilder().setPayload(payload.toByteString()))
                        .build()
                        .toByteString())
                .build()
                .toByteString())
        .build()
        .toByteString();
  }

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  Map<String, Bytes> state() {
    return Map.copyOf(state);
  }
}
