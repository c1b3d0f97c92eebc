package city.urna.client.voter;

import city.urna.client.board.ElectionView;
import city.urna.client.http.CityNode;
import city.urna.client.http.CityNode.Answer;
import city.urna.client.http.IssuerNode;
import city.urna.client.http.OrganizationNode;
import city.urna.client.voter.Wallet.Draft;
import city.urna.protocol.ballot.BallotDraft;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.transcript.Context;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A voter's device at work (spec credentials §4, ballots §3). Every state that could be lost is
 * saved before the request that needs it is sent.
 */
public final class Voter {

  private final ElectionView view;
  private final Gateways gateways;
  private final ChainEnds chainEnds;
  private final Wallet wallet;
  private final Consumer<Wallet> saver;
  private final SecureRandom random;

  Voter(
      ElectionView view,
      CityNode node,
      List<OrganizationNode> organizations,
      Wallet wallet,
      Consumer<Wallet> saver,
      SecureRandom random) {
    this.view = view;
    this.gateways = new Gateways(node, organizations);
    this.chainEnds = new ChainEnds(node, organizations);
    this.wallet = wallet;
    this.saver = saver;
    this.random = random;
  }

  /** A voter whose device keeps its wallet in memory only, as the demo's do. */
  public static Voter inMemory(
      ElectionView view,
      CityNode node,
      List<OrganizationNode> organizations,
      String style,
      SecureRandom random) {
    Context context = view.election().context();
    Wallet wallet =
        new Wallet(context.process(), context.scope(), style, Ed25519PrivateKey.generate(random));
    return new Voter(view, node, organizations, wallet, saved -> {}, random);
  }

  /**
   * What a cast came to.
   *
   * @param standsLast whether, with the receipt there, this ballot is the end of its chain: if not,
   *     somebody else has cast with this credential
   */
  public record Cast(Tracker tracker, Optional<String> receipt, boolean standsLast) {}

  /**
   * Asks one issuer for its signature on the credential; does nothing where it is there already.
   *
   * @param rollKeys one for each registrar, in order, derived from the codes
   * @throws VoterException when the issuer's answer is no signature
   */
  public void request(String issuer, IssuerNode service, List<Ed25519PrivateKey> rollKeys) {
    new CredentialRequest(view.election().context(), view.election()::issuerKey, wallet, saver)
        .request(issuer, service, rollKeys, random);
  }

  /** Whether every issuer of the election has signed. */
  public boolean isComplete() {
    return wallet.signatures.keySet().containsAll(view.election().issuers());
  }

  /**
   * Builds a ballot that replaces whatever this credential cast last, and shows its tracker.
   * Nothing is signed and nothing is sent.
   *
   * @param mark six digits that the voter made up
   * @param answers one for each question of the style, in its order
   */
  public Tracker prepare(String mark, List<city.urna.protocol.ballot.Answer> answers) {
    if (wallet.draft.sent()) {
      throw new VoterException(
          "a ballot was sent and has no receipt yet; run `urna voter cast` until it has one");
    }
    Tracker end = chainEnd();
    BallotDraft draft = draft(end, mark, answers);
    wallet.draft = new Draft(draft.body().base64(), OpeningFile.write(draft.opening()), false);
    saver.accept(wallet);
    return draft.tracker();
  }

  /** Encrypts and proves answers under this credential; keeps nothing of it. */
  BallotDraft draft(Tracker replaces, String mark, List<city.urna.protocol.ballot.Answer> answers) {
    return BallotDraft.make(
        view.election(), wallet.style, wallet.credential(), replaces, mark, answers, random);
  }

  /**
   * Opens the prepared ballot for another device and throws it away.
   *
   * @return the opening, JSON
   */
  public String challenge() {
    if (wallet.draft.isNone() || wallet.draft.sent()) {
      throw new VoterException("no prepared ballot to challenge; run `urna voter prepare` first");
    }
    String opening = wallet.draft.opening();
    wallet.draft = Draft.NONE;
    saver.accept(wallet);
    return opening;
  }

