package city.urna.client.clerk;

import picocli.CommandLine.Option;

/** Which scope of which process. */
final class ScopeOption {
  @Option(names = "--process", required = true, description = "The process's id.")
  String process;

  @Option(names = "--scope", required = true, description = "The scope's id.")
  String scope;
}
