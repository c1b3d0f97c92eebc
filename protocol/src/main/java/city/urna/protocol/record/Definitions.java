package city.urna.protocol.record;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Text;
import city.urna.protocol.records.Trustee;
import city.urna.protocol.signature.EcdsaPublicKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a genesis record, a process or an item contradicts itself (spec records §7.1–§7.3). Who
 * signed it and what stands on the ledger already is asked elsewhere.
 */
public final class Definitions {
  private static final int MOST_ORGANIZATIONS = 32;
  private static final int MOST_TRUSTEES = 32;
  private static final int MOST_LANGUAGES = 16;
  private static final int MOST_OFFICES = 64;
  private static final int MOST_SOURCES = 64;
  private static final int MOST_ISSUER_AND_STYLE = 64;

  private Definitions() {}

  /** The newest version of an item that the ledger holds. */
  public record ItemVersion(long version, Digest hash) {}

  /** Records §7.1. */
  public static Verdict<Genesis> genesis(Genesis genesis) {
    int organizations = genesis.getOrganizationsCount();
    long quorum = Integer.toUnsignedLong(genesis.getQuorum());
    Demands demands =
        new Demands()
            .that(genesis.getSuite().equals(Transcript.SUITE), "another suite")
            .that(Identifiers.isOrigin(genesis.getOrigin()), "not an origin")
            .that(Identifiers.isText(genesis.getOperator()), "not a text")
            .that(genesis.getNonce().size() == Digest.SIZE, "the nonce has 32 bytes")
            .that(
                organizations >= 1 && organizations <= MOST_ORGANIZATIONS, "1 to 32 organizations")
            .that(quorum >= 1 && quorum <= organizations, "no such quorum")
            .that(isEd25519(genesis.getLogKey()), "the log key is none")
            .that(isEcdsa(genesis.getOrdererKey()), "the orderer key is none");
    for (Organization organization : genesis.getOrganizationsList()) {
      demands
          .that(Identifiers.isId(organization.getId()), "not an organization's id")
          .that(Identifiers.isText(organization.getName()), "not a text")
          .that(Identifiers.isText(organization.getOperator()), "not a text")
          .that(isEcdsa(organization.getLedgerKey()), "a ledger key is none")
          .that(isEd25519(organization.getCosignerKey()), "a cosigner key is none");
    }
    return demands
        .distinct(
            genesis.getOrganizationsList().stream().map(Organization::getId).toList(),
            "an organization's id twice")
        .distinct(keys(genesis), "a key twice")
        .verdict(genesis);
  }

  /** Records §7.2, for a genesis record that holds §7.1. */
  public static Verdict<Process> process(Process process, Genesis genesis) {
    List<String> languages = process.getLanguagesList();
    long threshold = Integer.toUnsignedLong(process.getThreshold());
    long minimum = Integer.toUnsignedLong(process.getMinimumIssuers());
    int trustees = process.getTrusteesCount();
    int registrars = process.getRegistrarsCount();
    boolean asks = process.getScopesList().stream().anyMatch(scope -> !scope.hasConsultation());
    boolean issues = asks || process.getScopesList().stream().anyMatch(Definitions::hasCredentials);
    int issuers = process.getIssuersCount();
    Demands demands =
        new Demands()
            .that(!languages.isEmpty() && languages.size() <= MOST_LANGUAGES, "1 to 16 languages")
            .that(languages.stream().allMatch(Identifiers::isLanguage), "not a language")
            .distinct(languages, "a language twice")
            .that(areTexts(process.getTitleList(), languages), "title: languages")
            .that(areTexts(process.getDescriptionList(), languages), "description: languages")
            .that(Identifiers.isText(process.getDataLicence()), "not a text")
            .that(process.getClerksCount() >= 1, "no clerk")
            .that(registrars <= 2 && (registrars >= 1 || !issues), "one or two registrars")
            .that(issuers >= 2 || issuers == 0 && !issues, "at least two issuers")
            .that(
                issuers == 0 ? minimum == 0 : minimum >= 1 && minimum <= issuers, "no such minimum")
            .that(trustees <= MOST_TRUSTEES, "at most 32 trustees")
            .that(
                asks ? threshold >= 1 && threshold <= trustees : threshold == 0 && trustees == 0,
                "no such threshold")
            .that(process.getOfficesCount() <= MOST_OFFICES, "at most 64 offices");
    List<Party> trusteeParties = process.getTrusteesList().stream().map(Trustee::getParty).toList();
    List<List<Party>> lists =
        List.of(
            process.getClerksList(),
            process.getRegistrarsList(),
            process.getIssuersList(),
            trusteeParties,
            process.getOfficesList());
    lists.forEach(parties -> parties(parties, demands));
    for (Trustee trustee : process.getTrusteesList()) {
      demands.that(isEcdsa(trustee.getSealingKey()), "a sealing key is no point");
    }
    List<Object> keys = new ArrayList<>(keys(genesis));
    lists.forEach(parties -> parties.forEach(party -> keys.add(party.getKey())));
    process.getTrusteesList().forEach(trustee -> keys.add(trustee.getSealingKey()));
    demands
        .distinct(keys, "a key twice")
        .that(process.getScopesCount() >= 1, "no scope")
        .distinct(process.getScopesList().stream().map(Scope::getId).toList(), "a scope twice");
    for (Scope scope : process.getScopesList()) {
      if (scope.hasConsultation()) {
        ConsultationRules.check(scope, languages, process.getOfficesCount() > 0, demands);
      } else {
        ScopeRules.check(scope, languages, demands);
      }
      demands.that(fitIssuances(process, scope), "an issuer's and a style's id are too long");
    }
    return demands.verdict(process);
  }

