package city.urna.fuzz;

import city.urna.chaincode.Rulings;
import city.urna.fuzz.Targets.Named;
import city.urna.network.Block;
import city.urna.network.log.Leaf;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.CheckedAct;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.PublicActs;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.verifier.consultation.ActList;
import city.urna.verifier.consultation.ContentFile;
import city.urna.verifier.record.Envelope;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records, contents and lists as both programs read them, and what carries them about. */
final class RecordTargets {
  private RecordTargets() {}

  static List<Named> all() {
    return List.of(
        ProtocolTargets.bytes(
            "record", RecordTargets::records, SignedRecord::parse, SignedRecord::bytes),
        VerifierTargets.parsed("verifier-record", RecordTargets::verifiers, Envelope::parse),
        ProtocolTargets.refusing(
            "leaf",
            RecordTargets::records,
            bytes -> SignedRecord.parse(bytes).flatMap(Leaf::parse)),
        ProtocolTargets.bytes("content", RecordTargets::contents, Content::decode, Content::encode),
        new Named("verifier-content", RecordTargets::contentFile),
        ProtocolTargets.bytes(
            "act-list",
            () -> List.of(Consulted.REPORTS.encode()),
            AnchorList::decode,
            AnchorList::encode),
        VerifierTargets.parsed(
            "verifier-act-list",
            () -> List.of(Consulted.REPORTS.encode().toArray()),
            ActList::parse),
        ProtocolTargets.target("public-act", Consulted.REPORTS::acts, RecordTargets::publicAct),
        ProtocolTargets.bytes(
            "block",
            RecordTargets::blocks,
            bytes ->
                StrictParser.parse(city.urna.protocol.records.Block.parser(), bytes)
                    .flatMap(Block::of),
            block -> Bytes.of(block.message().toByteString())),
        ProtocolTargets.bytes(
            "rulings", RecordTargets::rulings, bytes -> Rulings.parse(bytes, 3), Rulings::encode));
  }

  private static List<Bytes> records() {
    List<Bytes> records = new ArrayList<>(ProtocolTargets.records());
    Consulted.moments().forEach(moment -> records.add(moment.record().bytes()));
    return records;
  }

  private static List<byte[]> verifiers() {
    byte[] bundle = VerifierTargets.file("records/");
    List<byte[]> records = new ArrayList<>();
    for (int at = 0; at < bundle.length; ) {
      int length = java.nio.ByteBuffer.wrap(bundle, at, 4).getInt();
      records.add(Arrays.copyOfRange(bundle, at + 4, at + 4 + length));
      at += 4 + length;
    }
    Consulted.moments().forEach(moment -> records.add(moment.record().bytes().toArray()));
    return records;
  }

  private static List<Bytes> contents() {
    return List.of(Content.text("A lamp is out", Consulted.HALL.parties.random).encode());
  }

  /** Both programs commit to the same, or both refuse. */
  private static Target contentFile() {
    return new Target(
        "verifier-content",
        contents().stream().map(Bytes::toArray).toList(),
        input -> {
          Optional<Bytes> ours =
              Content.decode(Bytes.of(input)) instanceof Parsed.Ok<Content>(Content content)
                  ? Optional.of(content.commitment("p", "s").value())
                  : Optional.empty();
          return switch (ContentFile.read(
              new ByteArrayInputStream(input), input.length, "p", "s")) {
            case city.urna.verifier.bytes.Parsed.Malformed<ContentFile>(String reason) ->
                Optional.of(reason);
            case city.urna.verifier.bytes.Parsed.Ok<ContentFile>(ContentFile file) -> {
              if (ours.isPresent() && !ours.get().hex().equals(file.commitment().hex())) {
                throw new AssertionError("two commitments of one content");
              }
              yield Optional.empty();
            }
          };
        });
  }

  private static Optional<String> publicAct(Bytes act) {
    return switch (PublicActs.check(Consulted.HALL.boxForum, act)) {
      case Verdict.Verified<CheckedAct> verified -> Optional.empty();
      case Verdict.Rejected<CheckedAct> rejected ->
          Optional.of(rejected.code().text() + ": " + rejected.reason());
    };
  }

  private static List<Bytes> blocks() {
    List<Bytes> records = ProtocolTargets.records().subList(0, 3);
    return List.of(
        Bytes.of(
            Block.sign(1, Digest.ZERO, records, ProtocolTargets.city().parties.orderer)
                .message()
                .toByteString()));
  }

  private static List<Bytes> rulings() {
    return List.of(
        new Rulings(
                List.of(
                    new Rulings.Told.Accepted(),
                    new Rulings.Told.Repeated(0),
                    new Rulings.Told.Refused(Refusal.PROOF, "why")))
            .encode());
  }
}
