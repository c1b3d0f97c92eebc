package city.urna.chaincode;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a contract on Fabric answers: its rulings without what they write, which the transaction
 * holds besides (spec fabric §2).
 */
public record Rulings(List<Told> told) {
  private static final int ACCEPTED = 1;
  private static final int REPEATED = 2;
  private static final int REFUSED = 3;
  private static final int MOST_REASON = 16_384;

  public Rulings {
    told = List.copyOf(told);
  }

  /** A ruling as it is told. */
  public sealed interface Told {
    /** The record keeps every rule. */
    record Accepted() implements Told {}

    /** The same ballot as an accepted one before it, by its place in the command. */
    record Repeated(int first) implements Told {}

    /** The record breaks a rule. */
    record Refused(Refusal code, String reason) implements Told {}
  }

  /** What there is to tell of a decision. */
  public static Rulings of(Decision decision) {
    return new Rulings(
        decision.rulings().stream()
            .map(
                ruling ->
                    switch (ruling) {
                      case Ruling.Accepted accepted -> (Told) new Told.Accepted();
                      case Ruling.Repeated(int first) -> new Told.Repeated(first);
                      case Ruling.Refused(Refusal code, String reason) ->
                          new Told.Refused(code, reason);
                    })
            .toList());
  }

  /** The response payload. */
  public Bytes encode() {
    List<Bytes> parts = new ArrayList<>();
    parts.add(Wire.u32(told.size()));
    for (Told one : told) {
      parts.add(
          switch (one) {
            case Told.Accepted accepted -> Wire.u8(ACCEPTED);
            case Told.Repeated(int first) -> Bytes.concat(Wire.u8(REPEATED), Wire.u32(first));
            case Told.Refused(Refusal code, String reason) ->
                Bytes.concat(Wire.u8(REFUSED), text(code.text()), text(reason));
          });
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private static Bytes text(String text) {
    Bytes bytes = Bytes.ofUtf8(text);
    return Bytes.concat(Wire.u32(bytes.size()), bytes);
  }

  /** Reads a response payload for a command of that many records. */
  public static Parsed<Rulings> parse(Bytes payload, int records) {
    return Wire.read(
        payload,
        reader -> {
          if (reader.u32() != records) {
            throw reader.refuse("another number of rulings than of records");
          }
          List<Told> told = new ArrayList<>();
          while (told.size() < records) {
            told.add(
                switch (reader.u8()) {
                  case ACCEPTED -> new Told.Accepted();
                  case REPEATED -> repeated(reader, told);
                  case REFUSED ->
                      new Told.Refused(
                          code(reader), reader.require(reader.take(reader.u32()).utf8()));
                  default -> throw reader.refuse("no such ruling");
                });
          }
          if (told.stream().anyMatch(Rulings::tooLong)) {
            throw reader.refuse("a reason of more than 16,384 bytes");
          }
          return new Rulings(told);
        });
  }

  private static Told repeated(Wire.Reader reader, List<Told> before) {
    long first = reader.u32();
    if (first >= before.size() || !(before.get((int) first) instanceof Told.Accepted)) {
      throw reader.refuse("repeats no accepted record before it");
    }
    return new Told.Repeated((int) first);
  }

  private static Refusal code(Wire.Reader reader) {
    String text = reader.require(reader.take(reader.u32()).utf8());
    Optional<Refusal> code =
        Stream.of(Refusal.values()).filter(one -> one.text().equals(text)).findFirst();
    return code.orElseThrow(() -> reader.refuse("no such code"));
  }

  private static boolean tooLong(Told told) {
    return told instanceof Told.Refused(Refusal code, String reason)
        && Bytes.ofUtf8(reason).size() > MOST_REASON;
  }
}
