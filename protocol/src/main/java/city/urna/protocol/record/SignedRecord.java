package city.urna.protocol.record;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Record;
import city.urna.protocol.records.Signature;
import city.urna.protocol.signature.EcdsaPublicKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;

/**
 * A record that has been read strictly, envelope and body (spec records §1). Its signatures are
 * there but not checked: {@link RecordSignatures} does that.
 *
 * <p>Shapes: at most 262,144 bytes; version 1; a known kind; ids where the kind wants them and
 * nowhere else; the body canonically encoded; keys of 32 or 33 bytes, signatures of 64.
 */
public final class SignedRecord {
  /** The most bytes that a record may have. */
  public static final int MOST_BYTES = 262_144;

  private static final int VERSION = 1;
  private static final int CEREMONY_RESTART = 5;
  private static final int SIGNATURE_SIZE = 64;

  private final Record record;
  private final Kind kind;
  private final Message message;
  private final Bytes bytes;
  private final Digest hash;

  private SignedRecord(Record record, Kind kind, Message message, Bytes bytes) {
    this.record = record;
    this.kind = kind;
    this.message = message;
    this.bytes = bytes;
    this.hash =
        Transcript.of("record-hash", Context.bare(record.getProcess(), record.getScope()))
            .absorb("record", bytes)
            .hash();
  }

  /** Reads a record; malformed is {@code R1 envelope}. */
  public static Parsed<SignedRecord> parse(Bytes bytes) {
    if (bytes.size() > MOST_BYTES) {
      return new Parsed.Malformed<>("a record of more than 262,144 bytes");
    }
    return StrictParser.parse(Record.parser(), bytes).flatMap(record -> envelope(record, bytes));
  }

  private static Parsed<SignedRecord> envelope(Record record, Bytes bytes) {
    if (record.getVersion() != VERSION) {
      return new Parsed.Malformed<>("a record of another version");
    }
    if (!record.getSignaturesList().stream().allMatch(SignedRecord::hasSizes)) {
      return new Parsed.Malformed<>("a key or signature of another length");
    }
    return Kind.of(record.getKind()).flatMap(kind -> body(record, kind, bytes));
  }

  private static Parsed<SignedRecord> body(Record record, Kind kind, Bytes bytes) {
    if (!kind.belongs(record.getProcess(), record.getScope())) {
      return new Parsed.Malformed<>("process or scope id wrong or missing");
    }
    return StrictParser.parse(kind.parser(), Bytes.of(record.getBody()))
        .flatMap(
            message ->
                belongs(message, record.getScope())
                    ? new Parsed.Ok<>(new SignedRecord(record, kind, message, bytes))
                    : new Parsed.Malformed<>("this phase step belongs elsewhere"));
  }

  /** A phase record names a scope exactly when its step is not the ceremony's restart. */
  private static boolean belongs(Message message, String scope) {
    return !(message instanceof Phase phase)
        || scope.isEmpty() == (phase.getStep() == CEREMONY_RESTART);
  }

  private static boolean hasSizes(Signature signature) {
    int key = signature.getKey().size();
    return (key == Ed25519PublicKey.SIZE || key == EcdsaPublicKey.SIZE)
        && signature.getValue().size() == SIGNATURE_SIZE;
  }

  /** Makes a record and signs it with these keys in this order: authors, then endorsers. */
  public static SignedRecord sign(
      Kind kind, String process, String scope, Bytes body, List<? extends SigningKey> keys) {
    Record.Builder record =
        Record.newBuilder()
            .setVersion(VERSION)
            .setKind(kind.number())
            .setProcess(process)
            .setScope(scope)
            .setBody(body.toByteString());
    Bytes digest = signingDigest(kind, process, scope, body).value();
    for (SigningKey key : keys) {
      record.addSignatures(signature(key, digest));
    }
    return parse(Bytes.of(record.build().toByteString())).orThrow();
  }

  /** What each signature of such a record signs (spec records §3.1). */
  public static Digest signingDigest(Kind kind, String process, String scope, Bytes body) {
    return Transcript.of("record", Context.bare(process, scope))
        .absorb("kind", kind.number())
        .absorb("body", body)
        .hash();
  }

  /** This record with one more signature behind the others. */
  public SignedRecord with(Signature signature) {
    return parse(Bytes.of(record.toBuilder().addSignatures(signature).build().toByteString()))
        .orThrow();
  }

  /** This record with these signatures in the place of its own. */
  public SignedRecord withSignatures(List<Signature> signatures) {
    return parse(
            Bytes.of(
                record.toBuilder()
                    .clearSignatures()
                    .addAllSignatures(signatures)
                    .build()
                    .toByteString()))
        .orThrow();
  }

  /** The signature that this key gives to this record. */
  public Signature signature(SigningKey key) {
    return signature(key, signingDigest().value());
  }

  private static Signature signature(SigningKey key, Bytes digest) {
    return Signature.newBuilder()
        .setKey(key.publicKey().toByteString())
        .setValue(key.sign(digest).toByteString())
        .build();
  }

  /** The parsed envelope. */
  public Record record() {
    return record;
  }

  /** The exact bytes, which are what is hashed and stored. */
  public Bytes bytes() {
    return bytes;
  }

  /** The record hash (spec records §1). */
  public Digest hash() {
    return hash;
  }

  public Kind kind() {
    return kind;
  }

  /** The process id, or empty in the genesis record. */
  public String process() {
    return record.getProcess();
  }

  /** The scope id, or empty where the record belongs to the whole process. */
  public String scope() {
    return record.getScope();
  }

  /** The exact bytes of the kind's message. */
  public Bytes body() {
    return Bytes.of(record.getBody());
  }

  /**
   * The kind's message, which was read together with the record; another kind's is malformed.
   *
   * @param parser the message's own, such as {@code Process.parser()}
   */
  @SuppressWarnings("unchecked")
  public <M extends Message> Parsed<M> body(Parser<M> parser) {
    return parser == kind.parser()
        ? new Parsed.Ok<>((M) message)
        : new Parsed.Malformed<>("the record is of another kind");
  }

  public List<Signature> signatures() {
    return record.getSignaturesList();
  }

  /** What each of its signatures signs (spec records §3.1). */
  public Digest signingDigest() {
    return signingDigest(kind, process(), scope(), body());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedRecord that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + hash.hex();
  }
}
