package city.urna.client.clerk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Printable letters, one page a person, with the voter code: the only place where a code is ever
 * written. Print, post, delete. Texts in the process's default language, English where there is no
 * translation here.
 */
final class Letters {
  /**
   * What stands in one letter.
   *
   * @param person the register's number, so that the letter finds its envelope
   * @param style the ballot style's name
   * @param code the voter code in groups of four
   */
  record Letter(String person, String style, String code) {}

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "en",
          List.of(
              "Your voter code",
              "Ballot",
              "Type this code when you vote. Keep the letter: with it you can vote again until"
                  + " voting closes; your last vote counts. Show it to nobody.",
              "Registry number"),
          "de",
          List.of(
              "Ihr Wahlcode",
              "Stimmzettel",
              "Geben Sie diesen Code beim Abstimmen ein. Bewahren Sie den Brief auf: bis zum"
                  + " Schluss können Sie damit neu abstimmen; die letzte Stimme zählt. Zeigen Sie"
                  + " ihn niemandem.",
              "Nummer im Verzeichnis"),
          "pt",
          List.of(
              "O seu código de voto",
              "Boletim",
              "Escreva este código quando votar. Guarde a carta: com ela pode votar de novo até ao"
                  + " fecho; conta o último voto. Não a mostre a ninguém.",
              "Número no registo"));

  private Letters() {}

  /** Writes all letters into one HTML file that prints one letter a page, for its owner's eyes. */
  static void write(Path file, String language, String title, List<Letter> letters) {
    List<String> words = WORDS.getOrDefault(language, WORDS.get("en"));
    StringBuilder page = new StringBuilder(1024 + 512 * letters.size());
    page.append("<!doctype html><html lang=\"").append(language).append("\"><meta charset=utf-8>");
    page.append("<title>").append(escape(title)).append("</title><style>");
    page.append("body{font:14pt/1.5 sans-serif;margin:2.5cm}section{page-break-after:always}");
    page.append("code{display:block;font:bold 24pt monospace;margin:1cm 0}small{color:#444}");
    page.append("</style>");
    for (Letter letter : letters) {
      page.append("<section><h1>").append(escape(title)).append("</h1><p>");
      page.append(words.get(1)).append(": ").append(escape(letter.style())).append("<p>");
      page.append(words.get(0)).append("<code>").append(letter.code()).append("</code><p>");
      page.append(words.get(2)).append("<p><small>").append(words.get(3)).append(": ");
      page.append(escape(letter.person())).append("</small></section>\n");
    }
    write(file, page.toString());
  }

  /** Writes a file that only its owner can read; refuses to overwrite. */
  static void write(Path file, String text) {
    FileAttribute<?> own =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(file, own);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
