package city.urna.fuzz;

import city.urna.fuzz.Targets.Named;
import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.ArchiveFiles;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.format.CountFiles;
import city.urna.verifier.count.format.ElectionFiles;
import city.urna.verifier.count.format.ElectionFiles.Asked;
import city.urna.verifier.count.format.ElectionFiles.RctabContest;
import city.urna.verifier.count.format.Reading;
import city.urna.verifier.count.method.Counter;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.RankedChoice;
import city.urna.verifier.count.method.Settings;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.log.LogEntry;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.log.Receipt;
import city.urna.verifier.record.Envelope;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.PlayedTown;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the verifier reads: the auditor's file, archives, receipts, and every format it counts. */
final class VerifierTargets {
  private VerifierTargets() {}

  private static final class Shared {
    static final PlayedTown TOWN = PlayedTown.whole();
    static final Trust TRUST = TrustFile.parse(Bytes.ofUtf8(TOWN.trust())).orThrow();
  }

  static List<Named> all() {
    List<Named> all = new ArrayList<>();
    all.add(parsed("trust-file", () -> List.of(utf8(Shared.TOWN.trust())), TrustFile::parse));
    all.add(parsed("verifier-record", VerifierTargets::records, Envelope::parse));
    all.add(
        parsed(
            "verifier-log-entry",
            () -> {
              byte[] bundle = file("tile/entries/");
              return List.of(Arrays.copyOfRange(bundle, 2, 2 + LogEntry.SIZE));
            },
            LogEntry::parse));
    all.add(
        parsed(
            "verifier-checkpoint",
            () -> List.of(file("checkpoint")),
            note -> Checkpoint.parse(note, LogTrust.of(Shared.TRUST))));
    all.add(
        parsed(
            "verifier-receipt",
            () -> List.of(ProtocolTargets.receipt().toArray()),
            note -> Receipt.parse(note, cityTrust())));
    all.add(parsed("manifest", () -> List.of(file("manifest.json")), ArchiveFiles::manifest));
    all.add(new Named("archive", VerifierTargets::archive));
    CountFiles.BY_EXTENSION.keySet().stream()
        .sorted()
        .forEach(each -> all.add(new Named("count-" + each, () -> counted(each))));
    all.add(new Named("count-rctab-config", () -> rctab(true)));
    all.add(new Named("count-rctab-votes", () -> rctab(false)));
    return all;
  }

  /** Whom the receipts of the contract's small city are checked against. */
  private static LogTrust cityTrust() {
    var genesis = ProtocolTargets.city().parties.genesis();
    return new LogTrust(
        genesis.getOrigin(),
        Bytes.of(genesis.getLogKey().toByteArray()),
        genesis.getOrganizationsList().stream()
            .map(o -> new LogTrust.Cosigner(o.getId(), Bytes.of(o.getCosignerKey().toByteArray())))
            .toList(),
        genesis.getQuorum());
  }

