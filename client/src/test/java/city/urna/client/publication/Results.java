package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.Clerk;
import city.urna.client.publication.CertifiedResult.ClosedSetFacts;
import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.Organization;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Certified results to publish, in any of the shipped languages. */
final class Results {
  /** Not secret: the key of the example in docs/spec/examples. */
  static final Ed25519PrivateKey KEY =
      Ed25519PrivateKey.fromSeed(Digest.sha256(Bytes.ofUtf8("example clerk")).value());

  static final Digest CLOSED = Digest.sha256(Bytes.ofUtf8("closed"));

  private Results() {}

  /** A budget question and a plurality one, with texts in these languages. */
  static CertifiedResult in(List<String> languages) {
    return of(languages, List.of(budget(languages, 5), plurality(languages)));
  }

  /** One budget question with so many projects. */
  static CertifiedResult projects(List<String> languages, int number) {
    return of(languages, List.of(budget(languages, number)));
  }

  private static CertifiedResult of(List<String> languages, List<QuestionResult> questions) {
    return new CertifiedResult(
        "budget-2027",
        "vote",
        languages,
        texts(languages, 0),
        texts(languages, 1),
        "CC-BY-4.0",
        Digest.sha256(Bytes.ofUtf8("election")),
        Digest.sha256(Bytes.ofUtf8("certificate")),
        new Clerk("clerk", "City clerk", "City of Alderhaven", KEY.publicKey()),
        List.of(new Organization("city", "City"), new Organization("watch", "Observers & friends")),
        new ClosedSetFacts(
            CLOSED,
            1_234,
            Digest.sha256(Bytes.ofUtf8("root")),
            Digest.sha256(Bytes.ofUtf8("trackers")),
            List.of()),
        312,
        300,
        questions);
  }

  private static QuestionResult budget(List<String> languages, int number) {
    List<Option> options = new ArrayList<>();
    long[] votes = {131, 52, 97, 97, 12};
    String[] costs = {"92000", "61000.50", "48500", "17500", "139900"};
    for (int i = 0; i < number; i++) {
      options.add(
          new Option(
              "project-" + i,
              texts(languages, 2 + i % 5),
              Optional.of(costs[i % 5]),
              votes[i % 5]));
    }
    List<Integer> selected = List.of(0, 2, 3);
    return new QuestionResult(
        "town",
        texts(languages, 7),
        "greedy",
        0,
        Optional.of("180000"),
        0,
        1,
        3,
        300,
        Optional.of(9L),
        options,
        selected,
        Rounds.of(options, selected, Optional.of("180000")));
  }

  private static QuestionResult plurality(List<String> languages) {
    List<Option> options =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new Option(
                        "name-" + i, texts(languages, 2 + i), Optional.empty(), i == 1 ? 200 : 50))
            .toList();
    return new QuestionResult(
        "name",
        texts(languages, 8),
        "plurality",
        1,
        Optional.empty(),
        0,
        1,
        1,
        300,
        Optional.empty(),
        options,
        List.of(1),
        Rounds.of(options, List.of(1), Optional.empty()));
  }

  private static Map<String, String> texts(List<String> languages, int which) {
    Map<String, String> texts = new LinkedHashMap<>();
    languages.forEach(language -> texts.put(language, TEXTS.get(language).get(which)));
    return texts;
  }

  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "en",
          List.of(
              "Alderhaven decides <2027> & after",
              "Every resident on the roll has one voice.",
              "A new roof for the library",
              "A night bus on weekends",
              "Shade & water on \"four\" squares",
              "A repair workshop for everyone, with a very long name that no chart has room for",
              "Safe crossings",
              "For the whole town: choose one to three",
              "The square's name"),
          "de",
          List.of(
              "Alderhaven entscheidet",
              "Jede Person im Verzeichnis hat eine Stimme.",
              "Ein neues Dach für die Bücherei",
              "Ein Nachtbus am Wochenende",
              "Schatten und Wasser auf vier Plätzen",
              "Eine Reparaturwerkstatt für alle",
              "Sichere Übergänge",
              "Für die ganze Stadt: eins bis drei wählen",
              "Der Name des Platzes"),
          "el",
          List.of(
              "Η πόλη αποφασίζει",
              "Κάθε κάτοικος έχει μία φωνή.",
              "Νέα στέγη για τη βιβλιοθήκη",
              "Νυχτερινό λεωφορείο",
              "Σκιά και νερό σε τέσσερις πλατείες",
              "Εργαστήριο επισκευών για όλους",
              "Ασφαλείς διαβάσεις",
              "Για όλη την πόλη: επιλέξτε ένα έως τρία",
              "Το όνομα της πλατείας"),
          "uk",
          List.of(
              "Місто вирішує",
              "Кожен мешканець має один голос.",
              "Новий дах для бібліотеки",
              "Нічний автобус",
              "Тінь і вода на чотирьох площах",
              "Ремонтна майстерня для всіх",
              "Безпечні переходи",
              "Для всього міста: оберіть від одного до трьох",
              "Назва площі"),
          "he",
          List.of("א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"),
          "ja",
          List.of("日本", "語", "の", "案", "を", "一", "つ", "選", "ぶ"));
}
