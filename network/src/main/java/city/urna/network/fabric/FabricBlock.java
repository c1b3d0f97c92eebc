package city.urna.network.fabric;

import city.urna.chaincode.Command;
import city.urna.chaincode.Rulings;
import city.urna.network.derived.OrderedBlock;
import city.urna.network.derived.OrderedTransaction;
import city.urna.network.derived.OrderedTransaction.Content;
import city.urna.network.derived.OrderedTransaction.Validity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Reads a block as a peer delivers it (spec fabric §1 to §3). Checks no signature. */
final class FabricBlock {
  /** The contract's only function. */
  static final String DECIDE = "decide";

  private static final int OK = 200;

  private final String chaincode;

  /** Reads blocks of a channel on which the contract has that name. */
  FabricBlock(String chaincode) {
    this.chaincode = chaincode;
  }

  /** What a block comes to; malformed where its header is none. */
  Parsed<OrderedBlock> read(Block block) {
    BlockHeader header = block.getHeader();
    Bytes previous = Bytes.of(header.getPreviousHash());
    Parsed<Digest> before =
        header.getNumber() == 0 && previous.isEmpty()
            ? new Parsed.Ok<>(Digest.ZERO)
            : Digest.parse(previous);
    return before.flatMap(
        hash ->
            Digest.parse(Bytes.of(header.getDataHash()))
                .map(
                    data ->
                        new OrderedBlock(
                            header.getNumber(),
                            hash,
                            data,
                            der(header),
                            computed(block),
                            transactions(block))));
  }

  /** The DER form of a header, which is what its hash is made of. */
  static Bytes der(BlockHeader header) {
    try {
      return Bytes.of(
          new DERSequence(
                  new org.bouncycastle.asn1.ASN1Encodable[] {
                    new ASN1Integer(new BigInteger(Long.toUnsignedString(header.getNumber()))),
                    new DEROctetString(header.getPreviousHash().toByteArray()),
                    new DEROctetString(header.getDataHash().toByteArray())
                  })
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException impossible) {
      throw new UncheckedIOException("a header of three parts is not encoded", impossible);
    }
  }

  private static Digest computed(Block block) {
    return Digest.sha256(
        block.getData().getDataList().stream().map(Bytes::of).toArray(Bytes[]::new));
  }

  private List<OrderedTransaction> transactions(Block block) {
    List<ByteString> metadata = block.getMetadata().getMetadataList();
    int index = BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE;
    ByteString flags = metadata.size() > index ? metadata.get(index) : ByteString.EMPTY;
    List<OrderedTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      // A transaction that the peer has not flagged is none.
      Validity validity = i < flags.size() ? validity(flags.byteAt(i) & 0xff) : Validity.INVALID;
      transactions.add(transaction(block.getData().getData(i), validity));
    }
    return transactions;
  }

  private static Validity validity(int flag) {
    return switch (TxValidationCode.forNumber(flag)) {
      case VALID -> Validity.VALID;
      case MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT -> Validity.STALE;
      case DUPLICATE_TXID -> Validity.DUPLICATE;
      case null, default -> Validity.INVALID;
    };
  }

  private OrderedTransaction transaction(ByteString bytes, Validity validity) {
    String id = "";
    try {
      Payload payload = Payload.parseFrom(Envelope.parseFrom(bytes).getPayload());
      ChannelHeader channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
      id = channel.getTxId();
      boolean ours =
          validity == Validity.VALID && channel.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE;
      return new OrderedTransaction(
          id, validity, ours ? content(payload.getData()) : new Content.Foreign());
    } catch (InvalidProtocolBufferException malformed) {
      return new OrderedTransaction(
          id,
          validity,
          validity == Validity.VALID
              ? new Content.Broken("not a transaction")
              : new Content.Foreign());
    }
  }

  private Content content(ByteString data) throws InvalidProtocolBufferException {
    Transaction transaction = Transaction.parseFrom(data);
    if (transaction.getActionsCount() != 1) {
      return new Content.Broken("has not one action");
    }
    ChaincodeActionPayload payload =
        ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
    ChaincodeInvocationSpec call =
        ChaincodeInvocationSpec.parseFrom(
            ChaincodeProposalPayload.parseFrom(payload.getChaincodeProposalPayload()).getInput());
    ChaincodeAction action =
        ChaincodeAction.parseFrom(
            ProposalResponsePayload.parseFrom(payload.getAction().getProposalResponsePayload())
                .getExtension());
    TxReadWriteSet sets = TxReadWriteSet.parseFrom(action.getResults());
    if (!call.getChaincodeSpec().getChaincodeId().getName().equals(chaincode)) {
      return writes(sets, chaincode).isEmpty()
          ? new Content.Foreign()
          : new Content.Broken("another chaincode writes into the contract's state");
    }
    return call(call.getChaincodeSpec().getInput().getArgsList(), action, sets);
  }

  private Content call(List<ByteString> arguments, ChaincodeAction action, TxReadWriteSet sets)
      throws InvalidProtocolBufferException {
    int records = arguments.size() - 1;
    if (records < 1
        || records > Command.MOST
        || !arguments.getFirst().equals(ByteString.copyFromUtf8(DECIDE))
        || action.getResponse().getStatus() != OK) {
      return new Content.Broken("not a call that the contract answers");
    }
    for (NsReadWriteSet set : sets.getNsRwsetList()) {
      if (set.getCollectionHashedRwsetCount() > 0
          || !set.getNamespace().equals(chaincode) && !writes(sets, set.getNamespace()).isEmpty()) {
        return new Content.Broken("writes elsewhere than into the contract's state");
      }
    }
    Map<String, Bytes> writes = new HashMap<>();
    for (KVWrite write : writes(sets, chaincode)) {
      if (write.getIsDelete() || write.getValue().isEmpty()) {
        return new Content.Broken("deletes from the contract's state");
      }
      writes.put(write.getKey(), Bytes.of(write.getValue()));
    }
    Command command =
        new Command(arguments.subList(1, arguments.size()).stream().map(Bytes::of).toList());
    return switch (Rulings.parse(Bytes.of(action.getResponse().getPayload()), records)) {
      case Parsed.Ok<Rulings>(Rulings rulings) -> new Content.Call(command, rulings, writes);
      case Parsed.Malformed<Rulings>(String reason) -> new Content.Broken(reason);
    };
  }

  private static List<KVWrite> writes(TxReadWriteSet sets, String namespace)
      throws InvalidProtocolBufferException {
    List<KVWrite> writes = new ArrayList<>();
    for (NsReadWriteSet set : sets.getNsRwsetList()) {
      if (set.getNamespace().equals(namespace)) {
        writes.addAll(KVRWSet.parseFrom(set.getRwset()).getWritesList());
      }
    }
    return writes;
  }
}
