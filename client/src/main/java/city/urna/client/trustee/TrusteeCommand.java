package city.urna.client.trustee;

import city.urna.client.party.InitKey;
import picocli.CommandLine.Command;

/** {@code urna trustee …}. */
@Command(
    name = "trustee",
    description = "For trustees: keys, ceremony, decryption.",
    subcommands = {InitKey.OfTrustee.class, CeremonyCommand.class, DecryptCommand.class},
    mixinStandardHelpOptions = true)
public final class TrusteeCommand {}
