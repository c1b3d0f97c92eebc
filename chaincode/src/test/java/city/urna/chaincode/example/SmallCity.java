package city.urna.chaincode.example;

import city.urna.protocol.ballot.Answer;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.count.CountingRule;
import city.urna.protocol.credential.IssuerKeys;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceList;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.QuestionResult;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.Selection;
import city.urna.protocol.records.TrusteeKey;
import city.urna.protocol.tally.Counts;
import city.urna.protocol.tally.Decryption;
import city.urna.protocol.tally.DecryptionShares;
import city.urna.protocol.tally.FixedSet;
import city.urna.protocol.transcript.Context;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The records of an election, made one after the other; nothing here asks whether they hold. */
public final class SmallCity {
  public final Parties parties;
  public final SignedRecord genesis;
  public final Process process;
  public final SignedRecord processRecord;
  public final List<SignedRecord> items;
  public final List<Voter> voters;
  public final Trustees trustees;
  public final Definition definition;
  public final SignedRecord freeze;
  public final Election election;

  /** The city of that seed; voters take turns in the styles north and south. */
  public SmallCity(long seed, int voterCount) {
    this(seed, voterCount, Digest.ZERO);
  }

  /** The same on a ledger of its own, whose genesis record bears that nonce. */
  public SmallCity(long seed, int voterCount, Digest nonce) {
    parties = new Parties(seed);
    genesis =
        Parties.record(
            Kind.GENESIS,
            "",
            "",
            parties.genesis().toBuilder().setNonce(nonce.value().toByteString()).build(),
            parties.ledgerKeys);
    process = parties.process(genesis);
    processRecord = Parties.record(Kind.PROCESS, "", process, parties.clerkAndAll());
    items = Questions.items().stream().map(this::item).toList();
    voters =
        IntStream.range(0, voterCount)
            .mapToObj(i -> new Voter(parties.random, Parties.STYLES.get(i % 2), 2))
            .sorted(Comparator.comparing(Voter::firstKey))
            .toList();
    trustees = new Trustees(parties, processRecord.hash(), 1, List.of(1, 2, 3));
    definition = definition().build();
    freeze = freeze(definition, true);
    election =
        Election.of(
                Parties.PROCESS,
                process,
                processRecord.hash(),
                Parties.SCOPE,
                Bytes.of(definition.toByteString()))
            .orThrow();
    for (int i = 0; i < voters.size(); i++) {
      voters.get(i).issue(election, i);
    }
  }

  public SignedRecord item(Item item) {
    return Parties.record(Kind.ITEM, Parties.SCOPE, item, List.of(parties.clerk));
  }

  /** The roll's only chunk. */
  public Roll roll() {
    Roll.Builder roll =
        Roll.newBuilder().setVersion(1).setChunk(0).setChunks(1).setTotal(voters.size());
    voters.forEach(voter -> roll.addEntries(voter.entry()));
    return roll.build();
  }

  public SignedRecord roll(Roll roll) {
    return Parties.record(Kind.ROLL, Parties.SCOPE, roll, parties.registrars);
  }

  /** What is frozen, while a test may still change it. */
  public Definition.Builder definition() {
    Definition.Builder made =
        Definition.newBuilder()
            .setProcess(processRecord.hash().value().toByteString())
            .setRollVersion(1)
            .setRollSize(voters.size())
            .setRollRoot(rollRoot().value().toByteString())
            .setCeremonyRound(trustees.round().number())
            .setJointKey(trustees.key().key().encode().toByteString())
            .setPageManifest(Bytes.zero(32).toByteString());
    for (String question : List.of("mayor", "parks", "projects")) {
      QuestionItems.Builder listed = QuestionItems.newBuilder().setQuestion(question);
      for (int i = 0; i < items.size(); i++) {
        if (Questions.items().get(i).getQuestion().equals(question)) {
          listed.addItems(items.get(i).hash().value().toByteString());
        }
      }
      made.addQuestions(listed);
    }
    for (int i = 0; i < Parties.ISSUERS.size(); i++) {
      for (String style : Parties.STYLES) {
        made.addIssuerKeys(issuerKey(i, style));
      }
    }
    trustees
        .key()
        .trusteeKeys()
        .forEach(
            (trustee, point) ->
                made.addTrusteeKeys(
                    TrusteeKey.newBuilder()
                        .setTrustee(trustee)
                        .setKey(point.encode().toByteString())));
    parties.cosigners.forEach(key -> made.addCosignerKeys(key.publicKey().toByteString()));
    return made;
  }

