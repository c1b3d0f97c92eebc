package city.urna.verifier.block.fabric;

import static org.hyperledger.fabric.protos.peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.INVALID_CHAINCODE;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.channel.Policy;
import city.urna.verifier.block.channel.SignedMessage;
import city.urna.verifier.block.fabric.Judgement.Beyond;
import city.urna.verifier.block.fabric.Judgement.Invalid;
import city.urna.verifier.block.fabric.Judgement.Stage;
import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/**
 * Whether those endorsed a transaction who had to: for each namespace that it writes, and the one
 * that it invoked, the chaincode's policy, or in its place the policy of each key that has one. All
 * as the state stood before the block.
 */
final class EndorsementRules {
  private static final String LIFECYCLE_POLICY = "/Channel/Application/LifecycleEndorsement";
  private static final String IMPLICIT = "_implicit_org_";

  private final ChannelConfig channel;
  private final WorldState state;
  private final Expiries expiries;

  /** Keys whose policy earlier transactions of the block set, validly as far as this looked. */
  private final Set<StateKey> policiesSet = new HashSet<>();

  private long signatures;

  EndorsementRules(ChannelConfig channel, WorldState state, Expiries expiries) {
    this.channel = channel;
    this.state = state;
    this.expiries = expiries;
  }

  /** So many endorsements were looked at. */
  long signatures() {
    return signatures;
  }

  /** What is wrong with a transaction's endorsements, if anything is. In the block's order. */
  Optional<Judgement> judge(Action action, String place) {
    List<SignedMessage> signed = new ArrayList<>();
    for (Action.Endorsement endorsement : action.endorsements()) {
      signed.add(
          new SignedMessage(
              Bytes.concat(action.response(), endorsement.endorser()),
              endorsement.endorser(),
              endorsement.signature()));
    }
    signatures += signed.size();
    List<Identity> signers = channel.signers(signed);
    signers.forEach(signer -> expiries.used(signer, action.time(), place));
    Map<String, ReadWriteSet.Namespace> written = new HashMap<>();
    for (ReadWriteSet.Namespace namespace : action.set().namespaces()) {
      if (namespace.changesSomething() || namespace.name().equals(action.chaincode())) {
        written.put(namespace.name(), namespace);
      }
    }
    Set<String> names = new TreeSet<>(written.keySet());
    names.add(action.chaincode());
    Optional<Judgement> wrong = Optional.empty();
    Set<StateKey> sets = new HashSet<>();
    for (String name : names) {
      Optional<ReadWriteSet.Namespace> namespace = Optional.ofNullable(written.get(name));
      Optional<Judgement> here = judge(name, namespace, signers);
      if (here.isEmpty() && namespace.isPresent()) {
        namespace.get().metadataWrites().forEach(write -> sets.add(write.key()));
      }
      wrong = wrong.or(() -> here);
    }
    policiesSet.addAll(sets);
    return wrong;
  }

  private Optional<Judgement> judge(
      String name, Optional<ReadWriteSet.Namespace> namespace, List<Identity> signers) {
    Policy policy;
    if (name.equals(Lifecycle.NAMESPACE)) {
      policy = channel.policy(LIFECYCLE_POLICY).orElseGet(this::majority);
    } else {
      switch (Lifecycle.policy(state, name)) {
        case Parsed.Malformed<Optional<Bytes>>(String reason) -> {
          return Optional.of(new Beyond(Stage.ENDORSEMENT, reason));
        }
        case Parsed.Ok<Optional<Bytes>>(Optional<Bytes> found) -> {
          if (found.isEmpty()) {
            return Optional.of(
                new Invalid(INVALID_CHAINCODE, "no chaincode " + name + " is defined"));
          }
          policy = application(found.get());
        }
      }
    }
    Once chaincode = new Once(policy);
    boolean checked = false;
    if (namespace.isPresent()) {
      Map<String, Once> collections = new HashMap<>();
      for (String collection : namespace.get().collections()) {
        if (!collection.startsWith(IMPLICIT)) {
          return Optional.of(
              new Beyond(Stage.ENDORSEMENT, "it writes the private collection " + collection));
        }
        collections.put(collection, new Once(implicit(collection)));
      }
      for (StateKey key : keys(namespace.get())) {
        if (policiesSet.contains(key)) {
          return refuse("the policy of " + key.name() + " was set earlier in the same block");
        }
        Bytes own = state.policy(key);
        if (own.isEmpty()) {
          Once asked = collections.getOrDefault(key.collection(), chaincode);
          if (!asked.satisfiedBy(signers)) {
            return refuse("it lacks the endorsements that " + name + " asks for");
          }
        } else {
          switch (keyPolicy(own)) {
            case Parsed.Malformed<Policy>(String reason) -> {
              return Optional.of(
                  new Beyond(Stage.ENDORSEMENT, "the policy of " + key.name() + ": " + reason));
            }
            case Parsed.Ok<Policy>(Policy ofKey) -> {
              if (!ofKey.satisfiedBy(signers)) {
                return refuse("it lacks the endorsements that key " + key.name() + " asks for");
              }
            }
          }
        }
        checked = true;
      }
    }
    return checked || chaincode.satisfiedBy(signers)
        ? Optional.empty()
        : refuse("it lacks the endorsements that " + name + " asks for");
  }

