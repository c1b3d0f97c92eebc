package city.urna.verifier.town;

import static city.urna.verifier.town.Town.SCOPE;
import static city.urna.verifier.town.Town.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.Ceremony;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Issuance;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.Opening;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Roll;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.Casting.Credential;
import city.urna.verifier.town.Signers.Ed;
import city.urna.verifier.town.Town.Plan;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One archive for each attack. Everything after the attack is signed and hashed anew, so that only
 * the rule in question can see it; the first failing check must be the one named.
 */
class AttackTest {
  @TempDir private Path directory;

  /** An attack and the check that must catch it. */
  private record Attack(String id, String name, Supplier<Play> play) {
    @Override
    public String toString() {
      return id + " " + name;
    }
  }

  private static Attack attack(String id, String name, Supplier<Play> play) {
    return new Attack(id, name, play);
  }

  /** The usual course with bends made before it starts. */
  private static Attack bent(String id, String name, Consumer<Town> bend) {
    return attack(
        id,
        name,
        () -> {
          Play play = new Play(name);
          bend.accept(play.town);
          return play.whole();
        });
  }

  @ParameterizedTest
  @MethodSource({"definitions", "ceremonies", "rolls", "ballots", "phases", "tallies"})
  void firstFailingCheck(Attack attack) {
    Report report = Observer.of(attack.play.get()).verify(directory);

    assertEquals(Verdict.INVALID, report.verdict());
    assertEquals(attack.id, report.firstFailure().orElseThrow().id(), report.toString());
    assertNotEquals("", report.firstFailure().orElseThrow().evidence());
  }

  static Stream<Attack> definitions() {
    return Stream.of(
        attack(
            "V3.1",
            "genesis without one organization's signature",
            () -> {
              Play play = new Play("unsigned genesis");
              play.town.bendSigners(Kind.GENESIS, 0, signers -> signers.subList(0, 2));
              return play.whole();
            }),
        bent(
            "V3.1",
            "genesis with a quorum of one",
            town ->
                town.bend(Kind.GENESIS, 0, Genesis.class, g -> g.toBuilder().setQuorum(1).build())),
        bent(
            "V3.2",
            "process with another threshold",
            town ->
                town.bend(
                    Kind.PROCESS, 0, Process.class, p -> p.toBuilder().setThreshold(1).build())),
        bent(
            "V3.1",
            "ordering node run by somebody else than trusted",
            town ->
                town.bend(
                    Kind.GENESIS,
                    0,
                    Genesis.class,
                    g -> g.toBuilder().setOperator("A company").build())),
        bent(
            "V3.2",
            "issuer run by somebody else than trusted",
            town ->
                town.bend(
                    Kind.PROCESS,
                    0,
                    Process.class,
                    p -> {
                      Process.Builder process = p.toBuilder();
                      process.getIssuersBuilder(1).setOperator("A company");
                      return process.build();
                    })),
        bent(
            "V3.2",
            "process that one organization did not endorse",
            town -> town.bendSigners(Kind.PROCESS, 0, signers -> signers.subList(0, 3))),
        bent(
            "V3.2",
            "process with another issuer's key",
            town -> town.bend(Kind.PROCESS, 0, Process.class, AttackTest::swapIssuerKey)),
        bent(
            "V7.1",
            "freeze endorsed by one organization",
            town -> town.bendSigners(Kind.PHASE, 0, signers -> signers.subList(0, 2))),
        bent(
            "V3.3",
            "definition that puts an item under another question",
            town -> definition(town, AttackTest::swapItems)),
        bent(
            "V3.3",
            "definition with another cosigner key",
            town -> definition(town, d -> d.setCosignerKeys(0, d.getCosignerKeys(1)))),
        attack(
            "V3.3",
            "old version of an item frozen",
            () -> {
              Play play = new Play("old version");
              play.define();
              byte[] first = play.founding.itemHashes.getFirst();
              play.town.add(
                  Kind.ITEM,
                  SCOPE,
                  Founding.item("where", "park").setVersion(2).setSupersedes(bytes(first)).build(),
                  List.of(play.town.clerk));
              return play.key().freeze().issue().cast().end();
            }),
        attack(
            "V3.4",
            "another page manifest than the trust file's election",
            () -> {
              Play play = new Play("other election");
              play.open();
              byte[] trusted = play.town.election;
              Play other = new Play("other election");
              definition(other.town, d -> d.setPageManifest(bytes(Ink.sha256())));
              other.whole();
              other.town.trustedElection = trusted;
              return other;
            }));
  }

