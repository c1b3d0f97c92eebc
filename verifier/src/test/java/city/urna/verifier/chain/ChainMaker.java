package city.urna.verifier.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** A chain in the making: blocks are planned, bent by a test, and sealed at the end. */
public final class ChainMaker {
  /** What a block shall hold, who of the orderers sign it, and what peers flag. */
  public static final class Plan {
    public final List<ByteString> envelopes = new ArrayList<>();
    public final List<Integer> flags = new ArrayList<>();
    public List<Integer> signers = new ArrayList<>(List.of(0, 1, 2));
    public boolean configuration;

    public void add(ByteString envelope, int flag) {
      envelopes.add(envelope);
      flags.add(flag);
    }
  }

  public final ChannelMaker channel;
  public final List<Plan> plans = new ArrayList<>();
  private Config config;

  public ChainMaker(ChannelMaker channel) {
    this.channel = channel;
    this.config = channel.config();
    Plan genesis =
        block(configuration(ConfigEnvelope.newBuilder().setConfig(config).build(), false));
    genesis.configuration = true;
  }

  /** The configuration after the last update. */
  public Config config() {
    return config;
  }

  /** Plans a block of valid transactions. */
  public Plan block(ByteString... envelopes) {
    Plan plan = new Plan();
    for (ByteString envelope : envelopes) {
      plan.add(envelope, 0);
    }
    plans.add(plan);
    return plan;
  }

  private ByteString configuration(ConfigEnvelope envelope, boolean signed) {
    ByteString header =
        ChannelHeader.newBuilder()
            .setType(HeaderType.CONFIG_VALUE)
            .setChannelId(channel.channel)
            .setTimestamp(Timestamp.newBuilder().setSeconds(1_777_636_800L))
            .build()
            .toByteString();
    Member orderer = channel.orderers.getFirst().orderer;
    SignatureHeader signature =
        SignatureHeader.newBuilder()
            .setCreator(signed ? orderer.serialized() : ByteString.EMPTY)
            .setNonce(ByteString.copyFromUtf8("nonce"))
            .build();
    ByteString whole = Transactions.signed(orderer, header, signature, envelope, false);
    return signed ? whole : unsigned(whole);
  }

  private static ByteString unsigned(ByteString envelope) {
    try {
      return Envelope.parseFrom(envelope).toBuilder().clearSignature().build().toByteString();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Plans a configuration block.
   *
   * @param read and written parts of the configuration, with versions
   * @param change what becomes of the configuration
   */
  public Plan configure(
      ConfigGroup read,
      ConfigGroup written,
      Consumer<ConfigGroup.Builder> change,
      Member... signers) {
    ConfigUpdate update =
        ConfigUpdate.newBuilder()
            .setChannelId(channel.channel)
            .setReadSet(read)
            .setWriteSet(written)
            .build();
    ConfigUpdateEnvelope.Builder signed =
        ConfigUpdateEnvelope.newBuilder().setConfigUpdate(update.toByteString());
    for (Member signer : signers) {
      ByteString header =
          SignatureHeader.newBuilder()
              .setCreator(signer.serialized())
              .setNonce(ByteString.copyFromUtf8("n"))
              .build()
              .toByteString();
      signed.addSignatures(
          ConfigSignature.newBuilder()
              .setSignatureHeader(header)
              .setSignature(signer.sign(header.concat(update.toByteString()))));
    }
    ConfigGroup.Builder root = config.getChannelGroup().toBuilder();
    change.accept(root);
    config =
        Config.newBuilder().setSequence(config.getSequence() + 1).setChannelGroup(root).build();
    Envelope last =
        Envelope.newBuilder()
            .setPayload(
                Payload.newBuilder()
                    .setHeader(
                        Header.newBuilder()
                            .setChannelHeader(
                                ChannelHeader.newBuilder()
                                    .setType(HeaderType.CONFIG_UPDATE_VALUE)
                                    .setChannelId(channel.channel)
                                    .build()
                                    .toByteString()))
                    .setData(signed.build().toByteString())
                    .build()
                    .toByteString())
            .build();
    Plan plan =
        block(
            configuration(
                ConfigEnvelope.newBuilder().setConfig(config).setLastUpdate(last).build(), true));
    plan.configuration = true;
    return plan;
  }

  /** The blocks as a peer delivers them, with what it thinks of them. */
  public List<Block> sealed() {
    List<Block> blocks = new ArrayList<>();
    ByteString previous = ByteString.EMPTY;
    int lastConfig = 0;
    for (int i = 0; i < plans.size(); i++) {
      if (plans.get(i).configuration) {
        lastConfig = i;
      }
      Block block = seal(i, plans.get(i), previous, lastConfig);
      blocks.add(block);
      previous = hash(block.getHeader());
    }
    return blocks;
  }

  private Block seal(int number, Plan plan, ByteString previous, int lastConfig) {
    ByteString content = ByteString.empty();
    for (ByteString envelope : plan.envelopes) {
      content = content.concat(envelope);
    }
    BlockHeader header =
        BlockHeader.newBuilder()
            .setNumber(number)
            .setPreviousHash(previous)
            .setDataHash(ByteString.copyFrom(Hashes.sha256(content)))
            .build();
    byte[] flags = new byte[plan.flags.size()];
    IntStream.range(0, flags.length).forEach(i -> flags[i] = plan.flags.get(i).byteValue());
    return Block.newBuilder()
        .setHeader(header)
        .setData(BlockData.newBuilder().addAllData(plan.envelopes))
        .setMetadata(
            BlockMetadata.newBuilder()
                .addAllMetadata(
                    Arrays.asList(
                        signatures(header, plan.signers, number == 0 ? -1 : lastConfig),
                        ByteString.EMPTY,
                        ByteString.copyFrom(flags),
                        ByteString.EMPTY,
                        ByteString.EMPTY)))
        .build();
  }

  /** Signatures of these orderers, by index, over a header. */
  public ByteString signatures(BlockHeader header, List<Integer> signers, int lastConfig) {
    Metadata.Builder metadata = Metadata.newBuilder();
    if (lastConfig >= 0) {
      metadata.setValue(
          OrdererBlockMetadata.newBuilder()
              .setLastConfig(LastConfig.newBuilder().setIndex(lastConfig))
              .build()
              .toByteString());
      for (int signer : signers) {
        ByteString identifier =
            IdentifierHeader.newBuilder().setIdentifier(signer + 1).build().toByteString();
        metadata.addSignatures(
            MetadataSignature.newBuilder()
                .setIdentifierHeader(identifier)
                .setSignature(
                    channel
                        .orderers
                        .get(signer)
                        .orderer
                        .sign(metadata.getValue().concat(identifier).concat(der(header)))));
      }
    }
    return metadata.build().toByteString();
  }

  public static ByteString hash(BlockHeader header) {
    return ByteString.copyFrom(Hashes.sha256(der(header)));
  }

  static ByteString der(BlockHeader header) {
    try {
      return ByteString.copyFrom(
          new DERSequence(
                  new ASN1Encodable[] {
                    new ASN1Integer(header.getNumber()),
                    new DEROctetString(header.getPreviousHash().toByteArray()),
                    new DEROctetString(header.getDataHash().toByteArray())
                  })
              .getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
