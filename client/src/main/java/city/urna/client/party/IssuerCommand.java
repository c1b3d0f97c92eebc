package city.urna.client.party;

import picocli.CommandLine.Command;

/** {@code urna issuer …} as far as it is no server. */
@Command(
    name = "issuer",
    description = "For issuers of voting credentials; `issuer serve` runs one.",
    subcommands = InitFolder.OfIssuer.class,
    mixinStandardHelpOptions = true)
public final class IssuerCommand {}