  private static Process swapIssuerKey(Process process) {
    Ed stranger = Ed.of(new Dice("stranger"));
    return process.toBuilder()
        .setIssuers(0, process.getIssuers(0).toBuilder().setKey(bytes(stranger.key())))
        .build();
  }

  private static void swapItems(Definition.Builder definition) {
    ByteString one = definition.getQuestions(0).getItems(0);
    ByteString other = definition.getQuestions(1).getItems(0);
    definition.getQuestionsBuilder(0).setItems(0, other);
    definition.getQuestionsBuilder(1).setItems(0, one);
  }

  /** Changes the definition that the first phase record freezes. */
  private static void definition(Town town, Consumer<Definition.Builder> change) {
    town.bend(
        Kind.PHASE,
        0,
        Phase.class,
        phase -> {
          Definition.Builder definition = parse(phase.getDefinition());
          change.accept(definition);
          return phase.toBuilder().setDefinition(definition.build().toByteString()).build();
        });
  }

  private static Definition.Builder parse(ByteString definition) {
    try {
      return Definition.parseFrom(definition).toBuilder();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Attack ceremony(String id, String name, Consumer<Keying> play) {
    return attack(
        id,
        name,
        () -> {
          Play whole = new Play(name).define();
          play.accept(whole.keying);
          return whole.freeze().issue().cast().end();
        });
  }

  static Stream<Attack> ceremonies() {
    return Stream.of(
        ceremony(
            "V4.1",
            "last trustee opens something else than it committed to",
            keying -> {
              keying.begin(List.of(1, 2, 3));
              List.of(1, 2, 3).forEach(keying::commit);
              keying.replaceOpening(3, keying.opening(3).build().toByteArray());
              List.of(1, 2, 3).forEach(keying::open);
              List.of(1, 2, 3).forEach(keying::signOff);
            }),
        ceremony(
            "V4.1",
            "opening before the last commitment",
            keying -> {
              keying.begin(List.of(1, 2, 3));
              List.of(1, 2).forEach(keying::commit);
              List.of(1, 2).forEach(keying::open);
              keying.commit(3);
              keying.open(3);
              List.of(1, 2, 3).forEach(keying::signOff);
            }),
        ceremony(
            "V4.2",
            "part of the key without proof of possession",
            keying -> {
              keying.begin(List.of(1, 2, 3));
              Opening.Builder opening = keying.opening(2);
              opening.setPossessionResponse(bytes(Group.scalar(BigInteger.TEN)));
              keying.replaceOpening(2, opening.build().toByteArray());
              keying.rest();
            }),
        ceremony(
            "V4.3",
            "complaint answered with a wrong share",
            keying -> {
              keying.begin(List.of(1, 2, 3));
              List.of(1, 2, 3).forEach(keying::commit);
              List.of(1, 2, 3).forEach(keying::open);
              keying.complain(1, 2);
              keying.answer(2, 1, BigInteger.ONE);
              List.of(1, 2, 3).forEach(keying::signOff);
            }),
        ceremony(
            "V4.3",
            "complaint ignored",
            keying -> {
              keying.begin(List.of(1, 2, 3));
              List.of(1, 2, 3).forEach(keying::commit);
              List.of(1, 2, 3).forEach(keying::open);
              keying.complain(1, 2);
              List.of(1, 2, 3).forEach(keying::signOff);
            }),
        ceremony(
            "V4.4",
            "a trustee never signed off",
            keying -> {
              keying.begin(List.of(1, 2, 3));
              List.of(1, 2, 3).forEach(keying::commit);
              List.of(1, 2, 3).forEach(keying::open);
              List.of(1, 2).forEach(keying::signOff);
            }),
        bent(
            "V4.4",
            "sign-off for another joint key",
            town ->
                town.bend(
                    Kind.CEREMONY,
                    8,
                    Ceremony.class,
                    c ->
                        c.toBuilder()
                            .setSignOff(
                                c.getSignOff().toBuilder().setJointKey(bytes(Group.point(Group.G))))
                            .build())),
        bent(
            "V4.4",
            "another trustee key frozen",
            town ->
                definition(
                    town, d -> d.getTrusteeKeysBuilder(0).setKey(bytes(Group.point(Group.G))))));
  }

  static Stream<Attack> rolls() {
    return Stream.of(
        bent(
            "V5.1",
            "ghost entry that the frozen root does not have",
            town ->
                town.bend(
                    Kind.ROLL,
                    0,
                    Roll.class,
                    r ->
                        r.toBuilder()
                            .setEntries(
                                2, r.getEntries(2).toBuilder().setCommitment(bytes(new byte[32])))
                            .build())),
        bent(
            "V5.1",
            "roll that the registrar did not sign",
            town -> town.bendSigners(Kind.ROLL, 0, signers -> List.of(town.clerk))),
        attack(
            "V5.1",
            "two registrars, one signature",
            () -> {
              Play play = new Play("two registrars", new Plan(2, 2, 2, true));
              play.town.bendSigners(Kind.ROLL, 0, signers -> signers.subList(0, 1));
              return play.whole();
            }),
        bent(
            "V5.2",
            "one issuer's modulus twice",
            town ->
                definition(
                    town,
                    d -> d.getIssuerKeysBuilder(1).setModulus(d.getIssuerKeys(0).getModulus()))),
        bent(
            "V5.2",
            "key that its issuer did not attest",
            town ->
                definition(
                    town,
                    d ->
                        d.getIssuerKeysBuilder(2)
                            .setAttestation(d.getIssuerKeys(3).getAttestation()))),
        bent(
            "V5.3",
            "issuance that the voter did not ask for",
            town ->
                issuance(
                    town, 0, i -> i.getRequestBuilder().setSignatures(0, bytes(new byte[64])))),
        bent(
            "V5.3",
            "blind signature by nobody",
            town -> issuance(town, 1, i -> i.setBlindSignature(bytes(new byte[384])))),
        bent(
            "V5.3", "entry that is not on the roll", town -> issuance(town, 2, i -> i.setEntry(3))),
        bent(
            "V5.3",
            "list signed by another issuer",
            town -> town.bendSigners(Kind.ISSUANCE_LIST, 0, s -> List.of(town.issuers.get(1)))),
        attack("V5.3", "roll entry served twice", AttackTest::servedTwice),
        attack("V5.4", "more ballots than issuances", AttackTest::stuffed),
        attack(
            "V5.4",
            "issuer without a list, where all must be reconciled",
            () -> {
              Play play = new Play("no list").open().issue().cast().close();
              play.casting().publish(0);
              return play.fix().decrypt().certify();
            }));
  }

  /** Bends an issuance of the first list and makes the list's root right again. */
  private static void issuance(Town town, int nth, Consumer<Issuance.Builder> change) {
    town.bend(
        Kind.ISSUANCE_LIST,
        0,
        IssuanceList.class,
        list -> {
          Issuance.Builder issuance = list.getIssuances(nth).toBuilder();
          change.accept(issuance);
          IssuanceList.Builder bent = list.toBuilder().setIssuances(nth, issuance);
          return bent.setRoot(
                  bytes(
                      Ink.root(
                          bent.getIssuancesList().stream().map(Issuance::toByteArray).toList())))
              .build();
        });
  }

  private static Play servedTwice() {
    Play play = new Play("served twice").open().issue();
    play.credentials.add(play.casting().credential(0, List.of(0, 1)));
    return play.cast().end();
  }

  private static Play stuffed() {
    Play play = new Play("stuffed").open().issue();
    Credential extra = play.casting().credential(0, List.of(0, 1));
    play.casting().issued.values().forEach(List::removeLast);
    play.cast();
    play.casting().vote(extra, Ink.ZERO_32, Play.CHOICES.getFirst());
    return play.end();
  }

  /** A ballot of the second voter, bent before it is signed. */
  private static Attack ballot(String id, String name, Consumer<Ballot.Builder> change) {
    return bent(
        id,
        name,
        town ->
            town.bend(
                Kind.BALLOT,
                1,
                Ballot.class,
                ballot -> {
                  Ballot.Builder bent = ballot.toBuilder();
                  change.accept(bent);
                  return bent.build();
                }));
  }

  private static Attack vote(String id, String name, Map<String, int[]> choices) {
    return attack(
        id,
        name,
        () -> {
          Play play = new Play(name).open().issue().cast();
          play.casting().vote(play.casting().credential(1, List.of(0, 1)), Ink.ZERO_32, choices);
          return play.end();
        });
  }

  static Stream<Attack> ballots() {
    return Stream.of(
        attack("V6.1", "ballot with an unknown field", AttackTest::unknownField),
        ballot("V6.2", "ballot of another election", b -> b.setElection(bytes(new byte[32]))),
        ballot("V6.2", "ballot of an unknown style", b -> b.setStyle("old")),
        ballot("V6.2", "ballot with an answer too few", b -> b.removeAnswers(1)),
        ballot("V6.2", "ballot without its blank", b -> b.getAnswersBuilder(0).clearBlank()),
        ballot("V6.2", "ballot without sum proof", b -> b.getAnswersBuilder(0).clearSumProof()),
        ballot("V6.2", "mark of five digits", b -> b.setMark("12345")),
        ballot("V6.3", "one issuer's signature missing", b -> b.removeIssuerSignatures(1)),
        ballot(
            "V6.3",
            "issuers' signatures in another order",
            b -> {
              var first = b.getIssuerSignatures(0);
              b.setIssuerSignatures(0, b.getIssuerSignatures(1)).setIssuerSignatures(1, first);
            }),
        attack("V6.3", "credential assembled from two voters", AttackTest::assembled),
        attack("V6.3", "credential of another style", AttackTest::otherStyle),
        bent(
            "V6.4",
            "ballot signed by another key",
            town -> town.bendSigners(Kind.BALLOT, 1, s -> List.of(town.clerk))),
        attack("V6.5", "ballot copied under another credential", AttackTest::copied),
        ballot(
            "V6.5",
            "ciphertexts of two options swapped",
            b -> {
              var first = b.getAnswers(0).getSelections(0);
              b.getAnswersBuilder(0)
                  .setSelections(0, b.getAnswers(0).getSelections(1))
                  .setSelections(1, first);
            }),
        ballot(
            "V6.5",
            "a ciphertext that is no point",
            b -> b.getAnswersBuilder(0).getSelectionsBuilder(0).setCiphertext(bytes(new byte[66]))),
        attack("V6.5", "two votes for one option", () -> overvote(2)),
        attack("V6.5", "a negative vote", () -> overvote(-1)));
  }

  private static Play overvote(int value) {
    Play play = new Play("overvote" + value).open().issue();
    play.vote(0, Ink.ZERO_32);
    play.casting()
        .vote(
            play.credentials.get(1),
            Ink.ZERO_32,
            Map.of("where", new int[] {value, 0, 0, 0}, "what", new int[] {1, 1}));
    return play.end();
  }

  private static Play unknownField() {
    Play play = new Play("unknown field").open().issue().cast();
    Credential credential = play.casting().credential(1, List.of(0, 1));
    play.town.append(
        Kind.BALLOT,
        Town.PROCESS,
        SCOPE,
        Ink.join(new byte[] {(byte) 0xf8, 0x07, 1}),
        List.of(credential.key()));
    play.casting().issued.values().forEach(List::removeLast);
    return play.end();
  }

  private static Play assembled() {
    Play play = new Play("assembled").open().issue();
    Credential first = play.credentials.get(0);
    Credential second = play.credentials.get(1);
    play.credentials.set(
        1,
        new Credential(
            second.key(),
            second.style(),
            List.of(second.signatures().get(0), first.signatures().get(1))));
    return play.cast().end();
  }

  private static Play otherStyle() {
    Play play = new Play("other style").open().issue();
    Credential credential = play.credentials.get(play.ofStyle("young", 0));
    play.cast();
    play.casting()
        .vote(
            new Credential(credential.key(), "all", credential.signatures()),
            Ink.ZERO_32,
            Play.CHOICES.getFirst());
    return play.end();
  }

  private static Play copied() {
    Play play = new Play("copied").open().issue();
    play.town.bend(
        Kind.BALLOT,
        1,
        Ballot.class,
        ballot ->
            ballot.toBuilder().clearAnswers().addAllAnswers(play.copied.getAnswersList()).build());
    play.town.bend(
        Kind.BALLOT,
        0,
        Ballot.class,
        ballot -> {
          play.copied = ballot;
          return ballot;
        });
    play.vote(play.ofStyle("all", 0), Ink.ZERO_32);
    play.vote(play.ofStyle("all", 1), Ink.ZERO_32);
    return play.end();
  }

  static Stream<Attack> phases() {
    return Stream.of(
        attack(
            "V7.1",
            "item changed after the opening",
            () -> {
              Play play = new Play("changed item").open().issue();
              byte[] first = play.founding.itemHashes.getFirst();
              play.town.add(
                  Kind.ITEM,
                  SCOPE,
                  Founding.item("where", "park").setVersion(2).setSupersedes(bytes(first)).build(),
                  List.of(play.town.clerk));
              return play.cast().end();
            }),
        attack(
            "V7.1",
            "ghost entry added to the roll after the opening",
            () -> {
              Play play = new Play("ghost").open().issue();
              play.town.add(
                  Kind.ROLL,
                  SCOPE,
                  Roll.newBuilder().setVersion(2).setChunks(1).setTotal(1).build(),
                  play.town.registrars);
              return play.cast().end();
            }),
        attack(
            "V7.1",
            "closed set before the close",
            () -> {
              Play play = new Play("early closed set").open().issue().cast();
              play.town.add(
                  Kind.CLOSED_SET,
                  SCOPE,
                  ClosedSet.getDefaultInstance(),
                  List.of(play.town.ledgerKeys.getFirst()));
              return play.end();
            }),
        attack(
            "V7.1",
            "shares before the closed set is fixed",
            () -> {
              Play play = new Play("early shares").open().issue().cast().close().publish();
              play.tallying().share(2);
              return play.fix().decrypt().certify();
            }),
        bent(
            "V7.1",
            "close by the clerk alone",
            town -> town.bendSigners(Kind.PHASE, 1, signers -> signers.subList(0, 1))),
        attack(
            "V7.1",
            "a second freeze",
            () -> {
              Play play = new Play("second freeze").open().issue();
              play.town.add(
                  Kind.PHASE,
                  SCOPE,
                  Phase.newBuilder().setStep(1).setPrevious(bytes(play.founding.lastPhase)).build(),
                  play.town.endorsed(play.town.clerk, 2));
              return play.cast().end();
            }),
        attack(
            "V7.1",
            "an item signed by a stranger",
            () -> {
              Play play = new Play("stranger's item");
              play.town.bendSigners(Kind.ITEM, 4, s -> List.of(play.town.trustees.getFirst()));
              return play.whole();
            }),
        attack(
            "V7.2",
            "ballot ordered just after the close",
            () -> {
              Play play = new Play("late").open().issue();
              play.cast().close();
              play.casting()
                  .vote(
                      play.casting().credential(1, List.of(0, 1)),
                      Ink.ZERO_32,
                      Play.CHOICES.getFirst());
              play.casting().issued.values().forEach(List::removeLast);
              return play.publish().fix().decrypt().certify();
            }),
        attack(
            "V7.2",
            "ballot before casting opens",
            () -> {
              Play play = new Play("early", new Plan(2, 2, 1, false)).open().issue();
              play.vote(0, Ink.ZERO_32);
              play.casting().cast.clear();
              play.founding.phase(Phase.newBuilder().setStep(2));
              play.cast();
              return play.end();
            }),
        attack(
            "V7.3",
            "the same ballot on the log twice",
            () -> {
              Play play = new Play("twice").open().issue().cast();
              play.town.lines.add(play.town.lines.getLast());
              return play.end();
            }),
        attack(
            "V7.4",
            "a ballot left out at the close",
            () -> {
              Play play = new Play("left out").open().issue();
              play.vote(0, Ink.ZERO_32);
              play.vote(1, Ink.ZERO_32);
              play.vote(2, Ink.ZERO_32);
              play.casting().cast.removeLast();
              return play.end();
            }),
        attack(
            "V7.4",
            "an old ballot counted instead of the one that replaced it",
            () -> {
              Play play = new Play("old ballot").open().issue().cast();
              play.casting().cast.removeLast();
              return play.end();
            }),
        attack(
            "V7.4",
            "no majority for any closed set",
            () -> {
              Play play = new Play("no majority").open().issue().cast().close().publish();
              play.tallying().post(0, play.tallying().own().build());
              return play;
            }),
        attack(
            "V8.1",
            "sums of other ciphertexts",
            () -> {
              Play play = new Play("other sums").open().issue().cast().close().publish();
              ClosedSet.Builder set = play.tallying().own();
              ByteString first = set.getAggregates(0).getCiphertexts(0);
              set.getAggregatesBuilder(0).setCiphertexts(1, first);
              for (int i = 0; i < 3; i++) {
                play.tallying().post(i, set.build());
              }
              return play;
            }));
  }

  static Stream<Attack> tallies() {
    return Stream.of(
        attack(
            "V10.1",
            "wrong share with a proof for the right one",
            () -> {
              Play play = new Play("wrong share").open().issue().cast().close().publish().fix();
              BigInteger secret = play.keying.secret(1);
              play.tallying().share(1, secret.add(BigInteger.ONE), secret);
              play.tallying().share(2);
              play.tallying().share(3);
              return play.certify();
            }),
        bent(
            "V10.1",
            "share for another closed set",
            town ->
                town.bend(
                    Kind.DECRYPTION_SHARE,
                    0,
                    DecryptionShare.class,
                    s -> s.toBuilder().setClosedSet(bytes(new byte[32])).build())),
        bent(
            "V10.1",
            "share without one of its parts",
            town ->
                town.bend(
                    Kind.DECRYPTION_SHARE,
                    1,
                    DecryptionShare.class,
                    s -> {
                      DecryptionShare.Builder share = s.toBuilder();
                      share.getQuestionsBuilder(0).removeShares(0);
                      return share.build();
                    })),
        attack(
            "V10.2",
            "one trustee alone",
            () -> {
              Play play = new Play("alone").open().issue().cast().close().publish().fix();
              play.tallying().share(2);
              return play.certify();
            }),
        certificate("V11.1", "result off by one", c -> c.getResultsBuilder(0).setVotes(1, 2)),
        certificate("V11.1", "blanks off by one", c -> c.getResultsBuilder(0).setBlank(0)),
        certificate("V11.2", "another outcome", c -> c.getResultsBuilder(0).setSelected(0, "quay")),
        certificate("V11.2", "a project too many", c -> c.getResultsBuilder(1).addSelected("tree")),
        certificate(
            "V12.1", "certificate of another election", c -> c.setElection(bytes(new byte[32]))),
        certificate(
            "V12.1",
            "certificate for another closed set",
            c -> c.setClosedSet(bytes(new byte[32]))),
        certificate(
            "V12.1",
            "certificate naming a dissent that was none",
            c -> c.addDissents(bytes(new byte[32]))),
        bent(
            "V12.1",
            "certificate endorsed by one organization",
            town -> town.bendSigners(Kind.CERTIFICATE, 0, signers -> signers.subList(0, 2))),
        attack(
            "V12.1",
            "dissent that the certificate hides",
            () -> {
              Play play = new Play("hidden dissent").open().issue().cast().close().publish();
              dissent(play);
              play.town.bend(
                  Kind.CERTIFICATE,
                  0,
                  Certificate.class,
                  c -> c.toBuilder().clearDissents().build());
              return play.decrypt().certify();
            }),
        attack(
            "V7.1",
            "a second certificate",
            () -> {
              Play play = new Play("second certificate").whole();
              return play.certify();
            }));
  }

  /** Two organizations agree, the third counts otherwise. */
  static void dissent(Play play) {
    play.tallying().post(0, play.tallying().own().build());
    play.tallying().post(1, play.tallying().own().build());
    play.tallying().post(2, play.tallying().own().setCounted(7).build());
  }

  private static Attack certificate(String id, String name, Consumer<Certificate.Builder> change) {
    return bent(
        id,
        name,
        town ->
            town.bend(
                Kind.CERTIFICATE,
                0,
                Certificate.class,
                c -> {
                  Certificate.Builder bent = c.toBuilder();
                  change.accept(bent);
                  return bent.build();
                }));
  }
}
