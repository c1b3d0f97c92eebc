package city.urna.verifier.block.channel;

import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** Who together may do something. */
public sealed interface Policy {

  /**
   * Whether these identities, each of which signed and none of which stands twice, suffice. A
   * policy looks at their validity itself.
   */
  boolean satisfiedBy(List<Identity> signers);

  /** A name that is no policy: nobody suffices. */
  record Nobody() implements Policy {
    @Override
    public boolean satisfiedBy(List<Identity> signers) {
      return false;
    }
  }

  /** So many of the policies of one name, one of each group below (Fabric's ImplicitMeta). */
  record OfGroups(int threshold, List<Policy> groups) implements Policy {
    public OfGroups {
      groups = List.copyOf(groups);
    }

    @Override
    public boolean satisfiedBy(List<Identity> signers) {
      long satisfied = groups.stream().filter(group -> group.satisfiedBy(signers)).count();
      return satisfied >= threshold;
    }
  }

  /**
   * A tree of n-out-of gates over principals. Greedy, as Fabric's: rules are tried in their order,
   * each takes the first signer that fits, and one signer satisfies one leaf.
   */
  record OfSigners(Rule rule) implements Policy {
    @Override
    public boolean satisfiedBy(List<Identity> signers) {
      return rule.takes(signers, new boolean[signers.size()]);
    }

    /** Compiles an envelope; refuses one that Fabric does not compile. */
    public static Parsed<Policy> of(SignaturePolicyEnvelope envelope) {
      return Rule.of(envelope.getRule(), envelope.getIdentitiesList()).map(OfSigners::new);
    }
  }

  /** A part of {@link OfSigners}. */
  sealed interface Rule {
    /** Whether signers that are not used up satisfy it; marks those that it uses. */
    boolean takes(List<Identity> signers, boolean[] used);

    /** At least so many of these. */
    record Gate(int least, List<Rule> rules) implements Rule {
      public Gate {
        rules = List.copyOf(rules);
      }

      @Override
      public boolean takes(List<Identity> signers, boolean[] used) {
        int satisfied = 0;
        for (Rule rule : rules) {
          boolean[] tried = used.clone();
          if (rule.takes(signers, tried)) {
            satisfied++;
            System.arraycopy(tried, 0, used, 0, used.length);
          }
        }
        return satisfied >= least;
      }
    }

    /** One who fits a principal. */
    record Leaf(MSPPrincipal principal) implements Rule {
      @Override
      public boolean takes(List<Identity> signers, boolean[] used) {
        for (int i = 0; i < used.length; i++) {
          if (!used[i] && signers.get(i).satisfies(principal)) {
            used[i] = true;
            return true;
          }
        }
        return false;
      }
    }

    /** Compiles a rule over the envelope's principals. */
    static Parsed<Rule> of(SignaturePolicy rule, List<MSPPrincipal> principals) {
      return switch (rule.getTypeCase()) {
        case SIGNED_BY ->
            rule.getSignedBy() >= 0 && rule.getSignedBy() < principals.size()
                ? Parsed.ok(new Leaf(principals.get(rule.getSignedBy())))
                : Parsed.malformed("a policy names a principal that it does not have");
        case N_OUT_OF -> {
          List<Rule> rules = new ArrayList<>();
          for (SignaturePolicy inner : rule.getNOutOf().getRulesList()) {
            switch (of(inner, principals)) {
              case Parsed.Ok<Rule>(Rule compiled) -> rules.add(compiled);
              case Parsed.Malformed<Rule> refused -> {
                yield refused;
              }
            }
          }
          yield Parsed.ok(new Gate(rule.getNOutOf().getN(), rules));
        }
        case TYPE_NOT_SET -> Parsed.malformed("an empty policy");
      };
    }
  }
}
