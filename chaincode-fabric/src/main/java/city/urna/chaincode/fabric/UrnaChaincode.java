package city.urna.chaincode.fabric;

import city.urna.chaincode.Command;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.Rulings;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;

/**
 * The chaincode {@code urna}: one function, {@code decide}, whose further arguments are records
 * (spec fabric §1).
 *
 * <p>A record that is refused is a ruling in the answer; only a call that is no command is an
 * error. The writes are the decision's; a definition's keys are guarded by a policy of their own,
 * under which every organization's peer must endorse.
 */
final class UrnaChaincode extends ChaincodeBase {
  static final Bytes DECIDE = Bytes.ofUtf8("decide");

  private final BiFunction<State, Command, Decision> rules;
  private final Endorsers endorsers;
  private final int threads;

  /**
   * A chaincode.
   *
   * @param rules what decides; the contract's rules, unless a drill tries what others would do
   * @param endorsers the organizations that endorse
   * @param threads how many transactions are decided at once
   */
  UrnaChaincode(BiFunction<State, Command, Decision> rules, Endorsers endorsers, int threads) {
    this.rules = rules;
    this.endorsers = endorsers;
    this.threads = threads;
  }

  /** The shim's own settings; it keeps the object that it made itself and reads that. */
  @Override
  public Properties getChaincodeConfig() {
    Properties settings = super.getChaincodeConfig();
    settings.setProperty("TP_CORE_POOL_SIZE", String.valueOf(threads));
    settings.setProperty("TP_MAX_POOL_SIZE", String.valueOf(threads));
    settings.setProperty("TP_QUEUE_SIZE", "5000");
    return settings;
  }

  @Override
  public Response init(ChaincodeStub stub) {
    return ResponseUtils.newErrorResponse("there is nothing to initialize");
  }

  @Override
  public Response invoke(ChaincodeStub stub) {
    List<Bytes> arguments = stub.getArgs().stream().map(Bytes::of).toList();
    if (arguments.isEmpty() || !arguments.getFirst().equals(DECIDE)) {
      return ResponseUtils.newErrorResponse("the only function is decide");
    }
    List<Bytes> records = arguments.subList(1, arguments.size());
    if (records.isEmpty() || records.size() > Command.MOST) {
      return ResponseUtils.newErrorResponse("decide takes 1 to " + Command.MOST + " records");
    }
    Decision decision = rules.apply(new StubState(stub), new Command(records));
    for (Ruling ruling : decision.rulings()) {
      if (ruling instanceof Ruling.Accepted accepted) {
        write(stub, accepted);
      }
    }
    return ResponseUtils.newSuccessResponse(Rulings.of(decision).encode().toArray());
  }

  private void write(ChaincodeStub stub, Ruling.Accepted accepted) {
    for (Write write : accepted.writes()) {
      stub.putState(write.key(), write.value().toArray());
    }
    for (String key : guarded(accepted)) {
      stub.setStateValidationParameter(key, endorsers.all());
    }
  }

  /** The keys that from now on nobody writes without all organizations. */
  private static List<String> guarded(Ruling.Accepted accepted) {
    if (accepted.kind() == Kind.GENESIS) {
      return List.of(StateKeys.GENESIS, StateKeys.DEFINITIONS);
    }
    if (accepted.kind() == Kind.PROCESS) {
      return accepted.writes().stream()
          .map(Write::key)
          .filter(key -> !key.equals(StateKeys.DEFINITIONS))
          .toList();
    }
    return List.of();
  }
}
