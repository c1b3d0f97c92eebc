package city.urna.client.party;

import picocli.CommandLine.Command;

/** {@code urna organization …} as far as it is no server. */
@Command(
    name = "organization",
    description = "For organizations that run the ledger together; `organization serve` runs one.",
    subcommands = InitFolder.OfOrganization.class,
    mixinStandardHelpOptions = true)
public final class OrganizationCommand {}
