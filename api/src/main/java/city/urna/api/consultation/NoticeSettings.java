package city.urna.api.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How the node tells people of answers, from a file that the operator writes (docs/commands.md).
 *
 * @param url where links in notices lead: the node as the public reaches it
 * @param localHooks whether hooks may be at addresses of this machine or its network
 */
public record NoticeSettings(Optional<URI> url, Optional<Smtp> smtp, boolean localHooks) {
  /** Nobody is told anything, but by feeds. */
  public static final NoticeSettings NONE =
      new NoticeSettings(Optional.empty(), Optional.empty(), false);

  /**
   * The mail server that takes notices.
   *
   * @param security none, starttls or tls
   */
  public record Smtp(
      String host,
      int port,
      String security,
      String from,
      Optional<String> user,
      Optional<String> password) {
    @Override
    public String toString() {
      return "Smtp[" + host + ":" + port + "]";
    }
  }

  /** The file is not as it should be. */
  public static final class WrongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongException(String message) {
      super(message);
    }
  }

  /**
   * Reads the file.
   *
   * @throws WrongException with what is wrong
   */
  public static NoticeSettings read(Path file) {
    try {
      JsonNode yaml = new YAMLMapper().readTree(Files.readString(file));
      if (yaml == null || !yaml.isObject()) {
        throw new WrongException(file + " holds no settings");
      }
      only(file, yaml, Set.of("url", "mail", "localHooks"));
      URI url = URI.create(text(file, yaml, "url"));
      return new NoticeSettings(
          Optional.of(url),
          yaml.has("mail") ? Optional.of(smtp(file, yaml.path("mail"))) : Optional.empty(),
          yaml.path("localHooks").asBoolean(false));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new WrongException(file + " cannot be read as settings of notices");
    }
  }

  private static Smtp smtp(Path file, JsonNode mail) throws IOException {
    only(file, mail, Set.of("host", "port", "security", "from", "user", "passwordFile"));
    String security = mail.path("security").asText("starttls");
    if (!Set.of("none", "starttls", "tls").contains(security)) {
      throw new WrongException(file + ": mail.security is none, starttls or tls");
    }
    Optional<String> password = Optional.empty();
    if (mail.has("passwordFile")) {
      Path secret = file.resolveSibling(mail.path("passwordFile").asText());
      password = Files.readString(secret).lines().findFirst();
    }
    return new Smtp(
        text(file, mail, "host"),
        mail.path("port").asInt(587),
        security,
        text(file, mail, "from"),
        mail.has("user") ? Optional.of(text(file, mail, "user")) : Optional.empty(),
        password);
  }

  private static String text(Path file, JsonNode node, String name) {
    if (!node.path(name).isTextual()) {
      throw new WrongException(file + ": " + name + " is missing");
    }
    return node.path(name).asText();
  }

  private static void only(Path file, JsonNode node, Set<String> names) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw new WrongException(file + ": unknown setting " + name);
              }
            });
  }
}
