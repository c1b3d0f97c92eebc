package city.urna.fuzz;

import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.fuzz.Targets.Named;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.Dealer;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.IssuerPrivateKey;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.credential.VoterCode;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.NoteKey;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.log.TilePath;
import city.urna.protocol.log.Tiles;
import city.urna.protocol.proof.RangeProof;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.Selection;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.EcdsaPublicKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.KeyFile;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The decoders of the protocol: malformed, or a value that writes itself as the same bytes. */
final class ProtocolTargets {
  private static final SecretAccess ACCESS = SecretAccess.granted();

  private ProtocolTargets() {}

  /** Values, keys, and what parties keep. */
  static List<Named> values() {
    return List.of(
        bytes(
            "digest",
            () -> List.of(Digest.sha256(Bytes.EMPTY).value()),
            Digest::parse,
            Digest::value),
        text("hex", () -> List.of("00ff", "0123456789abcdef"), Bytes::fromHex, Bytes::hex),
        text(
            "base64",
            () -> List.of("AA==", "AAA=", "+/+/", "Zm9v"),
            Bytes::fromBase64,
            Bytes::base64),
        bytes(
            "utf8",
            () -> List.of(Bytes.ofUtf8("a\u00e4\u20ac\uD83D\uDE00")),
            Bytes::utf8,
            Bytes::ofUtf8),
        bytes("point", () -> List.of(point().encode()), Point::decode, Point::encode),
        bytes("scalar", () -> List.of(Scalar.of(7).encode()), Scalar::decode, Scalar::encode),
        bytes(
            "element",
            () -> List.of(point().encode(), Bytes.zero(33)),
            Element::decode,
            Element::encode),
        bytes("public-key", () -> List.of(point().encode()), PublicKey::decode, PublicKey::encode),
        bytes("ciphertext", () -> List.of(selection()), Ciphertext::decode, Ciphertext::encode),
        bytes(
            "aggregate",
            () -> List.of(selection(), Bytes.zero(66)),
            Aggregate::decode,
            Aggregate::encode),
        bytes(
            "range-proof",
            () -> List.of(proof()),
            bytes -> RangeProof.decode(bytes, 2),
            RangeProof::encode),
        bytes(
            "ed25519-key",
            () -> List.of(city().parties.log.publicKey()),
            Ed25519PublicKey::decode,
            Ed25519PublicKey::encode),
        bytes(
            "ecdsa-key",
            () -> List.of(city().parties.orderer.publicKey()),
            EcdsaPublicKey::decode,
            EcdsaPublicKey::encode),
        bytes(
            "ecdsa-private-key",
            () -> List.of(city().parties.orderer.encode(ACCESS)),
            EcdsaPrivateKey::decode,
            key -> key.encode(ACCESS)),
        bytes(
            "party-keys",
            () -> List.of(partyKeys().encode(ACCESS)),
            PartyKeys::decode,
            keys -> keys.encode(ACCESS)),
        keyFile(),
        bytes(
            "issuer-key",
            () -> List.of(Parties.rsa("alpha", "north").publicKey().modulus()),
            IssuerPublicKey::decode,
            IssuerPublicKey::modulus),
        bytes(
            "issuer-private-key",
            () -> List.of(Parties.rsa("alpha", "north").encode(ACCESS)),
            IssuerPrivateKey::decode,
            key -> key.encode(ACCESS)),
        bytes(
            "blinded",
            () -> List.of(Bytes.zero(800)),
            Blinded::decode,
            blinded -> blinded.encode(ACCESS)),
        voterCode(),
        bytes(
            "key-share",
            () -> List.of(city().trustees.share(1).encode(ACCESS)),
            KeyShare::decode,
            share -> share.encode(ACCESS)),
        bytes(
            "dealer",
            () -> List.of(city().trustees.dealer(2).encode(ACCESS)),
            bytes -> Dealer.decode(city().trustees.round(), 2, bytes),
            dealer -> dealer.encode(ACCESS)),
        refusing(
            "contribution",
            () -> List.of(city().trustees.dealer(1).opening()),
            bytes -> Contribution.read(city().trustees.round(), 1, bytes)));
  }

  /** The log's files and texts. */
  static List<Named> log() {
    return List.of(
        bytes("log-entry", () -> entries(1), LogEntry::decode, LogEntry::encode),
        bytes("bundle", () -> List.of(Tiles.bundle(entries(3))), Tiles::entries, Tiles::bundle),
        text(
            "tile-path",
            () -> TilePath.all(70_000).stream().map(TilePath::text).limit(40).toList(),
            TilePath::parse,
            TilePath::text),
        text("note-key", () -> List.of(noteKey().text()), NoteKey::parse, NoteKey::text),
        bytes("note", () -> List.of(note().encode()), SignedNote::parse, SignedNote::encode),
        bytes(
            "checkpoint",
            () -> List.of(Bytes.ofUtf8(note().text())),
            bytes -> bytes.utf8().flatMap(Checkpoint::parse),
            checkpoint -> Bytes.ofUtf8(checkpoint.text())),
        bytes("receipt", () -> List.of(receipt()), Receipt::parse, Receipt::encode));
  }

