package city.urna.client.voter;

import city.urna.client.http.CityNode;
import city.urna.client.http.CityNode.Stripped;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.records.ContentRef;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What goes with an act or a decision, as the command line gives it. */
public final class ActContents {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--text", description = "What you say; a longer one with --text-file.")
  private String text = "";

  @Option(names = "--text-file", paramLabel = "FILE", description = "A text file in UTF-8.")
  private Path textFile;

  @Option(
      names = "--name",
      description = "The name under which you say it; never together with a credential.")
  private String name = "";

  @Option(
      names = "--contact",
      paramLabel = "mailto:…",
      description = "Where answers are sent. It is never published and never put on the ledger.")
  private String contact = "";

  @Option(names = "--lat", description = "Where it is: latitude, with --long.")
  private Double latitude;

  @Option(names = "--long", description = "Longitude.")
  private Double longitude;

  @Option(names = "--address", description = "Where it is, in words.")
  private String address = "";

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "JSON: answers to the form of a survey or a category.")
  private Path answers;

  @Option(names = "--photo", paramLabel = "FILE", description = "A picture.")
  private List<Path> photos = new ArrayList<>();

  @Option(names = "--attachment", paramLabel = "FILE", description = "Another file.")
  private List<Path> attachments = new ArrayList<>();

  @Option(
      names = "--withhold",
      split = ",",
      paramLabel = "KIND",
      description = "Not for the public: text, name, place, photo, attachment, answers.")
  private Set<String> withhold = new TreeSet<>();

  /** Contents, and how the act names them, in the same order. */
  public record Named(List<Content> contents, List<ContentRef> references) {
    public Named {
      contents = List.copyOf(contents);
      references = List.copyOf(references);
    }
  }

  /**
   * Reads files, has the node take out of pictures and files what they need not say, and commits to
   * what is left.
   */
  public Named read(CityNode node, String process, String scope, SecureRandom random) {
    List<Content> contents = new ArrayList<>();
    String words = textFile == null ? text : string(textFile);
    plain(contents, ContentKind.TEXT, "text/plain", words, random);
    plain(contents, ContentKind.NAME, "text/plain", name, random);
    plain(contents, ContentKind.CONTACT, "text/uri-list", contact, random);
    plain(contents, ContentKind.PLACE, "application/json", place(), random);
    plain(
        contents,
        ContentKind.ANSWERS,
        "application/json",
        answers == null ? "" : string(answers),
        random);
    photos.forEach(file -> contents.add(file(node, ContentKind.PHOTO, file, random)));
    attachments.forEach(file -> contents.add(file(node, ContentKind.ATTACHMENT, file, random)));
    return new Named(
        contents,
        contents.stream()
            .map(content -> content.reference(process, scope, withheld(content.kind())))
            .toList());
  }

  private String withheld(ContentKind kind) {
    boolean secret =
        kind == ContentKind.CONTACT
            || withhold.contains(kind.name().toLowerCase(java.util.Locale.ROOT));
    return secret ? "private" : "";
  }

  private String place() {
    if ((latitude == null) != (longitude == null)) {
      throw new VoterException("--lat and --long go together");
    }
    ObjectNode place = JSON.createObjectNode();
    if (!address.isEmpty()) {
      place.put("address", address);
    }
    if (latitude != null) {
      place.put("lat", latitude).put("long", longitude);
    }
    return place.isEmpty() ? "" : place.toString();
  }

  private static void plain(
      List<Content> contents,
      ContentKind kind,
      String mediaType,
      String value,
      SecureRandom random) {
    if (!value.isEmpty()) {
      contents.add(Content.of(kind, mediaType, Bytes.ofUtf8(value), random));
    }
  }

  private static Content file(CityNode node, ContentKind kind, Path file, SecureRandom random) {
    Stripped stripped = node.strip(bytes(file));
    if (!Content.isMediaType(stripped.mediaType()) || stripped.bytes().isEmpty()) {
      throw new VoterException("the node left nothing that can be sent of " + file);
    }
    return Content.of(kind, stripped.mediaType(), stripped.bytes(), random);
  }

  private static String string(Path file) {
    return bytes(file)
        .utf8()
        .optional()
        .orElseThrow(() -> new VoterException(file + " is not UTF-8 text"));
  }

  private static Bytes bytes(Path file) {
    try {
      if (Files.size(file) > Content.MOST_BYTES) {
        throw new VoterException(file + " is longer than 20 MiB");
      }
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
