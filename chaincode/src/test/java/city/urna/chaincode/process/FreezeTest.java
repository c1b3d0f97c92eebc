package city.urna.chaincode.process;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.DEFINITION;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Trustees;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The freeze: a definition against the records. */
class FreezeTest {
  private static final SmallCity CITY = new SmallCity(25, 4);
  private static final ByteString OTHER = CITY.processRecord.hash().value().toByteString();

  private final MemoryState ready = CITY.ready();

  private void refused(UnaryOperator<Definition.Builder> change) {
    assertRefused(
        DEFINITION, ready, CITY.freeze(change.apply(CITY.definition.toBuilder()).build(), true));
  }

  @Test
  void theFreezeKeepsWhatBallotsAreCheckedAgainst() {
    assertAccepted(ready, CITY.freeze);
    ready.accept(CITY.freeze);
    PhaseState phase = PhaseState.read(ready, Parties.PROCESS, Parties.SCOPE).orElseThrow();
    assertEquals(CITY.freeze.hash(), phase.previous());
    assertEquals(Step.CASTING, phase.step());
    assertEquals(CITY.election.hash(), phase.election());
    assertEquals(Parties.ISSUERS, phase.activeIssuers());
    assertEquals(CITY.definition, phase.parsedDefinition());
    assertEquals(phase, PhaseState.decode(phase.encode()).orThrow());
  }

  @Test
  void oneVoterIsARoll() {
    SmallCity alone = new SmallCity(29, 1);
    assertAccepted(alone.ready(), alone.freeze);
  }

  @Test
  void aDefinitionThatIsNoneIsRefused() {
    assertRefused(
        DEFINITION,
        ready,
        CITY.phase(
            Phase.newBuilder().setStep(1).setDefinition(ByteString.copyFromUtf8("no definition"))));
    refused(d -> d.setProcess(CITY.genesis.hash().value().toByteString()));
    refused(d -> d.setPageManifest(ByteString.EMPTY));
    refused(d -> d.setCosignerKeys(0, d.getCosignerKeys(1)));
    refused(d -> d.addCosignerKeys(d.getCosignerKeys(1)));
  }

  @Test
  void questionsAndItemsAreTheLedgers() {
    refused(d -> d.removeQuestions(0));
    refused(d -> d.setQuestions(0, d.getQuestions(1)));
    refused(d -> items(d, 0, items -> items.clearItems()));
    refused(d -> items(d, 1, items -> items.clearItems().addItems(items(1).getItems(0))));
    refused(d -> items(d, 0, items -> items.addItems(items.getItems(0))));
    refused(d -> items(d, 0, items -> items.addItems(items(1).getItems(0))));
    refused(d -> items(d, 0, items -> items.setItems(0, OTHER)));
    refused(d -> items(d, 0, items -> items.setItems(0, ByteString.EMPTY)));
  }

  private static QuestionItems items(int question) {
    return CITY.definition.getQuestions(question);
  }

  private static Definition.Builder items(
      Definition.Builder definition, int question, UnaryOperator<QuestionItems.Builder> change) {
    return definition.setQuestions(
        question, change.apply(definition.getQuestions(question).toBuilder()));
  }

  @Test
  void onlyTheNewestVersionsAreFrozen() {
    Item second = Questions.next(Questions.items().getFirst(), CITY.items.getFirst().hash());
    SignedRecord newer = CITY.item(second);
    ready.accept(newer);
    assertRefused(DEFINITION, ready, CITY.freeze);
    Definition definition =
        items(
                CITY.definition.toBuilder(),
                0,
                items -> items.setItems(0, newer.hash().value().toByteString()))
            .build();
    assertAccepted(ready, CITY.freeze(definition, true));
  }

  @Test
  void anItemMayBeLeftOut() {
    Definition definition =
        items(
                CITY.definition.toBuilder(),
                0,
                items -> items.clearItems().addItems(items(0).getItems(1)))
            .build();
    assertAccepted(ready, CITY.freeze(definition, true));
  }

  @Test
  void theRollIsThereAsNamed() {
    refused(d -> d.setRollVersion(2));
    refused(d -> d.setRollVersion(0));
    refused(d -> d.setRollSize(3));
    refused(d -> d.setRollSize(0));
    refused(d -> d.setRollRoot(OTHER));
    MemoryState without = MemoryState.empty();
    CITY.setup().stream().filter(record -> record.kind() != Kind.ROLL).forEach(without::accept);
    assertRefused(DEFINITION, without, CITY.freeze);
  }

  @Test
  void whatIsWrongBetweenTwoChunksIsFoundAtTheFreeze() {
    List<RollEntry> entries = entries(1_001);
    assertAccepted(ready, freezing(entries, 2));
    List<RollEntry> twice = new ArrayList<>(entries);
    twice.set(1_000, entries.get(1_000).toBuilder().setKeys(1, entries.get(5).getKeys(1)).build());
    assertRefused(DEFINITION, ready, freezing(twice, 3));
    List<RollEntry> unordered = new ArrayList<>(entries);
    Collections.swap(unordered, 999, 1_000);
    assertRefused(DEFINITION, ready, freezing(unordered, 4));
  }

  private static List<RollEntry> entries(int size) {
    return Stream.generate(
            () ->
                RollEntry.newBuilder()
                    .setStyle("north")
                    .setCommitment(Bytes.zero(32).toByteString())
                    .addKeys(freshKey())
                    .addKeys(freshKey())
                    .build())
        .limit(size)
        .sorted(Comparator.comparing(entry -> Bytes.of(entry.getKeys(0))))
        .toList();
  }