  /**
   * Challenges the prepared ballot and plays the other device too: whether it opens to what this
   * device says, under the tracker that it showed.
   */
  public boolean opensAsNoted() {
    Tracker noted = view.election().tracker(Bytes.fromBase64(wallet.draft.body()).orThrow());
    return OpeningFile.read(challenge()).check(view.election(), view.election().issuers(), noted)
        instanceof city.urna.protocol.bytes.Verdict.Verified;
  }

  /**
   * Signs the prepared ballot and sends it; sends the same bytes again after a lost answer. With
   * the receipt in hand it asks once more whether this ballot is the chain's end.
   */
  public Cast cast() {
    SignedRecord record = sign();
    Answer answer = gateways.cast(record.bytes());
    Tracker tracker = view.election().tracker(record.body());
    if (answer.receipt().isEmpty()) {
      return new Cast(tracker, answer.receipt(), false);
    }
    checkReceipt(answer.receipt().get(), tracker, record.hash());
    wallet.lastCast = tracker;
    saver.accept(wallet);
    // Until this is answered the ballot is kept as sent: cast again, and it is asked again.
    boolean standsLast = confirmedEnd().equals(tracker);
    wallet.draft = Draft.NONE;
    saver.accept(wallet);
    return new Cast(tracker, answer.receipt(), standsLast);
  }

  /** The signed record of the prepared ballot; from now on it is this ballot or none. */
  SignedRecord sign() {
    if (wallet.draft.isNone()) {
      throw new VoterException("no prepared ballot to cast; run `urna voter prepare` first");
    }
    wallet.draft = new Draft(wallet.draft.body(), "", true);
    saver.accept(wallet);
    return signed(Bytes.fromBase64(wallet.draft.body()).orThrow());
  }

  /** A ballot's body under this credential's signature. */
  SignedRecord signed(Bytes body) {
    return SignedRecord.sign(
        Kind.BALLOT, wallet.process, wallet.scope, body, List.of(wallet.credentialKey));
  }

  /**
   * Where the credential's chain ends, as the node and one organization say.
   *
   * @throws VoterException when they keep differing, or when it is not the ballot that this device
   *     cast last
   */
  public Tracker chainEnd() {
    Tracker end = confirmedEnd();
    if (!wallet.lastCast.equals(Tracker.NONE) && !end.equals(wallet.lastCast)) {
      throw new VoterException(
          "your last ballot is not the one that counts: somebody else has cast with this"
              + " credential. Vote again with `urna voter again`, and tell the observers");
    }
    return end;
  }

  private Tracker confirmedEnd() {
    String said = chainEnds.confirmed(wallet.process, wallet.scope, nullifier().value());
    return new Tracker(new Digest(Bytes.fromHex(said).orThrow()));
  }

  /** Accepts the chain's present end, so that the next ballot replaces it. */
  void acceptChainEnd() {
    wallet.lastCast = Tracker.NONE;
    saver.accept(wallet);
  }

  Ed25519PrivateKey credentialKey() {
    return wallet.credentialKey;
  }

  Nullifier nullifier() {
    return view.election().nullifier(wallet.credentialKey.publicKey());
  }

  private void checkReceipt(String text, Tracker tracker, Digest hash) {
    Parsed<Receipt> parsed = Receipt.parse(Bytes.ofUtf8(text));
    if (parsed instanceof Parsed.Ok<Receipt>(Receipt receipt)
        && receipt.check(view.trust()) instanceof Receipt.Outcome.Recorded recorded
        && recorded.entry().tracker().equals(tracker)
        && recorded.entry().recordHash().equals(hash)) {
      return;
    }
    throw new VoterException(
        "the node's receipt does not hold; keep the wallet, run `urna voter cast` again, and tell"
            + " the observers if it stays so");
  }
}
