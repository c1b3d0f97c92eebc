package city.urna.verifier.block.fabric;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;

/**
 * The records that a valid transaction had accepted (spec fabric §1, §2): its arguments, and what
 * the contract said of each.
 */
final class Rulings {
  private static final String FUNCTION = "decide";
  private static final int SUCCESS = 200;
  private static final int MOST_RECORDS = 500;
  private static final int MOST_REASON = 16_384;

  private final Bytes payload;
  private int at;

  private Rulings(Bytes payload) {
    this.payload = payload;
  }

  /** The accepted records' exact bytes in order; malformed is a call of another form. */
  static Parsed<List<Bytes>> accepted(Action action) {
    List<Bytes> arguments;
    try {
      ChaincodeProposalPayload proposal = ChaincodeProposalPayload.parseFrom(action.proposal());
      arguments =
          ChaincodeInvocationSpec.parseFrom(proposal.getInput())
              .getChaincodeSpec()
              .getInput()
              .getArgsList()
              .stream()
              .map(Bytes::of)
              .toList();
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("its arguments cannot be read");
    }
    if (arguments.isEmpty() || !arguments.getFirst().equals(Bytes.ofUtf8(FUNCTION))) {
      return Parsed.malformed("it calls another function than " + FUNCTION);
    }
    List<Bytes> records = arguments.subList(1, arguments.size());
    if (records.isEmpty() || records.size() > MOST_RECORDS) {
      return Parsed.malformed("it holds " + records.size() + " records");
    }
    if (action.result().getResponse().getStatus() != SUCCESS) {
      return Parsed.malformed("its status is " + action.result().getResponse().getStatus());
    }
    return new Rulings(Bytes.of(action.result().getResponse().getPayload())).read(records);
  }

  private Parsed<List<Bytes>> read(List<Bytes> records) {
    if (number() != records.size()) {
      return refused();
    }
    List<Bytes> accepted = new ArrayList<>();
    boolean[] stands = new boolean[records.size()];
    for (int i = 0; i < records.size(); i++) {
      switch (octet()) {
        case 1 -> {
          stands[i] = true;
          accepted.add(records.get(i));
        }
        case 2 -> {
          long first = number();
          if (first < 0 || first >= i || !stands[(int) first]) {
            return refused();
          }
        }
        case 3 -> {
          boolean code = text();
          boolean reason = text();
          if (!code || !reason) {
            return refused();
          }
        }
        default -> {
          return refused();
        }
      }
    }
    return at == payload.size() ? Parsed.ok(List.copyOf(accepted)) : refused();
  }

  private static Parsed<List<Bytes>> refused() {
    return Parsed.malformed("its response holds no rulings of its records");
  }

  /** The next byte, or -1. */
  private int octet() {
    return at < payload.size() ? payload.at(at++) : -1;
  }

  /** The next four bytes, or -1. */
  private long number() {
    if (payload.size() - at < 4) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | payload.at(at++);
    }
    return value;
  }

  private boolean text() {
    long length = number();
    if (length < 0 || length > MOST_REASON || length > payload.size() - at) {
      return false;
    }
    Bytes content = payload.slice(at, at + (int) length);
    at += (int) length;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.toArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