  private IssuerKey issuerKey(int issuer, String style) {
    String id = Parties.ISSUERS.get(issuer);
    Bytes modulus = Parties.rsa(id, style).publicKey().modulus();
    Digest attested =
        IssuerKeys.attestationDigest(
            new Context(Parties.PROCESS, Parties.SCOPE, processRecord.hash()), id, style, modulus);
    return IssuerKey.newBuilder()
        .setIssuer(id)
        .setStyle(style)
        .setModulus(modulus.toByteString())
        .setAttestation(parties.issuers.get(issuer).sign(attested.value()).toByteString())
        .build();
  }

  private Digest rollRoot() {
    return MerkleTree.root(
        voters.stream().map(voter -> Bytes.of(voter.entry().toByteString())).toList());
  }

  public SignedRecord freeze(Definition definition, boolean casting) {
    return phase(
        Phase.newBuilder().setStep(1).setDefinition(definition.toByteString()).setCasting(casting));
  }

  /** A phase record of the scope, by the clerk and a majority. */
  public SignedRecord phase(Phase.Builder phase) {
    return Parties.record(Kind.PHASE, Parties.SCOPE, phase.build(), parties.clerkAndMajority());
  }

  /** A phase record of that step behind another one. */
  public SignedRecord phase(int step, SignedRecord previous) {
    return phase(
        Phase.newBuilder().setStep(step).setPrevious(previous.hash().value().toByteString()));
  }

  /** Everything before the freeze. */
  public List<SignedRecord> setup() {
    List<SignedRecord> setup = new ArrayList<>(List.of(genesis, processRecord));
    setup.addAll(items);
    setup.add(roll(roll()));
    setup.addAll(trustees.all());
    return setup;
  }

  /** A state in which the setup is complete. */
  public MemoryState ready() {
    return MemoryState.empty().accept(setup());
  }

  /** A state in which casting is open. */
  public MemoryState casting() {
    return ready().accept(freeze);
  }

  /** Answers that choose the first item of every question of a style. */
  public List<Answer> firstItems(String style) {
    return election.style(style).orElseThrow().stream()
        .map(shape -> Answer.choose(shape, Set.of(0)))
        .toList();
  }

  public QuestionShape shape(String question) {
    return election.questions().stream()
        .filter(shape -> shape.id().equals(question))
        .findFirst()
        .orElseThrow();
  }

  /** A first ballot of that voter. */
  public SignedRecord ballot(int voter) {
    return ballot(voter, Tracker.NONE);
  }

  public SignedRecord ballot(int voter, Tracker replaces) {
    Voter own = voters.get(voter);
    return own.cast(own.draft(election, replaces, firstItems(own.style())).body());
  }

  /** A first ballot of that voter, without fault but for the last byte of its first proof. */
  public SignedRecord ballotWithFalseProof(int voter) {
    Ballot good = ballot(voter).body(Ballot.parser()).orThrow();
    Selection selection = good.getAnswers(0).getSelections(0);
    byte[] proof = selection.getProof().toByteArray();
    proof[proof.length - 1] ^= 1;
    Selection wrong = selection.toBuilder().setProof(ByteString.copyFrom(proof)).build();
    BallotAnswer answer = good.getAnswers(0).toBuilder().setSelections(0, wrong).build();
    return voters
        .get(voter)
        .cast(Bytes.of(good.toBuilder().setAnswers(0, answer).build().toByteString()));
  }