  private static ByteString freshKey() {
    return Ed25519PrivateKey.generate(CITY.parties.random).publicKey().toByteString();
  }

  /** Puts the roll into the state chunk by chunk, and freezes it. */
  private SignedRecord freezing(List<RollEntry> entries, int version) {
    int chunks = (entries.size() + 999) / 1_000;
    for (int chunk = 0; chunk < chunks; chunk++) {
      ready.accept(
          CITY.roll(
              Roll.newBuilder()
                  .setVersion(version)
                  .setChunk(chunk)
                  .setChunks(chunks)
                  .setTotal(entries.size())
                  .addAllEntries(
                      entries.subList(
                          chunk * 1_000, Math.min(chunk * 1_000 + 1_000, entries.size())))
                  .build()));
    }
    Digest root =
        MerkleTree.root(entries.stream().map(one -> Bytes.of(one.toByteString())).toList());
    return CITY.freeze(
        CITY.definition.toBuilder()
            .setRollVersion(version)
            .setRollSize(entries.size())
            .setRollRoot(root.value().toByteString())
            .build(),
        true);
  }

  @Test
  void aMissingChunkIsFoundAtTheFreeze() {
    Roll last =
        Roll.newBuilder()
            .setVersion(2)
            .setTotal(1_001)
            .setChunks(2)
            .setChunk(1)
            .addEntries(CITY.roll().getEntries(0))
            .build();
    ready.accept(CITY.roll(last));
    refused(d -> d.setRollVersion(2).setRollSize(1_001));
  }

  @Test
  void issuersKeysAreAttestedForEveryStyle() {
    refused(d -> d.removeIssuerKeys(0));
    refused(d -> d.addIssuerKeys(d.getIssuerKeys(0)));
    refused(d -> d.setIssuerKeys(1, d.getIssuerKeys(0)));
    refused(d -> key(d, 0, d.getIssuerKeys(0).toBuilder().setIssuer("beta")));
    refused(d -> key(d, 0, d.getIssuerKeys(0).toBuilder().setStyle("south")));
    refused(d -> key(d, 0, d.getIssuerKeys(0).toBuilder().setModulus(ByteString.EMPTY)));
    refused(
        d -> key(d, 0, d.getIssuerKeys(0).toBuilder().setModulus(d.getIssuerKeys(1).getModulus())));
    refused(
        d ->
            key(
                d,
                0,
                d.getIssuerKeys(0).toBuilder()
                    .setAttestation(d.getIssuerKeys(1).getAttestation())));
  }

  private static Definition.Builder key(
      Definition.Builder definition, int place, IssuerKey.Builder key) {
    return definition.setIssuerKeys(place, key);
  }

  @Test
  void theTrusteesKeysAreTheCeremonys() {
    refused(d -> d.setCeremonyRound(2));
    refused(d -> d.setJointKey(d.getTrusteeKeys(0).getKey()));
    refused(d -> d.removeTrusteeKeys(2));
    refused(
        d ->
            d.setTrusteeKeys(
                0, d.getTrusteeKeys(0).toBuilder().setKey(d.getTrusteeKeys(1).getKey())));
    refused(d -> d.setTrusteeKeys(0, d.getTrusteeKeys(0).toBuilder().setTrustee(2)));
    Trustees other = new Trustees(CITY.parties, CITY.processRecord.hash(), 1, List.of(1, 2, 3));
    refused(d -> d.setJointKey(other.key().key().encode().toByteString()));
  }

  @Test
  void everyTrusteeHasSignedOff() {
    MemoryState state = MemoryState.empty();
    List<SignedRecord> setup = CITY.setup();
    state.accept(setup.subList(0, setup.size() - 1));
    assertRefused(DEFINITION, state, CITY.freeze);
    assertAccepted(state.accept(setup.getLast()), CITY.freeze);
  }

  @Test
  void aBallotThatMightNotFitARecordIsRefused() {
    MemoryState state = ready;
    SignedRecord[] hashes = new SignedRecord[640];
    Definition.Builder large = CITY.definition.toBuilder();
    QuestionItems.Builder parks = large.getQuestions(1).toBuilder();
    QuestionItems.Builder projects = large.getQuestions(2).toBuilder();
    for (int i = 0; i < hashes.length; i++) {
      boolean park = i % 2 == 0;
      Item.Builder item = Questions.item("more-" + i, park ? "parks" : "projects");
      hashes[i] = CITY.item(park ? item.build() : item.setCost("1").build());
      state.accept(hashes[i]);
      (park ? parks : projects).addItems(hashes[i].hash().value().toByteString());
    }
    Definition tooLarge = large.setQuestions(1, parks).setQuestions(2, projects).build();
    assertRefused(DEFINITION, state, CITY.freeze(tooLarge, true));
    assertAccepted(
        state, CITY.freeze(large.setQuestions(2, CITY.definition.getQuestions(2)).build(), true));
  }

  @Test
  void aScopeIsFrozenOnce() {
    ready.accept(CITY.freeze);
    assertRefused(PHASE, ready, CITY.freeze);
    assertEquals(
        Bytes.of(CITY.definition.toByteString()),
        PhaseState.read(ready, Parties.PROCESS, Parties.SCOPE).orElseThrow().definition());
  }
}
