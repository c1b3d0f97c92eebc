package city.urna.fuzz;

import city.urna.api.consultation.OpenSquare;
import city.urna.api.consultation.attachment.Attachment;
import city.urna.api.open311.OpenHall;
import city.urna.fuzz.Targets.Named;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Consultation and Open311 over HTTP, as strangers and offices use them, and their attachments. */
final class SquareTargets {
  private SquareTargets() {}

  private static final class Square {
    static final OpenSquare OPEN = new OpenSquare();
  }

  private static final class Hall {
    static final OpenHall OPEN = new OpenHall();
  }

  static List<Named> all() {
    return List.of(
        body("post-acts", "/v1/acts", "application/x-protobuf", () -> List.of(Square.OPEN.act())),
        body(
            "post-decisions",
            "/v1/decisions",
            "application/x-protobuf",
            () -> List.of(Square.OPEN.decision())),
        body(
            "post-contributions",
            "/v1/processes/"
                + OpenSquare.PROCESS
                + "/scopes/"
                + OpenSquare.SCOPE
                + "/contributions",
            "application/json",
            SquareTargets::contributions),
        new Named("get-acts", SquareTargets::paths),
        new Named("attachment", SquareTargets::attachment),
        new Named("open311-report", SquareTargets::report),
        new Named("open311-paths", SquareTargets::requests),
        new Named(
            "open311-form",
            () ->
                new Target(
                    "open311-form",
                    List.of(latin(OpenHall.form())),
                    input -> OpenHall.form(Bytes.of(input)))));
  }

  private static Named body(String name, String path, String type, Supplier<List<Bytes>> samples) {
    return new Named(
        name,
        () ->
            new Target(
                name,
                samples.get().stream().map(Bytes::toArray).toList(),
                input ->
                    ServerTargets.answered(
                        Square.OPEN.client().post(path, Bytes.of(input), type))));
  }

  private static List<Bytes> contributions() {
    return List.of(
        Bytes.ofUtf8(
            """
            {"type":"report","target":"%s","text":"A lamp is out","name":"Ana",
             "contact":"mailto:ana@example.org","place":{"lat":1.5,"long":-2.25,"address":"Quay 1"},
             "withhold":["name","contact"]}
            """
                .formatted(Square.OPEN.category())),
        Bytes.ofUtf8("{\"type\":\"propose\",\"text\":\"A bench\"}"));
  }

  /** What may be asked of the lists, items, feeds and contents. */
  private static Target paths() {
    String process = "v1/processes/" + OpenSquare.PROCESS;
    String scope = process + "/scopes/" + OpenSquare.SCOPE;
    return asking(
        "get-acts",
        List.of(
            process + "/acts?type=report&near=1.5,-2.25,100&q=lamp&limit=3&match=all",
            process + "/acts?from=1&to=99999999999&answered=no&cursor=1a",
            process + "/items",
            process + "/counters",
            process + "/feed.atom",
            scope + "/counts",
            scope + "/retention",
            "v1/acts/" + Square.OPEN.report(),
            "v1/acts/" + Square.OPEN.report() + "/feed.atom",
            "v1/items/" + Square.OPEN.category(),
            "v1/contents/" + "0".repeat(64),
            "v1/anchors/" + "0".repeat(64) + "/acts",
            "v1/subscriptions/" + "0".repeat(32) + "/stop"),
        path -> ServerTargets.answered(Square.OPEN.client().get(path)));
  }

  private static Target requests() {
    return asking(
        "open311-paths",
        List.of(
            "discovery.*",
            "v2/services.*?jurisdiction_id=harbour",
            "v2/services/lamps.*",
            "v2/requests.*?start_date=2026-06-01T00:00:00Z&status=open&page=1&page_size=5",
            "v2/requests.*?service_request_id=" + Hall.OPEN.request(),
            "v2/requests/" + Hall.OPEN.request() + ".*",
            "v2/tokens/" + Hall.OPEN.request() + ".*"),
        path -> Hall.OPEN.get("/open311" + path));
  }

  private static Target report() {
    return new Target(
        "open311-report",
        List.of(
            latin(
                "jurisdiction_id=harbour&service_code=lamps&lat=37.7&long=-122.4"
                    + "&address_string=1234+5th+street&email=a%40b.example&first_name=john"
                    + "&description=Dark%0D%0Ahere&media_url=http%3A%2F%2Fa.example%2F2.jpg"
                    + "&attribute[WHISPAWN]=1&attribute[MAKE]=124&attribute[DAYS][]=mo"
                    + "&attribute%5BDAYS%5D%5B%5D=tu&attribute[SINCE]=2026-01-02T03:04:05%2B01:00"
                    + "&attribute[HOW]=-2.5&attribute[MORE]=one%0Atwo")),
        input -> Hall.OPEN.file(new String(input, StandardCharsets.UTF_8)));
  }

  /** What no URL can hold is refused before it is sent. */
  private static Target asking(String name, List<String> good, Target.Asking ask) {
    return new Target(
        name,
        good.stream().map(SquareTargets::latin).toList(),
        false,
        input -> {
          String path = "/" + new String(input, StandardCharsets.UTF_8);
          try {
            URI.create("http://127.0.0.1" + path.replace("*", "json"));
          } catch (IllegalArgumentException notSendable) {
            return Optional.of("no URL");
          }
          return ask.of(path);
        });
  }

  /** Whatever is made plain is plain: taken as it is, of the type that was found. */
  private static Target attachment() {
    return new Target(
        "attachment",
        List.of(picture("png"), picture("jpg"), picture("gif"), latin("Some text\n"), latin(PDF)),
        input ->
            switch (Attachment.stripped(Bytes.of(input))) {
              case Parsed.Malformed<Attachment>(String reason) -> Optional.of(reason);
              case Parsed.Ok<Attachment>(Attachment plain) -> {
                if (Attachment.check(plain.type().text(), plain.data())
                    instanceof Parsed.Malformed<Attachment>(String reason)) {
                  throw new AssertionError("what was made plain is not: " + reason);
                }
                yield Optional.empty();
              }
            });
  }

  private static byte[] picture(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static final String PDF =
      """
      %PDF-1.4
      1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
      2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
      3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj
      4 0 obj <</Length 12>> stream
      0 0 5 5 re f
      endstream endobj
      trailer <</Root 1 0 R>>
      """;
}
