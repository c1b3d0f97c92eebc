package city.urna.api.http;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** One request and its answer: reads strictly what a stranger sent, writes what api.md says. */
public record Exchange(ServerRequest request, ServerResponse response) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROTOBUF = "application/x-protobuf";
  private static final int PART = 65_536;

  /** Whoever sends more slowly keeps a connection for nothing. */
  private static final Duration WHOLE_BODY = Duration.ofSeconds(60);

  /** The body as the exact bytes of a message. */
  public Bytes body() {
    return body(PROTOBUF, SignedRecord.MOST_BYTES);
  }

  /** The body as a strictly parsed message. */
  public <M extends Message> M message(Parser<M> parser) {
    return ok(StrictParser.parse(parser, body()));
  }

  /** The body as a strictly parsed message of at most so many bytes. */
  public <M extends Message> M message(Parser<M> parser, int most) {
    return ok(StrictParser.parse(parser, body(PROTOBUF, most)));
  }

  /** The body as JSON. */
  public JsonNode json() {
    return json(Integer.MAX_VALUE);
  }

  /** The body as JSON (RFC 8259: UTF-8, nothing else) of at most so many bytes. */
  public JsonNode json(int most) {
    try {
      JsonNode json = JSON.readTree(ok(body("application/json", most).utf8()));
      if (!json.isObject()) {
        throw new Problem(Problem.Type.MALFORMED, "a JSON object is needed");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new Problem(Problem.Type.MALFORMED, "not JSON");
    }
  }

  /** The body, of that media type. */
  public Bytes body(String type) {
    return body(type, Integer.MAX_VALUE);
  }

  /** The body, of that media type and of at most so many bytes. */
  public Bytes body(String type, int most) {
    String sent = request.headers().contentType().map(t -> t.mediaType().text()).orElse("");
    if (!sent.equals(type)) {
      throw new Problem(Problem.Type.MEDIA_TYPE, "Content-Type " + type + " is needed");
    }
    return bytes(most);
  }

  /** The body, whatever it says that it is, of at most so many bytes. */
  public Bytes bytes(int most) {
    long deadline = System.nanoTime() + WHOLE_BODY.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    try (InputStream in = request.content().inputStream()) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        body.write(part, 0, read);
        if (body.size() > most) {
          throw new Problem(Problem.Type.TOO_LARGE, "the body is larger than any valid one");
        }
        if (System.nanoTime() > deadline) {
          throw new Problem(Problem.Type.MALFORMED, "the body came too slowly");
        }
      }
      return Bytes.of(body.toByteArray());
    } catch (IOException | UncheckedIOException e) {
      throw new Problem(Problem.Type.MALFORMED, "the body did not arrive whole");
    }
  }

  /** A header of the request, where it stands once. */
  public Optional<String> header(String name) {
    HeaderName wanted = HeaderNames.create(name);
    return request.headers().contains(wanted)
        ? Optional.of(request.headers().get(wanted).get())
        : Optional.empty();
  }

  /** An id in the path. */
  public String id(String name) {
    String text = request.path().pathParameters().get(name);
    if (!Identifiers.isId(text)) {
      throw new Problem(Problem.Type.NOT_FOUND, "no such " + name);
    }
    return text;
  }

  /** A hash in the path, 64 hex digits. */
  public Digest digest(String name) {
    return Bytes.fromHex(request.path().pathParameters().get(name))
        .flatMap(Digest::parse)
        .optional()
        .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, name + " needs 64 hex digits"));
  }

  /** A whole number in the query. */
  public long number(String name, long otherwise, long most) {
    String text = request.query().first(name).orElse(Long.toString(otherwise));
    if (!text.matches("[0-9]{1,15}") || Long.parseLong(text) > most) {
      throw new Problem(Problem.Type.MALFORMED, name + " is a whole number up to " + most);
    }
    return Long.parseLong(text);
  }

  public void answer(int status, JsonNode json) {
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(json.toString());
  }

  public void answer(Bytes bytes, String type) {
    response.header(HeaderNames.CONTENT_TYPE, type).send(bytes.toArray());
  }

  /** Bytes of a message. */
  public void answer(Bytes bytes) {
    answer(bytes, PROTOBUF);
  }

  /** That the server lives. */
  void up() {
    answer(200, JSON.createObjectNode().put("status", "UP"));
  }

  public void text(String text) {
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8").send(text);
  }

  /** The value, or a problem that names what is wrong with the form. */
  public static <T> T ok(Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Malformed<T>(String reason) -> throw new Problem(Problem.Type.MALFORMED, reason);
    };
  }
}