  /**
   * Records §7.3, for a process that holds §7.2.
   *
   * @param newest the item's newest version on the ledger, if it has one
   */
  public static Verdict<Item> item(
      Item item, Process process, String scope, Optional<ItemVersion> newest) {
    Optional<Scope> place =
        process.getScopesList().stream()
            .filter(candidate -> candidate.getId().equals(scope))
            .findFirst();
    boolean consultation = place.map(Scope::hasConsultation).orElse(false);
    Optional<Question> question =
        place.stream()
            .flatMap(found -> found.getQuestionsList().stream())
            .filter(candidate -> candidate.getId().equals(item.getQuestion()))
            .findFirst();
    List<String> languages = process.getLanguagesList();
    boolean costs = question.map(q -> ScopeRules.isGreedy(q.getRule())).orElse(false);
    Demands demands =
        new Demands()
            .that(
                consultation ? item.getQuestion().isEmpty() : question.isPresent(),
                "no such question in this scope")
            .that(Identifiers.isId(item.getId()), "not an item's id")
            .that(areTexts(item.getTitleList(), languages), "title: languages")
            .that(areTexts(item.getDescriptionList(), languages), "description: languages")
            .that(item.getConflictsList().stream().allMatch(Identifiers::isId), "not an item's id")
            .that(
                costs ? Identifiers.isDecimal(item.getCost()) : item.getCost().isEmpty(),
                costs ? "the question's rule needs a cost" : "the question's rule knows no cost")
            .that(
                areSources(item.getSourcesList()), "at most 64 sources, 32 bytes each, none twice");
    if (consultation) {
      ConsultationRules.check(item, demands);
    } else {
      demands.that(
          item.getRole().isEmpty() && item.getForm().isEmpty(),
          "only items of a consultation have role and form");
    }
    long version = newest.map(ItemVersion::version).orElse(0L) + 1;
    Bytes supersedes = newest.map(found -> found.hash().value()).orElse(Bytes.EMPTY);
    return demands
        .that(Integer.toUnsignedLong(item.getVersion()) == version, "not the next version")
        .that(
            Bytes.of(item.getSupersedes()).equals(supersedes),
            "does not supersede the version before")
        .verdict(item);
  }

  private static boolean areSources(List<com.google.protobuf.ByteString> sources) {
    return sources.size() <= MOST_SOURCES
        && sources.stream().allMatch(source -> source.size() == Digest.SIZE)
        && sources.stream().distinct().count() == sources.size();
  }

  /** Whether acts of this scope can bear credentials (spec consultation §1.6). */
  public static boolean hasCredentials(Scope scope) {
    return scope.getConsultation().getActsList().stream()
        .anyMatch(rule -> rule.getIdentity() == ConsultationRules.CREDENTIAL);
  }

  /** Whether 256 issuances of any issuer and style fit a record, as far as ids go. */
  private static boolean fitIssuances(Process process, Scope scope) {
    int issuer =
        process.getIssuersList().stream().mapToInt(p -> p.getId().length()).max().orElse(0);
    int style = scope.getStylesList().stream().mapToInt(s -> s.getId().length()).max().orElse(0);
    return issuer + style <= MOST_ISSUER_AND_STYLE;
  }

  /** Whether these are texts in exactly these languages, in order. */
  static boolean areTexts(List<Text> texts, List<String> languages) {
    return texts.stream().map(Text::getLanguage).toList().equals(languages)
        && texts.stream().map(Text::getValue).allMatch(Identifiers::isText);
  }

  private static void parties(List<Party> parties, Demands demands) {
    for (Party party : parties) {
      demands
          .that(Identifiers.isId(party.getId()), "not a party's id")
          .that(Identifiers.isText(party.getName()), "not a text")
          .that(Identifiers.isText(party.getOperator()), "not a text")
          .that(isEd25519(party.getKey()), "a party's key is none");
    }
    demands.distinct(parties.stream().map(Party::getId).toList(), "a party twice in its list");
  }

  private static List<Object> keys(Genesis genesis) {
    return Stream.<Object>concat(
            Stream.of(genesis.getLogKey(), genesis.getOrdererKey()),
            genesis.getOrganizationsList().stream()
                .flatMap(one -> Stream.of(one.getLedgerKey(), one.getCosignerKey())))
        .toList();
  }

  private static boolean isEd25519(com.google.protobuf.ByteString key) {
    return key.size() == Ed25519PublicKey.SIZE && Signatures.isKey(Bytes.of(key));
  }

  private static boolean isEcdsa(com.google.protobuf.ByteString key) {
    return key.size() == EcdsaPublicKey.SIZE && Signatures.isKey(Bytes.of(key));
  }
}
