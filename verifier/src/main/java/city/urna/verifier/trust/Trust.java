package city.urna.verifier.trust;

import city.urna.verifier.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What the auditor takes as given (spec archive §2). Lists stand in the order of the records.
 *
 * <p>Every field has been validated by {@link TrustFile}: ids, lengths and ranges, no id twice in a
 * list, no key twice anywhere.
 *
 * @param process the process to audit
 * @param scope the scope to audit
 * @param electionHash 32 bytes, or empty before the freeze
 * @param genesis record hash of the genesis record
 * @param origin the log's origin and key name
 * @param logKey Ed25519, 32 bytes
 * @param ordererKey ECDSA P-256, 33 bytes
 * @param operator who operates the ordering node and holds the log key
 * @param quorum cosignatures that a checkpoint needs
 * @param registrars none where the process has no credentials, as with issuers
 * @param trustees none where nothing is encrypted
 * @param threshold trustees that a decryption needs; 0 without trustees
 * @param minimumIssuers reconciled issuers below which V5.4 fails; 0 without issuers
 * @param offices who answers; none where nothing is asked
 * @param fabric the channel, where the ledger is on Fabric
 */
public record Trust(
    String process,
    String scope,
    Bytes electionHash,
    Bytes genesis,
    String origin,
    Bytes logKey,
    Bytes ordererKey,
    String operator,
    int quorum,
    List<Organization> organizations,
    List<Party> clerks,
    List<Party> registrars,
    List<Party> issuers,
    List<Trustee> trustees,
    int threshold,
    int minimumIssuers,
    List<Party> offices,
    MadeBy madeBy,
    Optional<FabricTrust> fabric) {

  /**
   * An organization of the ledger: it endorses, replays and cosigns.
   *
   * @param rechecks of a thousand ballots, of how many it says that it checks the proofs again
   */
  public record Organization(
      String id, String operator, Bytes ledgerKey, Bytes cosignerKey, int rechecks) {}

  /** A clerk, registrar, issuer or office and its Ed25519 key. */
  public record Party(String id, String operator, Bytes key) {}

  /** A trustee, its Ed25519 key and the point that receives sealed shares. */
  public record Trustee(String id, String operator, Bytes key, Bytes sealingKey) {}

  /** Who wrote the file. */
  public enum MadeBy {
    DEMO,
    OBSERVER
  }

  public Trust {
    organizations = List.copyOf(organizations);
    clerks = List.copyOf(clerks);
    registrars = List.copyOf(registrars);
    issuers = List.copyOf(issuers);
    trustees = List.copyOf(trustees);
    offices = List.copyOf(offices);
  }

  /** Whether the file was made before the freeze and therefore names no election hash. */
  public boolean beforeFreeze() {
    return electionHash.isEmpty();
  }
}
