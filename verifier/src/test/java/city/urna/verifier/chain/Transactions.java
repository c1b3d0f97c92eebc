package city.urna.verifier.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bouncycastle.util.encoders.Hex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;

/** One endorsed transaction in the making; every part can be bent before it is signed. */
public final class Transactions {
  private static final Random NONCES = new Random(2);

  private final String channel;
  private final String chaincode;
  private final Member creator;
  private final List<ByteString> arguments = new ArrayList<>();
  private final KVRWSet.Builder set = KVRWSet.newBuilder();
  private final NsReadWriteSet.Builder namespace = NsReadWriteSet.newBuilder();
  private List<Member> endorsers = List.of();
  private ByteString payload = ByteString.EMPTY;
  private ByteString nonce;
  private int status = 200;
  private Instant time = Instant.parse("2026-05-01T12:00:00Z");
  private UnaryOperator<ChaincodeEndorsedAction.Builder> afterEndorsing = action -> action;
  private UnaryOperator<ChannelHeader.Builder> header = channelHeader -> channelHeader;
  private boolean highS;

  public Transactions(String channel, String chaincode, Member creator) {
    this.channel = channel;
    this.chaincode = chaincode;
    this.creator = creator;
    byte[] random = new byte[24];
    NONCES.nextBytes(random);
    this.nonce = ByteString.copyFrom(random);
  }

  public Transactions endorsedBy(Member... members) {
    endorsers = List.of(members);
    return this;
  }

  /** The records of a command, and how many of them, from the first, are accepted. */
  public Transactions decide(List<byte[]> records, int accepted) {
    arguments.add(ByteString.copyFromUtf8("decide"));
    ByteString rulings = u32(records.size());
    for (int i = 0; i < records.size(); i++) {
      arguments.add(ByteString.copyFrom(records.get(i)));
      rulings =
          rulings.concat(
              i < accepted
                  ? ByteString.copyFrom(new byte[] {1})
                  : ByteString.copyFrom(new byte[] {3})
                      .concat(u32(8))
                      .concat(ByteString.copyFromUtf8("R4 phase"))
                      .concat(u32(2))
                      .concat(ByteString.copyFromUtf8("no")));
    }
    payload = rulings;
    return this;
  }

  public Transactions call(String function) {
    arguments.add(ByteString.copyFromUtf8(function));
    return this;
  }

  private static ByteString u32(int value) {
    return ByteString.copyFrom(ByteBuffer.allocate(4).putInt(value).array());
  }

  public Transactions payload(byte[] content) {
    payload = ByteString.copyFrom(content);
    return this;
  }

  public Transactions status(int code) {
    status = code;
    return this;
  }

  /** Read where nothing stood. */
  public Transactions readsNothing(String key) {
    set.addReads(KVRead.newBuilder().setKey(key));
    return this;
  }

  public Transactions reads(String key, long block, long transaction) {
    set.addReads(
        KVRead.newBuilder()
            .setKey(key)
            .setVersion(Version.newBuilder().setBlockNum(block).setTxNum(transaction)));
    return this;
  }

  public Transactions readsRange(String from, String to) {
    set.addRangeQueriesInfo(RangeQueryInfo.newBuilder().setStartKey(from).setEndKey(to));
    return this;
  }

  public Transactions writes(String key, ByteString value) {
    set.addWrites(KVWrite.newBuilder().setKey(key).setValue(value).setIsDelete(value.isEmpty()));
    return this;
  }

  public Transactions writes(String key) {
    return writes(key, ByteString.copyFromUtf8("v"));
  }

  /** From now on, whoever changes the key needs this. */
  public Transactions policy(String key, SignaturePolicyEnvelope policy) {
    set.addMetadataWrites(
        KVMetadataWrite.newBuilder()
            .setKey(key)
            .addEntries(
                KVMetadataEntry.newBuilder()
                    .setName("VALIDATION_PARAMETER")
                    .setValue(policy.toByteString())));
    return this;
  }

  /** What an organization writes for itself, as when it approves a definition. */
  public Transactions writesPrivately(String collection, byte[] keyHash, byte[] valueHash) {
    namespace.addCollectionHashedRwset(
        CollectionHashedReadWriteSet.newBuilder()
            .setCollectionName(collection)
            .setHashedRwset(
                HashedRWSet.newBuilder()
                    .addHashedWrites(
                        KVWriteHash.newBuilder()
                            .setKeyHash(ByteString.copyFrom(keyHash))
                            .setValueHash(ByteString.copyFrom(valueHash)))
                    .build()
                    .toByteString()));
    return this;
  }