  /** All issuances of an issuer to these voters, in one list. */
  public IssuanceList issuances(String issuer, List<Integer> to) {
    List<Issuance> issuances = to.stream().map(i -> voters.get(i).issuance(issuer)).toList();
    return IssuanceList.newBuilder()
        .setIssuer(issuer)
        .setChunks(1)
        .setTotal(issuances.size())
        .setRoot(
            MerkleTree.root(issuances.stream().map(one -> Bytes.of(one.toByteString())).toList())
                .value()
                .toByteString())
        .addAllIssuances(issuances)
        .build();
  }

  public SignedRecord publish(IssuanceList list) {
    int issuer = Parties.ISSUERS.indexOf(list.getIssuer());
    return Parties.record(
        Kind.ISSUANCE_LIST, Parties.SCOPE, list, List.of(parties.issuers.get(issuer)));
  }

  public SignedRecord closedSet(int organization, ClosedSet set) {
    return Parties.record(
        Kind.CLOSED_SET, Parties.SCOPE, set, List.of(parties.ledgerKeys.get(organization)));
  }

  public FixedSet fixed(ClosedSet set) {
    return FixedSet.read(election, Bytes.of(set.toByteString())).orThrow();
  }

  /** A trustee's decryption share of that set. */
  public DecryptionShare share(int trustee, ClosedSet set) {
    return DecryptionShares.make(fixed(set), trustees.share(trustee), parties.random);
  }

  public SignedRecord post(DecryptionShare share) {
    return Parties.record(
        Kind.DECRYPTION_SHARE,
        Parties.SCOPE,
        share,
        List.of(parties.trustees.get(share.getTrustee() - 1)));
  }

  /** What these shares open that set to, with the selection of every question's rule. */
  public Certificate.Builder certificate(ClosedSet set, List<DecryptionShare> shares) {
    FixedSet fixed = fixed(set);
    List<Counts> counts =
        Decryption.of(
                fixed,
                shares.stream()
                    .map(share -> DecryptionShares.check(fixed, share).orThrow())
                    .toList())
            .counts()
            .orThrow();
    Certificate.Builder certificate =
        Certificate.newBuilder()
            .setElection(election.hash().value().toByteString())
            .setClosedSet(fixed.hash().value().toByteString());
    List<Question> questions = Questions.scope(Parties.SCOPE).getQuestionsList();
    for (int i = 0; i < questions.size(); i++) {
      List<Item> own = Questions.items(questions.get(i).getId());
      QuestionResult.Builder result =
          QuestionResult.newBuilder()
              .setQuestion(counts.get(i).question())
              .setBallots(counts.get(i).ballots())
              .addAllVotes(counts.get(i).votes())
              .setBlank(counts.get(i).blank());
      CountingRule.of(questions.get(i).getRule(), own)
          .orThrow()
          .select(counts.get(i).votes())
          .forEach(place -> result.addSelected(own.get(place).getId()));
      certificate.addResults(result);
    }
    return certificate;
  }

  public SignedRecord certify(Certificate certificate) {
    return Parties.record(Kind.CERTIFICATE, Parties.SCOPE, certificate, parties.clerkAndMajority());
  }

  /** A checkpoint of a log, signed by the log and cosigned by every organization. */
  public SignedNote checkpoint(long size, Digest root) {
    Checkpoint checkpoint = new Checkpoint(parties.genesis().getOrigin(), size, root);
    SignedNote note = checkpoint.sign(parties.log);
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      String name = CheckpointTrust.cosignerName(checkpoint.origin(), Parties.ORGANIZATIONS.get(i));
      note =
          note.with(Cosignature.sign(checkpoint, name, 1_767_225_600L, parties.cosigners.get(i)));
    }
    return note;
  }
}
