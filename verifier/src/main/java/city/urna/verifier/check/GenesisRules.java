package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.record.Identifier;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Organization;
import city.urna.verifier.signature.EcdsaP256;
import city.urna.verifier.signature.Ed25519;
import city.urna.verifier.trust.Trust;
import java.util.ArrayList;
import java.util.List;

/** What a genesis record must be (spec records §7.1), and that it is the trust file's. */
final class GenesisRules {
  private GenesisRules() {}

  static List<String> broken(Genesis genesis) {
    List<Organization> organizations = genesis.getOrganizationsList();
    Rules rules =
        new Rules()
            .require(genesis.getSuite().equals(Transcript.SUITE), "genesis names another suite")
            .require(
                !organizations.isEmpty() && organizations.size() <= 32,
                "genesis does not name 1 to 32 organizations")
            .require(
                Rules.distinct(organizations.stream().map(Organization::getId).toList()),
                "genesis names an organization twice")
            .require(
                genesis.getQuorum() >= 1 && genesis.getQuorum() <= organizations.size(),
                "the cosigner quorum is not between 1 and the number of organizations")
            .require(genesis.getNonce().size() == 32, "the nonce is not 32 bytes")
            .require(isOrigin(genesis.getOrigin()), "the origin is not a key name")
            .require(Texts.isText(genesis.getOperator()), "the operator's name is no text")
            .require(Rules.distinct(keys(genesis)), "genesis names a key twice")
            .require(Ed25519.isKey(Bytes.of(genesis.getLogKey())), "the log key is no Ed25519 key")
            .require(
                EcdsaP256.isKey(Bytes.of(genesis.getOrdererKey())), "the orderer key is no point");
    for (Organization organization : organizations) {
      String id = organization.getId();
      rules
          .require(Identifier.isId(id), "an organization's id is none")
          .require(
              Texts.isText(organization.getName()) && Texts.isText(organization.getOperator()),
              "the name or operator of " + id + " is no text")
          .require(
              EcdsaP256.isKey(Bytes.of(organization.getLedgerKey())),
              "the ledger key of " + id + " is no point")
          .require(
              Ed25519.isKey(Bytes.of(organization.getCosignerKey())),
              "the cosigner key of " + id + " is no Ed25519 key");
    }
    return rules.broken();
  }

  private static boolean isOrigin(String origin) {
    return !origin.isEmpty()
        && origin.length() <= 255
        && origin.chars().allMatch(c -> c >= 0x21 && c <= 0x7e && c != '+');
  }

  /** Every key of the genesis record. */
  static List<Bytes> keys(Genesis genesis) {
    List<Bytes> keys = new ArrayList<>();
    keys.add(Bytes.of(genesis.getLogKey()));
    keys.add(Bytes.of(genesis.getOrdererKey()));
    for (Organization organization : genesis.getOrganizationsList()) {
      keys.add(Bytes.of(organization.getLedgerKey()));
      keys.add(Bytes.of(organization.getCosignerKey()));
    }
    return keys;
  }

  /** Where the genesis record and the trust file differ. */
  static List<String> differences(Genesis genesis, Trust trust) {
    Rules rules =
        new Rules()
            .require(
                genesis.getOrigin().equals(trust.origin()),
                "the log's origin is not the trust file's")
            .require(
                Bytes.of(genesis.getLogKey()).equals(trust.logKey()),
                "the log key is not the trust file's")
            .require(
                Bytes.of(genesis.getOrdererKey()).equals(trust.ordererKey()),
                "the orderer key is not the trust file's")
            .require(
                genesis.getOperator().equals(trust.operator()),
                "the ordering node's operator is not the trust file's")
            .require(
                genesis.getQuorum() == trust.quorum(),
                "the cosigner quorum is "
                    + genesis.getQuorum()
                    + ", the trust file says "
                    + trust.quorum())
            .require(
                genesis.getOrganizationsList().stream()
                    .map(Organization::getId)
                    .toList()
                    .equals(trust.organizations().stream().map(Trust.Organization::id).toList()),
                "the organizations are not those of the trust file");
    for (Trust.Organization trusted : trust.organizations()) {
      for (Organization named : genesis.getOrganizationsList()) {
        if (named.getId().equals(trusted.id())) {
          rules.require(
              named.getOperator().equals(trusted.operator()),
              "the operator of organization " + trusted.id() + " is not the trust file's");
          rules.require(
              Bytes.of(named.getLedgerKey()).equals(trusted.ledgerKey())
                  && Bytes.of(named.getCosignerKey()).equals(trusted.cosignerKey()),
              "a key of organization " + trusted.id() + " is not the trust file's");
        }
      }
    }
    return rules.broken();
  }
}