  private static <T> Named parsed(
      String name, Supplier<List<byte[]>> samples, Function<Bytes, Parsed<T>> parser) {
    return new Named(
        name,
        () ->
            new Target(
                name,
                samples.get(),
                input ->
                    switch (parser.apply(Bytes.of(input))) {
                      case Parsed.Malformed<T> refused -> Optional.of(refused.reason());
                      case Parsed.Ok<T> ok -> Optional.empty();
                    }));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] file(String prefix) {
    return Shared.TOWN.files().entrySet().stream()
        .filter(file -> file.getKey().startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static List<byte[]> records() {
    byte[] bundle = file("records/");
    List<byte[]> records = new ArrayList<>();
    for (int at = 0; at < bundle.length; ) {
      int length = java.nio.ByteBuffer.wrap(bundle, at, 4).getInt();
      records.add(Arrays.copyOfRange(bundle, at + 4, at + 4 + length));
      at += 4 + length;
    }
    return records;
  }

  /**
   * A whole archive with one file changed: the input's first byte says which (its place by name),
   * the second whether the manifest is made to fit, the rest is the file. Only the unchanged ones
   * may be valid.
   */
  private static Target archive() {
    List<String> names = List.copyOf(Shared.TOWN.files().keySet());
    List<byte[]> samples = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      byte[] content = Shared.TOWN.files().get(names.get(i));
      byte[] sample = new byte[content.length + 2];
      sample[0] = (byte) i;
      System.arraycopy(content, 0, sample, 2, content.length);
      samples.add(sample);
    }
    Path folder = written();
    return new Target("archive", samples, input -> verified(folder, names, input));
  }

  private static Path written() {
    try {
      Path folder = Files.createTempDirectory("archive");
      PlayedTown.write(Shared.TOWN.files(), folder);
      return folder;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Optional<String> verified(Path folder, List<String> names, byte[] input)
      throws IOException {
    if (input.length < 2) {
      return Optional.of("no file");
    }
    Map<String, byte[]> files = new TreeMap<>(Shared.TOWN.files());
    String name = names.get(Math.floorMod(input[0], names.size()));
    files.put(name, Arrays.copyOfRange(input, 2, input.length));
    if (input[1] % 2 != 0 && !name.equals("manifest.json")) {
      files.put("manifest.json", PlayedTown.manifest(files));
    }
    for (String changed : List.of(name, "manifest.json")) {
      Files.write(folder.resolve(changed), files.get(changed));
    }
    try {
      return judged(folder, Arrays.equals(files.get(name), Shared.TOWN.files().get(name)));
    } finally {
      for (String changed : List.of(name, "manifest.json")) {
        Files.write(folder.resolve(changed), Shared.TOWN.files().get(changed));
      }
    }
  }

  private static Optional<String> judged(Path folder, boolean unchanged) {
    return switch (Archive.open(folder)) {
      case Parsed.Malformed<Archive> refused -> Optional.of(refused.reason());
      case Parsed.Ok<Archive>(Archive archive) -> {
        Report report =
            new Verification(Shared.TRUST, false, Progress.NONE).verify(archive, Optional.empty());
        if (report.verdict() == Verdict.INVALID) {
          yield Optional.of("invalid");
        }
        if (!unchanged) {
          throw new AssertionError("a changed archive is " + report.verdict());
        }
        yield Optional.empty();
      }
    };
  }

  private static Target counted(String extension) {
    return new Target(
        "count-" + extension,
        CountFiles.BY_EXTENSION.get(extension).stream().map(VerifierTargets::utf8).toList(),
        input -> {
          // By what the file itself asks for, and by one method of each family.
          Optional<String> first = count(extension, input, Optional.empty());
          for (Method method :
              List.of(Method.STV_SCOTTISH, Method.GREEDY, Method.BORDA, Method.SCHULZE)) {
            Optional<String> refused = count(extension, input, Optional.of(method));
            first = first.isEmpty() ? first : refused;
          }
          return first;
        });
  }

  private static Optional<String> count(String extension, byte[] input, Optional<Method> method) {
    Asked asked = new Asked(method, Optional.empty(), List.of());
    return switch (ElectionFiles.read("votes." + extension, input, asked)) {
      case Reading.Refused<Election>(Refusal refusal) -> Optional.of(said(refusal));
      case Reading.Read<Election>(Election election) -> {
        Tie tie = Tie.backwards(election.ballots().options().size());
        Counted counted = Counter.count(election, method.orElse(Method.BORDA), Settings.with(tie));
        yield counted instanceof Refusal refusal ? Optional.of(said(refusal)) : Optional.empty();
      }
    };
  }

  /** One of the two files is the input, the other a good one. */
  private static Target rctab(boolean config) {
    return new Target(
        config ? "count-rctab-config" : "count-rctab-votes",
        List.of(utf8(config ? CountFiles.RCTAB_CONFIG : CountFiles.RCTAB_VOTES)),
        input ->
            switch (ElectionFiles.readRctab(
                "c.json",
                config ? input : utf8(CountFiles.RCTAB_CONFIG),
                "v.csv",
                config ? utf8(CountFiles.RCTAB_VOTES) : input)) {
              case Reading.Refused<RctabContest>(Refusal refusal) -> Optional.of(said(refusal));
              case Reading.Read<RctabContest>(RctabContest contest) ->
                  RankedChoice.onBallots(
                              contest.election().ballots(), contest.rules(), contest.tie())
                          instanceof Refusal refusal
                      ? Optional.of(said(refusal))
                      : Optional.empty();
            });
  }

  private static String said(Refusal refusal) {
    return refusal.remedy().isBlank() ? "" : refusal.what();
  }
}