  /** One city for all that need one. */
  private static final class Shared {
    static final SmallCity CITY = new SmallCity(41, 4);
    static final SignedRecord BALLOT = CITY.ballot(0);
  }

  static SmallCity city() {
    return Shared.CITY;
  }

  static SignedRecord ballot() {
    return Shared.BALLOT;
  }

  static <T> Named bytes(
      String name,
      Supplier<List<Bytes>> samples,
      Function<Bytes, Parsed<T>> parser,
      Function<T, Bytes> writer) {
    return target(
        name,
        samples,
        input ->
            switch (parser.apply(input)) {
              case Parsed.Malformed<T>(String reason) -> Optional.of(reason);
              case Parsed.Ok<T>(T value) -> {
                if (!writer.apply(value).equals(input)) {
                  throw new AssertionError(name + " writes itself otherwise");
                }
                yield Optional.empty();
              }
            });
  }

  private static <T> Named text(
      String name,
      Supplier<List<String>> samples,
      Function<String, Parsed<T>> parser,
      Function<T, String> writer) {
    return bytes(
        name,
        () -> samples.get().stream().map(ProtocolTargets::latin).toList(),
        input -> parser.apply(latin(input)),
        value -> latin(writer.apply(value)));
  }

  static <T> Named refusing(
      String name, Supplier<List<Bytes>> samples, Function<Bytes, Parsed<T>> parser) {
    return target(name, samples, input -> reason(parser.apply(input)));
  }

  static <T> Optional<String> reason(Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Malformed<T>(String reason) -> Optional.of(reason);
      case Parsed.Ok<T> ok -> Optional.empty();
    };
  }

  static Named target(
      String name, Supplier<List<Bytes>> samples, Function<Bytes, Optional<String>> reader) {
    return new Named(
        name,
        () ->
            new Target(
                name,
                samples.get().stream().map(Bytes::toArray).toList(),
                input -> reader.apply(Bytes.of(input))));
  }

  private static Bytes latin(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String latin(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  /** At the least cost: what is damaged elsewhere would otherwise be paid for at every input. */
  private static Named keyFile() {
    char[] passphrase = "passphrase".toCharArray();
    return target(
        "key-file",
        () ->
            List.of(
                latin(
                    KeyFile.seal(
                        Bytes.zero(32),
                        passphrase,
                        new KeyFile.Cost(8, 1, 1),
                        city().parties.random))),
        input -> reason(KeyFile.open(latin(input), passphrase)));
  }

  /** A code is read in many spellings: what is read prints as a code that reads the same. */
  private static Named voterCode() {
    return target(
        "voter-code",
        () -> List.of(latin(VoterCode.generate(city().parties.random).print(ACCESS))),
        input ->
            switch (VoterCode.parse(latin(input))) {
              case Parsed.Malformed<VoterCode>(String reason) -> Optional.of(reason);
              case Parsed.Ok<VoterCode>(VoterCode code) -> {
                String printed = code.print(ACCESS);
                if (!VoterCode.parse(printed).orThrow().print(ACCESS).equals(printed)) {
                  throw new AssertionError("a code prints as another");
                }
                yield Optional.empty();
              }
            });
  }

  private static Point point() {
    return FixedBase.GENERATOR.base();
  }

  private static PartyKeys partyKeys() {
    return new PartyKeys(city().parties.log, Optional.of(city().parties.orderer));
  }

  private static Selection selected() {
    return ballot().body(Ballot.parser()).orThrow().getAnswers(0).getSelections(0);
  }

  private static Bytes selection() {
    return Bytes.of(selected().getCiphertext());
  }

  private static Bytes proof() {
    return Bytes.of(selected().getProof());
  }

  static List<Bytes> records() {
    return Stream.concat(
            city().setup().stream(), Stream.of(city().freeze, ballot(), city().ballot(1)))
        .map(SignedRecord::bytes)
        .toList();
  }

  private static List<Bytes> entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> LogEntry.of(city().setup().get(i), i).encode())
        .toList();
  }

  private static MerkleTree tree() {
    MerkleTree tree = new MerkleTree();
    entries(3).forEach(tree::append);
    return tree;
  }

  private static SignedNote note() {
    return city().checkpoint(3, tree().root());
  }

  private static NoteKey noteKey() {
    return NoteKey.of(
            city().parties.genesis().getOrigin(), NoteKey.Type.LOG, city().parties.log.publicKey())
        .orThrow();
  }

  static Bytes receipt() {
    return Receipt.of(LogEntry.of(city().setup().get(1), 1), tree(), note()).encode();
  }
}
