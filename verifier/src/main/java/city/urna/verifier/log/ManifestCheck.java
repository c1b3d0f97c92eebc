package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.Manifest;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import city.urna.verifier.bytes.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares the manifest with the files that are there (V1.1). */
final class ManifestCheck {
  /** What an archive may hold; V1.3 and V1.4 know exactly which tiles and bundles. */
  private static final String LOG =
      "checkpoint|(contents|acts)/[0-9a-f]{64}"
          + "|(tile/(entries|[0-9]|[1-5][0-9]|6[0-3])|records)"
          + "/(x[0-9]{3}/)*[0-9]{3}(\\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?";

  private static final Pattern EMBEDDED = Pattern.compile(LOG + "|headers");
  private static final Pattern FABRIC =
      Pattern.compile(LOG + "|blocks/[a-z0-9][a-z0-9.-]*/(x[0-9]{3}/)*[0-9]{3}");

  private final Archive archive;

  ManifestCheck(Archive archive) {
    this.archive = archive;
  }

  /** The number of files compared, or the first thing that differs. */
  Parsed<Long> run() {
    Manifest manifest = archive.manifest();
    if (manifest.refusal().isPresent()) {
      return Parsed.malformed(manifest.refusal().get());
    }
    if (!archive.foreign().isEmpty()) {
      return Parsed.malformed(archive.foreign().getFirst() + " does not belong to an archive");
    }
    SortedSet<String> listed = new TreeSet<>();
    manifest.files().forEach(file -> listed.add(file.name()));
    SortedSet<String> stored = new TreeSet<>(archive.files().keySet());
    stored.remove(Manifest.NAME);
    if (!listed.equals(stored)) {
      return Parsed.malformed(notEqual(listed, stored));
    }
    boolean embedded =
        switch (manifest.ledger()) {
          case EMBEDDED -> true;
          case FABRIC -> false;
        };
    Pattern form = embedded ? EMBEDDED : FABRIC;
    for (String needed : embedded ? List.of("checkpoint", "headers") : List.of("checkpoint")) {
      if (!listed.contains(needed)) {
        return Parsed.malformed(needed + " is not listed");
      }
    }
    for (Manifest.Entry file : manifest.files()) {
      if (!form.matcher(file.name()).matches()) {
        return Parsed.malformed(file.name() + " does not belong to an archive");
      }
      if (!holds(file)) {
        return Parsed.malformed(file.name() + " has another length or hash");
      }
    }
    return Parsed.ok((long) manifest.files().size());
  }

  private static String notEqual(SortedSet<String> listed, SortedSet<String> stored) {
    SortedSet<String> missing = new TreeSet<>(listed);
    missing.removeAll(stored);
    if (!missing.isEmpty()) {
      return missing.first() + " is listed and not there";
    }
    SortedSet<String> more = new TreeSet<>(stored);
    more.removeAll(listed);
    return more.first() + " is there and not listed";
  }

  private boolean holds(Manifest.Entry file) {
    if (archive.files().get(file.name()) != file.length()) {
      return false;
    }
    MessageDigest digest = Hashes.sha256();
    long length = 0;
    byte[] part = new byte[1 << 16];
    try (InputStream in = archive.stream(file.name())) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        digest.update(part, 0, read);
        length += read;
      }
    } catch (IOException e) {
      return false;
    }
    return length == file.length() && Bytes.of(digest.digest()).equals(file.sha256());
  }
}
