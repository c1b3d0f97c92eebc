package city.urna.client.clerk;

import city.urna.client.board.CeremonyView;
import city.urna.client.board.ProcessRecords;
import city.urna.client.clerk.Clerk.ClerkException;
import city.urna.client.clerk.Clerk.Step;
import city.urna.client.http.IssuerNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.election.Election;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.records.TrusteeKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The freeze (spec records §7.4): puts together what is on the ledger, the issuers' keys and the
 * joint key. Every organization computes the same from its own replay before it endorses.
 */
public final class Opening {
  private final Clerk clerk;
  private final ProcessRecords records;
  private final String scope;

  public Opening(Clerk clerk, String scope) {
    this.clerk = clerk;
    this.scope = scope;
    this.records = new ProcessRecords(clerk.node(), clerk.process());
    records.follow();
  }

  /**
   * Freezes the scope and opens issuance.
   *
   * @param issuers by id, to ask for their keys
   * @param casting whether casting opens at once, or after an issuance window
   * @return the election hash, to be announced
   */
  public Digest freeze(Map<String, IssuerNode> issuers, boolean casting) {
    Bytes definition = Bytes.of(definition(issuers).toByteString());
    clerk.phase(
        scope,
        Phase.newBuilder()
            .setStep(Step.FREEZE.number)
            .setDefinition(definition.toByteString())
            .setCasting(casting));
    return Election.hash(clerk.process(), scope, records.processHash(), definition);
  }

  private Definition definition(Map<String, IssuerNode> issuers) {
    Process process = records.process();
    Scope found =
        process.getScopesList().stream()
            .filter(s -> s.getId().equals(scope))
            .findFirst()
            .orElseThrow(() -> new ClerkException("the process has no scope " + scope));
    Definition.Builder definition =
        Definition.newBuilder()
            .setProcess(records.processHash().value().toByteString())
            .setPageManifest(Bytes.zero(Digest.SIZE).toByteString());
    records.genesis().getOrganizationsList().stream()
        .map(Organization::getCosignerKey)
        .forEach(definition::addCosignerKeys);
    if (!found.hasConsultation()) {
      jointKey(definition);
      items(definition, found);
    }
    if (!found.hasConsultation() || Definitions.hasCredentials(found)) {
      roll(definition);
      // All at once: an issuer makes its keys when it is first asked, and that takes seconds.
      process.getIssuersList().parallelStream()
          .map(issuer -> issuerKeys(issuer.getId(), issuers, found))
          .toList()
          .forEach(definition::addAllIssuerKeys);
    }
    return definition.build();
  }

  /** The trustees' key, once they have made it together; a consultation has none. */
  private void jointKey(Definition.Builder definition) {
    CeremonyView ceremony = CeremonyView.of(records);
    if (!ceremony.isDone()) {
      throw new ClerkException(
          "the trustees have not all signed off yet: each runs `urna trustee ceremony`");
    }
    JointKey joint = ceremony.jointKey().orElseThrow();
    definition
        .setCeremonyRound(ceremony.round().number())
        .setJointKey(joint.key().encode().toByteString());
    joint
        .trusteeKeys()
        .forEach(
            (trustee, key) ->
                definition.addTrusteeKeys(
                    TrusteeKey.newBuilder()
                        .setTrustee(trustee)
                        .setKey(key.encode().toByteString())));
  }

  /** The newest version of each item, in the order in which items first came. */
  private void items(Definition.Builder definition, Scope found) {
    Map<String, Map<String, SignedRecord>> newest = new LinkedHashMap<>();
    for (SignedRecord record : records.of(Kind.ITEM, scope)) {
      Item item = ProcessRecords.body(record, Item.parser());
      newest
          .computeIfAbsent(item.getQuestion(), q -> new LinkedHashMap<>())
          .put(item.getId(), record);
    }
    for (Question question : found.getQuestionsList()) {
      QuestionItems.Builder items = QuestionItems.newBuilder().setQuestion(question.getId());
      newest
          .getOrDefault(question.getId(), Map.of())
          .values()
          .forEach(record -> items.addItems(record.hash().value().toByteString()));
      definition.addQuestions(items);
    }
  }

  private void roll(Definition.Builder definition) {
    Map<Integer, Map<Integer, Roll>> versions = new LinkedHashMap<>();
    for (SignedRecord record : records.of(Kind.ROLL, scope)) {
      Roll roll = ProcessRecords.body(record, Roll.parser());
      versions
          .computeIfAbsent(roll.getVersion(), v -> new LinkedHashMap<>())
          .put(roll.getChunk(), roll);
    }
    int version =
        versions.keySet().stream()
            .max(Integer::compare)
            .orElseThrow(() -> new ClerkException("no roll yet: `urna clerk roll`"));
    MerkleTree tree = new MerkleTree();
    int size = 0;
    for (int chunk = 0; chunk < versions.get(version).size(); chunk++) {
      for (RollEntry entry : versions.get(version).get(chunk).getEntriesList()) {
        tree.append(Bytes.of(entry.toByteString()));
        size++;
      }
    }
    definition
        .setRollVersion(version)
        .setRollSize(size)
        .setRollRoot(tree.root().value().toByteString());
  }

  private List<IssuerKey> issuerKeys(String issuer, Map<String, IssuerNode> nodes, Scope found) {
    IssuerNode node = nodes.get(issuer);
    if (node == null) {
      throw new ClerkException("no address of issuer " + issuer);
    }
    Map<String, JsonNode> byStyle = new LinkedHashMap<>();
    for (JsonNode key : node.makeKeys(clerk.process(), scope).path("keys")) {
      if (key.path("process").asText().equals(clerk.process())
          && key.path("scope").asText().equals(scope)) {
        byStyle.put(key.path("style").asText(), key);
      }
    }
    List<IssuerKey> keys = new ArrayList<>();
    for (Style style : found.getStylesList()) {
      JsonNode key = byStyle.get(style.getId());
      if (key == null) {
        throw new ClerkException("issuer " + issuer + " has no key for style " + style.getId());
      }
      keys.add(
          IssuerKey.newBuilder()
              .setIssuer(issuer)
              .setStyle(style.getId())
              .setModulus(hex(key, "modulus").toByteString())
              .setAttestation(hex(key, "attestation").toByteString())
              .build());
    }
    return keys;
  }

  private static Bytes hex(JsonNode json, String name) {
    return Bytes.fromHex(json.path(name).asText()).orThrow();
  }
}
