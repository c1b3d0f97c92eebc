package city.urna.api.casting;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway's signed promise that a ballot is stored and will be recorded (spec api §1).
 *
 * @param gateway the gateway's Ed25519 key, 32 bytes
 * @param time seconds since 1970, by the gateway's clock
 */
public record Acknowledgement(Bytes gateway, Tracker tracker, long time, Bytes signature) {
  /** Where a gateway that does not order shows its promise to the one that does. */
  public static final String HEADER = "Urna-Acknowledgement";

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{64}) ([0-9]{1,15}) ([0-9a-f]{128})");

  /** Promises; a clock before 1970 is wrong, and no reason to promise nothing. */
  public static Acknowledgement sign(
      Context context, Tracker tracker, long clock, SigningKey gateway) {
    long time = Math.max(0, clock);
    return new Acknowledgement(
        gateway.publicKey(), tracker, time, gateway.sign(digest(context, tracker, time).value()));
  }

  /** What {@link #header} wrote, of a ballot with this tracker. */
  static Optional<Acknowledgement> parse(String header, Tracker tracker) {
    Matcher parts = FORM.matcher(header);
    return parts.matches()
        ? Optional.of(
            new Acknowledgement(
                Bytes.fromHex(parts.group(1)).orThrow(),
                tracker,
                Long.parseLong(parts.group(2)),
                Bytes.fromHex(parts.group(3)).orThrow()))
        : Optional.empty();
  }

  /** Whether the gateway's key signed it, under this election. */
  boolean holds(Context context) {
    return Signatures.verify(gateway, digest(context, tracker, time).value(), signature);
  }

  private static Digest digest(Context context, Tracker tracker, long time) {
    return Transcript.of("acknowledgement", context)
        .absorb("tracker", tracker.value())
        .absorbLong("time", time)
        .hash();
  }

  /** Key, time and signature. */
  public String header() {
    return gateway.hex() + " " + time + " " + signature.hex();
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("tracker", tracker.hex())
        .put("gateway", gateway.hex())
        .put("time", time)
        .put("signature", signature.hex());
  }
}
