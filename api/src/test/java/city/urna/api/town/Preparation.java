package city.urna.api.town;

import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.chaincode.example.Trustees;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.election.Election;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.records.TrusteeKey;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What clerk, registrars and trustees post before casting opens. */
final class Preparation {
  private final Town town;
  private final Parties parties;
  private final List<RollEntry> roll;
  private final Map<String, List<ByteString>> items = new LinkedHashMap<>();
  private Optional<Trustees> trustees = Optional.empty();
  private Digest freeze = Digest.ZERO;
  private Election election;

  Preparation(Town town, Parties parties, List<Device> devices) {
    this.town = town;
    this.parties = parties;
    this.roll = devices.stream().map(Device::entry).toList();
  }

  void prepare() {
    Bytes genesis = town.node().get("/v1/records?from=0&limit=1").is(200).body();
    Process process =
        parties.process(SignedRecord.parse(genesis.slice(4, genesis.size())).orThrow());
    Digest processHash = submit(clerks(Kind.PROCESS, "", process));
    for (Item item : Questions.items()) {
      Digest hash = submit(clerks(Kind.ITEM, Parties.SCOPE, item));
      items
          .computeIfAbsent(item.getQuestion(), question -> new ArrayList<>())
          .add(hash.value().toByteString());
    }
    Roll chunk =
        Roll.newBuilder()
            .setVersion(1)
            .setChunks(1)
            .setTotal(roll.size())
            .addAllEntries(roll)
            .build();
    submit(Parties.record(Kind.ROLL, Parties.SCOPE, chunk, parties.registrars));
    Trustees ceremony = new Trustees(parties, processHash, 1, List.of(1, 2, 3));
    trustees = Optional.of(ceremony);
    ceremony.all().forEach(this::submit);
    Definition definition = definition(processHash, ceremony);
    freeze =
        submit(
            phase(
                Phase.newBuilder()
                    .setStep(1)
                    .setDefinition(definition.toByteString())
                    .setCasting(true)));
    election =
        Election.of(
                Parties.PROCESS,
                process,
                processHash,
                Parties.SCOPE,
                Bytes.of(definition.toByteString()))
            .orThrow();
  }

  private Definition definition(Digest process, Trustees ceremony) {
    Definition.Builder made =
        Definition.newBuilder()
            .setProcess(process.value().toByteString())
            .setRollVersion(1)
            .setRollSize(roll.size())
            .setRollRoot(
                MerkleTree.root(roll.stream().map(e -> Bytes.of(e.toByteString())).toList())
                    .value()
                    .toByteString())
            .setCeremonyRound(1)
            .setJointKey(ceremony.key().key().encode().toByteString())
            .setPageManifest(Bytes.zero(32).toByteString());
    items.forEach(
        (question, hashes) ->
            made.addQuestions(
                QuestionItems.newBuilder().setQuestion(question).addAllItems(hashes)));
    Parties.ISSUERS.forEach(issuer -> issuerKeys(issuer, made));
    ceremony
        .key()
        .trusteeKeys()
        .forEach(
            (trustee, point) ->
                made.addTrusteeKeys(
                    TrusteeKey.newBuilder()
                        .setTrustee(trustee)
                        .setKey(point.encode().toByteString())));
    parties.cosigners.forEach(key -> made.addCosignerKeys(key.publicKey().toByteString()));
    return made.build();
  }

  private void issuerKeys(String issuer, Definition.Builder made) {
    String call = "{\"process\":\"%s\",\"scope\":\"%s\"}".formatted(Parties.PROCESS, Parties.SCOPE);
    town.issuer(issuer)
        .postJson("/v1/keys", call)
        .is(200)
        .json()
        .path("keys")
        .forEach(
            key ->
                made.addIssuerKeys(
                    IssuerKey.newBuilder()
                        .setIssuer(issuer)
                        .setStyle(key.path("style").asText())
                        .setModulus(hex(key.path("modulus").asText()))
                        .setAttestation(hex(key.path("attestation").asText()))));
  }

  private static ByteString hex(String text) {
    return Bytes.fromHex(text).orThrow().toByteString();
  }

  SignedRecord phase(Phase.Builder phase) {
    return clerks(Kind.PHASE, Parties.SCOPE, phase.build());
  }

  private SignedRecord clerks(Kind kind, String scope, Message body) {
    return Parties.record(kind, scope, body, List.of(parties.clerk));
  }

  /** Posts a record; the hash under which it stands. */
  private Digest submit(SignedRecord record) {
    String hash =
        town.node().post("/v1/records", record.bytes()).is(201).json().path("hash").asText();
    return new Digest(Bytes.fromHex(hash).orThrow());
  }

  Trustees trustees() {
    return trustees.orElseThrow();
  }

  Digest freeze() {
    return freeze;
  }

  Election election() {
    return election;
  }
}
