package city.urna.verifier.block.fabric;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.channel.Orderer;
import city.urna.verifier.block.channel.SignedMessage;
import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.StrictMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * A block's signatures: each over metadata value ‖ signature's header ‖ block header. They count
 * when they satisfy the channel's policy for blocks <em>and</em> come from a quorum of its
 * orderers, each once.
 */
final class OrdererSignatures {
  private OrdererSignatures() {}

  /**
   * Checks them under the configuration that stood before the block.
   *
   * @param config the number of the block that holds the configuration which the signed metadata
   *     must name: the last one, or this block's own where it is one
   * @return those who signed and count, or why it is not enough
   */
  static Parsed<List<Identity>> check(FabricBlock block, ChannelConfig channel, long config) {
    Metadata metadata;
    List<SignedMessage> signatures;
    switch (StrictMessage.parse(Metadata.parser(), block.signatures())) {
      case Parsed.Ok<Metadata>(Metadata read) -> metadata = read;
      case Parsed.Malformed<Metadata>(String reason) -> {
        return Parsed.malformed("its signatures cannot be read");
      }
    }
    try {
      OrdererBlockMetadata stated = OrdererBlockMetadata.parseFrom(metadata.getValue());
      if (stated.getLastConfig().getIndex() != config) {
        return Parsed.malformed(
            "its signed metadata names another last configuration than block " + config);
      }
      signatures = signatures(metadata, block, channel);
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("its signatures cannot be read");
    }
    List<Identity> signers = channel.signers(signatures);
    List<Identity> orderers =
        signers.stream().filter(s -> s.refusal().isEmpty() && isOrderer(s, channel)).toList();
    if (orderers.size() < channel.quorum()) {
      return Parsed.malformed(
          "signed by "
              + orderers.size()
              + " of "
              + channel.orderers().size()
              + " orderers where "
              + channel.quorum()
              + " are needed");
    }
    if (metadata.getSignaturesCount() != orderers.size()) {
      return Parsed.malformed(
          "of its "
              + metadata.getSignaturesCount()
              + " signatures only "
              + orderers.size()
              + " are orderers', each once");
    }
    return channel.blockValidation().satisfiedBy(signers)
        ? Parsed.ok(orderers)
        : Parsed.malformed("its signatures do not satisfy the channel's policy for blocks");
  }

  private static boolean isOrderer(Identity signer, ChannelConfig channel) {
    return channel.orderers().stream()
        .anyMatch(
            orderer ->
                channel
                    .msps()
                    .identity(orderer.identity())
                    .filter(
                        known ->
                            known.mspId().equals(signer.mspId()) && known.id().equals(signer.id()))
                    .isPresent());
  }

  private static List<SignedMessage> signatures(
      Metadata metadata, FabricBlock block, ChannelConfig channel)
      throws InvalidProtocolBufferException {
    Bytes value = Bytes.of(metadata.getValue());
    Bytes header = block.header();
    List<SignedMessage> signatures = new ArrayList<>();
    for (MetadataSignature signature : metadata.getSignaturesList()) {
      Bytes bySignature = Bytes.of(signature.getSignatureHeader());
      Bytes byNumber = Bytes.of(signature.getIdentifierHeader());
      if (bySignature.isEmpty() && !byNumber.isEmpty()) {
        int number = IdentifierHeader.parseFrom(byNumber.toArray()).getIdentifier();
        Optional<Orderer> orderer =
            channel.orderers().stream().filter(known -> known.number() == number).findFirst();
        orderer.ifPresent(
            known ->
                signatures.add(
                    new SignedMessage(
                        Bytes.concat(value, byNumber, header),
                        known.identity(),
                        Bytes.of(signature.getSignature()))));
      } else {
        signatures.add(
            new SignedMessage(
                Bytes.concat(value, bySignature, header),
                Bytes.of(SignatureHeader.parseFrom(bySignature.toArray()).getCreator()),
                Bytes.of(signature.getSignature())));
      }
    }
    return signatures;
  }
}
