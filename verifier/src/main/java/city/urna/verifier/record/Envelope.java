package city.urna.verifier.record;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Record;
import city.urna.verifier.records.Signature;
import java.util.List;
import java.util.Optional;

/**
 * A record's envelope, read strictly (spec records §1). Its signatures are unchecked, its body
 * unread.
 *
 * @param process id, empty in the genesis record
 * @param scope id, empty where the record belongs to the whole process
 * @param body the exact bytes of the kind's message
 * @param raw the exact bytes of the whole record
 */
public record Envelope(
    Kind kind,
    String process,
    String scope,
    Bytes body,
    List<RecordSignature> signatures,
    Bytes raw) {

  /** The most bytes that a record may have (spec encoding §3.3). */
  public static final int MOST_BYTES = 262_144;

  /** Reads an envelope; refuses what code R1 refuses (spec records §6). */
  public static Parsed<Envelope> parse(Bytes raw) {
    if (raw.size() > MOST_BYTES) {
      return Parsed.malformed("record is larger than " + MOST_BYTES + " bytes");
    }
    return StrictMessage.parse(Record.parser(), raw).flatMap(record -> of(record, raw));
  }

  private static Parsed<Envelope> of(Record record, Bytes raw) {
    if (record.getVersion() != 1) {
      return Parsed.malformed("record version is not 1");
    }
    Optional<Kind> kind = Kind.of(record.getKind());
    if (kind.isEmpty()) {
      return Parsed.malformed("unknown kind");
    }
    String process = record.getProcess();
    String scope = record.getScope();
    if (!process.isEmpty() && !Identifier.isId(process)
        || !scope.isEmpty() && !Identifier.isId(scope)) {
      return Parsed.malformed("process or scope is not an id");
    }
    if (!kind.get().fits(process, scope)) {
      return Parsed.malformed("process or scope is missing, or does not belong to this kind");
    }
    for (Signature signature : record.getSignaturesList()) {
      int key = signature.getKey().size();
      if (key != 32 && key != 33 || signature.getValue().size() != 64) {
        return Parsed.malformed("a signature's key or value is of no known length");
      }
    }
    return Parsed.ok(
        new Envelope(
            kind.get(),
            process,
            scope,
            Bytes.of(record.getBody()),
            record.getSignaturesList().stream()
                .map(s -> new RecordSignature(Bytes.of(s.getKey()), Bytes.of(s.getValue())))
                .toList(),
            raw));
  }

  /** The record hash (spec records §1). */
  public Bytes hash() {
    return Transcript.of("record-hash", process, scope, Bytes.ZERO_32).absorb("record", raw).hash();
  }

  /** What every signature of this record signs (spec records §3.1). */
  public Bytes signingDigest() {
    return Transcript.of("record", process, scope, Bytes.ZERO_32)
        .absorb("kind", kind.number())
        .absorb("body", body)
        .hash();
  }
}
