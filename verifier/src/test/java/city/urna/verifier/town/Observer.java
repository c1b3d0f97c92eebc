package city.urna.verifier.town;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.report.Report;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Somebody with the town's archive and a trust file of their own. */
final class Observer {
  final Map<String, byte[]> files;
  final ObjectNode trust;
  private boolean beforeDecryption;

  Observer(Town town) {
    this(new Shelves(town).files(), new Shelves(town).trust());
  }

  private Observer(Map<String, byte[]> files, ObjectNode trust) {
    this.files = files;
    this.trust = trust;
  }

  static Observer of(Play play) {
    Shelves shelves = new Shelves(play.town);
    return new Observer(shelves.files(), shelves.trust());
  }

  /** Changes the trust file. */
  Observer trusting(Consumer<ObjectNode> change) {
    change.accept(trust);
    return this;
  }

  Observer beforeDecryption() {
    beforeDecryption = true;
    return this;
  }

  /** Writes the archive into an empty directory and verifies it. */
  Report verify(Path directory) {
    return verify(directory, Optional.empty());
  }

  /** The same, with a folder of publications. */
  Report verify(Path directory, Optional<Path> exports) {
    Shelves.write(files, directory);
    Archive archive = Archive.open(directory).orThrow();
    return new Verification(
            TrustFile.parse(Bytes.ofUtf8(trust.toString())).orThrow(),
            beforeDecryption,
            Progress.NONE)
        .verify(archive, Optional.empty(), exports);
  }
}
