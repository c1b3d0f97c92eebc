package city.urna.verifier.export;

import city.urna.verifier.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds a folder of exports against the record (V14.1, spec exports §8). */
public final class ExportCheck {
  private static final long MOST_BYTES = 64L << 20;
  private static final String CERTIFICATE = "certificate.json";

  private final Certified certified;
  private final Faults faults = new Faults();

  private ExportCheck(Certified certified) {
    this.certified = certified;
  }

  /**
   * What came of it.
   *
   * @param files how many were looked at
   * @param faults a line for each wrong file
   * @param absent exports that the folder could hold and does not
   */
  public record Outcome(int files, List<String> faults, List<String> absent) {
    public Outcome {
      faults = List.copyOf(faults);
      absent = List.copyOf(absent);
    }
  }

  /** Checks every file of the folder. */
  public static Outcome of(Path folder, Certified certified) {
    return new ExportCheck(certified).run(folder);
  }

  private Outcome run(Path folder) {
    TreeMap<String, Path> files = new TreeMap<>();
    faults.in(String.valueOf(folder.getFileName()));
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(file -> files.put(String.valueOf(file.getFileName()), file));
    } catch (IOException unreadable) {
      faults.add("the folder cannot be read");
      return new Outcome(0, faults.byFile(), List.of());
    }
    if (files.isEmpty()) {
      faults.add("the folder holds no exports");
    }
    Optional<DocumentKey> key = Optional.empty();
    Optional<byte[]> json = read(files, CERTIFICATE);
    if (json.isPresent()) {
      faults.in(CERTIFICATE);
      key = text(json.get()).flatMap(t -> CertificateJson.check(t, certified, faults));
    }
    for (String name : files.keySet()) {
      faults.in(name);
      if (!name.equals(CERTIFICATE)) {
        check(name, files, json, key);
      }
    }
    List<String> absent = new ArrayList<>(names());
    absent.removeAll(files.keySet());
    return new Outcome(files.size(), faults.byFile(), absent);
  }

  /** The exports that a certified result has (spec exports §1). */
  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(CERTIFICATE, CERTIFICATE + ".jws"));
    names.addAll(List.of("results.csv", "election-report.json"));
    for (String language : certified.languages()) {
      names.add(pdf(language));
      certified.questions().forEach(question -> names.add(chart(question, language)));
    }
    return names;
  }

  private static String pdf(String language) {
    return "certificate." + language + ".pdf";
  }

  private static String chart(Certified.Question question, String language) {
    return "chart." + question.id() + "." + language + ".svg";
  }

  private void check(
      String name, TreeMap<String, Path> files, Optional<byte[]> json, Optional<DocumentKey> key) {
    if (!names().contains(name)) {
      faults.add("this is no export of this result");
      return;
    }
    Optional<byte[]> content = read(files, name);
    if (content.isEmpty()) {
      return;
    }
    switch (name) {
      case "results.csv" ->
          text(content.get()).ifPresent(text -> ResultsCsv.check(text, certified, faults));
      case "election-report.json" ->
          text(content.get()).ifPresent(text -> ElectionReport.check(text, certified, faults));
      case CERTIFICATE + ".jws" -> signed(content.get(), json, key);
      default -> {
        for (String language : certified.languages()) {
          if (name.equals(pdf(language))) {
            PdfCheck.of(content.get(), language, certified, key, faults);
          }
          for (Certified.Question question : certified.questions()) {
            if (name.equals(chart(question, language))) {
              ChartSvg.check(content.get(), question, language, faults);
            }
          }
        }
      }
    }
  }

  private void signed(byte[] jws, Optional<byte[]> json, Optional<DocumentKey> key) {
    if (json.isEmpty() || key.isEmpty()) {
      faults.add("there is no certificate.json with an attested key that it could sign");
    } else {
      text(jws).ifPresent(text -> key.get().checkDetached(text, Bytes.of(json.get()), faults));
    }
  }

  private Optional<byte[]> read(TreeMap<String, Path> files, String name) {
    Path file = files.get(name);
    if (file == null) {
      return Optional.empty();
    }
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
        faults.add("this is no regular file of at most 64 MiB");
        return Optional.empty();
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      faults.add("it cannot be read");
      return Optional.empty();
    }
  }

  private Optional<String> text(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException wrong) {
      faults.add("it is not UTF-8");
      return Optional.empty();
    }
  }
}