  /** Commits a chaincode's definition. */
  public Transactions defines(String name, String plugin, SignaturePolicyEnvelope policy) {
    String fields = "namespaces/fields/" + name + "/";
    return writes(
            "namespaces/metadata/" + name,
            StateMetadata.newBuilder()
                .setDatatype("ChaincodeDefinition")
                .addAllFields(
                    List.of("Sequence", "EndorsementInfo", "ValidationInfo", "Collections"))
                .build()
                .toByteString())
        .writes(fields + "Sequence", StateData.newBuilder().setInt64(1).build().toByteString())
        .writes(
            fields + "ValidationInfo",
            StateData.newBuilder()
                .setBytes(
                    ChaincodeValidationInfo.newBuilder()
                        .setValidationPlugin(plugin)
                        .setValidationParameter(
                            ApplicationPolicy.newBuilder()
                                .setSignaturePolicy(policy)
                                .build()
                                .toByteString())
                        .build()
                        .toByteString())
                .build()
                .toByteString());
  }

  public Transactions nonce(ByteString content) {
    nonce = content;
    return this;
  }

  public Transactions at(Instant when) {
    time = when;
    return this;
  }

  public Transactions bendHeader(UnaryOperator<ChannelHeader.Builder> change) {
    header = change;
    return this;
  }

  /** Changes what was endorsed after it was; the creator signs it all the same. */
  public Transactions bendEndorsed(UnaryOperator<ChaincodeEndorsedAction.Builder> change) {
    afterEndorsing = change;
    return this;
  }

  public Transactions signedHighS() {
    highS = true;
    return this;
  }

  /** The envelope's exact bytes. */
  public ByteString envelope() {
    SignatureHeader signature =
        SignatureHeader.newBuilder().setCreator(creator.serialized()).setNonce(nonce).build();
    ChaincodeID id = ChaincodeID.newBuilder().setName(chaincode).setVersion("1.0").build();
    ChannelHeader.Builder channelHeader =
        ChannelHeader.newBuilder()
            .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
            .setChannelId(channel)
            .setTimestamp(Timestamp.newBuilder().setSeconds(time.getEpochSecond()))
            .setTxId(Hex.toHexString(Hashes.sha256(nonce.concat(creator.serialized()))))
            .setExtension(
                ChaincodeHeaderExtension.newBuilder()
                    .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode))
                    .build()
                    .toByteString());
    ByteString headerBytes = header.apply(channelHeader).build().toByteString();
    ByteString proposal =
        ChaincodeProposalPayload.newBuilder()
            .setInput(
                ChaincodeInvocationSpec.newBuilder()
                    .setChaincodeSpec(
                        ChaincodeSpec.newBuilder()
                            .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode))
                            .setInput(ChaincodeInput.newBuilder().addAllArgs(arguments)))
                    .build()
                    .toByteString())
            .build()
            .toByteString();
    ByteString response =
        ProposalResponsePayload.newBuilder()
            .setProposalHash(
                ByteString.copyFrom(
                    Hashes.sha256(headerBytes.concat(signature.toByteString()).concat(proposal))))
            .setExtension(
                ChaincodeAction.newBuilder()
                    .setResults(results())
                    .setResponse(Response.newBuilder().setStatus(status).setPayload(payload))
                    .setChaincodeId(id)
                    .build()
                    .toByteString())
            .build()
            .toByteString();
    ChaincodeEndorsedAction.Builder action =
        ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(response);
    for (Member endorser : endorsers) {
      action.addEndorsements(
          Endorsement.newBuilder()
              .setEndorser(endorser.serialized())
              .setSignature(endorser.sign(response.concat(endorser.serialized()))));
    }
    Transaction transaction =
        Transaction.newBuilder()
            .addActions(
                TransactionAction.newBuilder()
                    .setHeader(signature.toByteString())
                    .setPayload(
                        ChaincodeActionPayload.newBuilder()
                            .setChaincodeProposalPayload(proposal)
                            .setAction(afterEndorsing.apply(action))
                            .build()
                            .toByteString()))
            .build();
    return signed(creator, headerBytes, signature, transaction, highS);
  }

  private ByteString results() {
    return TxReadWriteSet.newBuilder()
        .addNsRwset(namespace.setNamespace(chaincode).setRwset(set.build().toByteString()))
        .build()
        .toByteString();
  }

  /** An envelope that somebody signs. */
  static ByteString signed(
      Member creator,
      ByteString channelHeader,
      SignatureHeader signature,
      Message data,
      boolean highS) {
    ByteString payload =
        Payload.newBuilder()
            .setHeader(
                Header.newBuilder()
                    .setChannelHeader(channelHeader)
                    .setSignatureHeader(signature.toByteString()))
            .setData(data.toByteString())
            .build()
            .toByteString();
    return Envelope.newBuilder()
        .setPayload(payload)
        .setSignature(highS ? creator.signHighS(payload) : creator.sign(payload))
        .build()
        .toByteString();
  }
}
