package city.urna.bench.city;

import city.urna.client.key.Card;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What clerk, registrar and observers do for a process, by their own commands. */
final class Founding {
  private static final Pattern LETTER =
      Pattern.compile("<code>([^<]+)</code>.*?<small>[^<]*: ([^<]+)</small>", Pattern.DOTALL);

  private final Municipality city;
  final String process;
  private final Card.Role[] roles;
  private final Map<String, String> elections = new LinkedHashMap<>();

  /**
   * Puts a template's process on the ledger as it stands.
   *
   * @param roles whose cards the process needs besides the organizations'
   */
  Founding(Municipality city, String template, String process, Card.Role... roles) {
    this.city = city;
    this.process = process;
    this.roles = roles;
    Path file = city.folder.resolve(template + ".yaml");
    Terminal.urna("clerk", "template", template, "--out", file.toString());
    List<String> words = new ArrayList<>(List.of("--from", file.toString(), "--card"));
    words.addAll(city.cards(roles));
    city.by("clerk-clerk", "clerk define", words.toArray(String[]::new)).is(0);
  }

  /** Opens a scope; its election hash. */
  String open(String scope) {
    String hash =
        city.by("clerk-clerk", "clerk open", "--process", process, "--scope", scope)
            .is(0)
            .hash("Election hash");
    elections.put(scope, hash);
    return hash;
  }

  void close(String scope) {
    city.by("clerk-clerk", "clerk close", "--process", process, "--scope", scope).is(0);
  }

  String election(String scope) {
    return elections.get(scope);
  }

  /** A roll of so many people of one style; the file of each person's code, in their order. */
  List<Path> roll(String scope, String style, int people) throws Exception {
    Path folder = Files.createDirectories(city.folder.resolve("roll-" + process + "-" + scope));
    StringBuilder csv = new StringBuilder("person,style\n");
    for (int i = 0; i < people; i++) {
      csv.append("P-%04d,%s\n".formatted(i, style));
    }
    Files.writeString(folder.resolve("people.csv"), csv);
    Path letters = folder.resolve("letters.html");
    Terminal.urna(
        "clerk",
        "codes",
        "--node",
        city.url.toString(),
        "--process",
        process,
        "--scope",
        scope,
        "--registrar",
        "registrar",
        "--people",
        folder.resolve("people.csv").toString(),
        "--letters",
        letters.toString(),
        "--out",
        folder.resolve("keys.csv").toString());
    Municipality.Party registrar = city.party("registrar-registrar");
    Terminal.urna(
        "clerk",
        "roll",
        "--node",
        city.url.toString(),
        "--process",
        process,
        "--scope",
        scope,
        "--keys",
        folder.resolve("keys.csv").toString(),
        "--registrar-key",
        registrar.key().toString(),
        "--passphrase-file",
        registrar.passphrase().toString());
    Map<String, Path> codes = new java.util.TreeMap<>();
    Matcher found = LETTER.matcher(Files.readString(letters));
    while (found.find()) {
      Path code = folder.resolve(found.group(2).strip() + ".code");
      Files.writeString(code, found.group(1) + "\n");
      codes.put(found.group(2), code);
    }
    return List.copyOf(codes.values());
  }

  /** A trust file for one scope, from the parties' own cards. */
  Path trust(String scope, int threshold, int issuers) {
    Path file = city.folder.resolve("trust-" + process + "-" + scope + ".json");
    List<String> words =
        new ArrayList<>(
            List.of(
                "trust",
                "--out",
                file.toString(),
                "--process",
                process,
                "--scope",
                scope,
                "--election-hash",
                election(scope),
                "--ledger-card",
                city.data().resolve("ledger-card.json").toString(),
                "--threshold",
                Integer.toString(threshold),
                "--minimum-issuers",
                Integer.toString(issuers),
                "--card"));
    words.addAll(
        city.cards(
            Stream.concat(Stream.of(Card.Role.ORGANIZATION), Stream.of(roles))
                .toArray(Card.Role[]::new)));
    Terminal.urna(words.toArray(String[]::new));
    return file;
  }
}