  private static Optional<Judgement> refuse(String reason) {
    return Optional.of(new Invalid(ENDORSEMENT_POLICY_FAILURE, reason));
  }

  /** Keys written, then keys whose metadata is; open ones before those of collections. */
  private static List<StateKey> keys(ReadWriteSet.Namespace namespace) {
    List<StateKey> open = new ArrayList<>();
    List<StateKey> hidden = new ArrayList<>();
    namespace.writes().forEach(w -> (w.key().collection().isEmpty() ? open : hidden).add(w.key()));
    namespace
        .metadataWrites()
        .forEach(w -> (w.key().collection().isEmpty() ? open : hidden).add(w.key()));
    open.addAll(hidden);
    return open;
  }

  /** A policy asked at most once. */
  private static final class Once {
    private final Policy policy;
    private Optional<Boolean> answer = Optional.empty();

    Once(Policy policy) {
      this.policy = policy;
    }

    boolean satisfiedBy(List<Identity> signers) {
      boolean satisfied = answer.orElseGet(() -> policy.satisfiedBy(signers));
      answer = Optional.of(satisfied);
      return satisfied;
    }
  }

  /** A policy by its own tree or by a name of the channel's; one that cannot be read is nobody. */
  private Policy application(Bytes bytes) {
    try {
      ApplicationPolicy policy = ApplicationPolicy.parseFrom(bytes.toArray());
      return switch (policy.getTypeCase()) {
        case SIGNATURE_POLICY -> compiled(policy.getSignaturePolicy());
        case CHANNEL_CONFIG_POLICY_REFERENCE ->
            channel.policy(policy.getChannelConfigPolicyReference()).orElseGet(Policy.Nobody::new);
        case TYPE_NOT_SET -> new Policy.Nobody();
      };
    } catch (InvalidProtocolBufferException e) {
      return new Policy.Nobody();
    }
  }

  private static Policy compiled(SignaturePolicyEnvelope envelope) {
    return Policy.OfSigners.of(envelope) instanceof Parsed.Ok<Policy>(Policy policy)
        ? policy
        : new Policy.Nobody();
  }

  private static Parsed<Policy> keyPolicy(Bytes bytes) {
    try {
      return Parsed.ok(compiled(SignaturePolicyEnvelope.parseFrom(bytes.toArray())));
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("cannot be read");
    }
  }

  /** An organization's own collection: its policy for endorsements, or any of its members. */
  private Policy implicit(String collection) {
    String mspId = collection.substring(IMPLICIT.length());
    Optional<String> organization = channel.organizationOf(mspId);
    if (organization.isEmpty()) {
      return new Policy.Nobody();
    }
    return channel
        .policy("/Channel/Application/" + organization.get() + "/Endorsement")
        .orElseGet(() -> members(1, List.of(mspId)));
  }

  private Policy majority() {
    List<String> all = channel.applicationMsps();
    return members(all.size() / 2 + 1, all);
  }

  /** So many members, each of another of these organizations. */
  private static Policy members(int least, List<String> mspIds) {
    SignaturePolicy.NOutOf.Builder gate = SignaturePolicy.NOutOf.newBuilder().setN(least);
    SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
    for (int i = 0; i < mspIds.size(); i++) {
      gate.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
      envelope.addIdentities(
          MSPPrincipal.newBuilder()
              .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
              .setPrincipal(
                  MSPRole.newBuilder()
                      .setMspIdentifier(mspIds.get(i))
                      .setRole(MSPRole.MSPRoleType.MEMBER)
                      .build()
                      .toByteString()));
    }
    envelope.setRule(SignaturePolicy.newBuilder().setNOutOf(gate));
    return compiled(envelope.build());
  }
}
