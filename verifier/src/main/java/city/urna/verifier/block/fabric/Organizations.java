package city.urna.verifier.block.fabric;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.msp.Msp;
import city.urna.verifier.trust.FabricTrust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A configuration's organizations against those of the trust file. */
final class Organizations {
  private Organizations() {}

  /**
   * What is wrong: an organization that the auditor does not know, a root that is not one of its
   * own.
   */
  static List<String> faults(ChannelConfig channel, FabricTrust trust) {
    List<String> faults = new ArrayList<>();
    Set<String> defined = new HashSet<>();
    for (Msp msp : channel.msps().each()) {
      defined.add(msp.name());
      Optional<FabricTrust.Organization> known =
          trust.organizations().stream().filter(o -> o.mspId().equals(msp.name())).findFirst();
      if (known.isEmpty()) {
        faults.add("organization " + msp.name() + " is not in the trust file");
      } else if (!known.get().roots().containsAll(msp.rootHashes())) {
        faults.add("organization " + msp.name() + " has a root that the trust file does not name");
      }
    }
    return faults;
  }
}
