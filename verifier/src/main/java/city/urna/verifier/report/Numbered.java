package city.urna.verifier.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * The numbered checks in order (spec archive §3), each with what it proves, what it does not, and
 * what a reader should do when it fails: the words of the printed verdict.
 */
public enum Numbered {
  V1_1(
      "V1.1",
      "manifest and files",
      "the files are those that the manifest lists, unchanged since it was written",
      "that they are the right ones: a manifest can be written anew",
      "download the archive again, from another place if you can"),
  V1_2(
      "V1.2",
      "checkpoint and cosignatures",
      "enough of the organizations that you trust saw this very log",
      "that they did not show somebody else another one: compare checkpoints",
      "ask the organizations which checkpoint they signed"),
  V1_3(
      "V1.3",
      "tree of the log",
      "the entries are exactly those under the signed root, in that order",
      "that the records behind the entries are here: that is V1.4",
      "download the archive again; if it stays so, keep both copies and tell the organizations"),
  V1_4(
      "V1.4",
      "records match the log",
      "no record was changed, dropped, added or moved since it was logged",
      "that what the records say is true or allowed: that is what follows",
      "keep this archive as evidence; ask another organization for its copy"),
  V1_5(
      "V1.5",
      "earlier checkpoint",
      "the log of your earlier checkpoint is the beginning of this one",
      "anything about what was shown to others",
      "publish both checkpoints: two logs under one key are proof of a fork"),
  V2_1(
      "V2.1",
      "genesis",
      "this is the ledger that your trust file names",
      "that its founders are honest",
      "check where your trust file comes from"),
  V2_2(
      "V2.2",
      "chain of blocks",
      "blocks follow each other without a gap",
      "that the operator recorded everything that it was sent",
      "ask the operator and another organization for their headers"),
  V2_3(
      "V2.3",
      "blocks and records",
      "the blocks hold exactly these records, in this order",
      "when they were sent",
      "ask the operator and another organization for their headers"),
  V2_4(
      "V2.4",
      "orderer's signature",
      "the operator that you trust for ordering signed every block",
      "that it was fair in what it put where",
      "ask the operator whether its key was changed"),
  V2_5(
      "V2.5",
      "copies of the blocks",
      "at least two organizations' peers gave their blocks, whole from the first to the last",
      "that these organizations are independent of each other",
      "ask each organization for an export of its own peer's blocks"),
  V2_6(
      "V2.6",
      "channel and its organizations",
      "this is the channel that your trust file names, and its organizations have the roots that you"
          + " know",
      "that whoever holds a root certifies the right people",
      "check where your trust file comes from; ask the organization named here for its root"),
  V2_7(
      "V2.7",
      "chain of Fabric's blocks",
      "blocks follow each other without a gap, from the first",
      "that orderers recorded everything that they were sent",
      "ask the organization named here, and another one, for their blocks"),
  V2_8(
      "V2.8",
      "content of Fabric's blocks",
      "each block holds exactly the transactions that its header names",
      "anything about what the transactions say",
      "ask the organization named here, and another one, for their blocks"),
  V2_9(
      "V2.9",
      "orderers' signatures",
      "a quorum of the channel's orderers signed every block, so one third of them could not fake it",
      "that they were fair in what they put where",
      "ask the operators of the orderers, and the organization named here"),
  V2_10(
      "V2.10",
      "changes of the configuration",
      "every change of organizations, orderers and policies was signed by those who had to",
      "that the changes were wise: read them",
      "somebody changed the rules of the ledger without the right to: do not accept the result"),
  V2_11(
      "V2.11",
      "creators of transactions",
      "every transaction that counts was signed by a valid member of an organization, and counts once",
      "whose ballots a transaction holds: members submit for everybody",
      "ask the organizations whose peers let it count"),
  V2_12(
      "V2.12",
      "endorsements",
      "every transaction that counts was endorsed by as many organizations as the contract's"
          + " definition, and the keys that it writes, ask for",
      "that what they endorsed is right: as many organizations together can endorse what they want,"
          + " and V3 to V12 show it",
      "ask the organizations whose peers let it count"),
  V2_13(
      "V2.13",
      "reads",
      "every transaction that counts was decided on the state that stood when it was ordered",
      "that endorsers read the truth: V3 to V12 do not rely on it",
      "ask the organizations whose peers let it count"),
  V2_14(
      "V2.14",
      "peers' flags",
      "each peer lets exactly those transactions count that this program does",
      "anything else: flags are signed by nobody and are not relied on",
      "the peer of the organization named here is broken or lies: ask it"),
  V2_15(
      "V2.15",
      "no fork between the copies",
      "the organizations hold the same blocks",
      "that nobody else was shown another chain",
      "keep both copies: two signed blocks of one number prove that orderers broke their word"),
  V2_16(
      "V2.16",
      "blocks and log",
      "the log holds exactly the records that valid transactions had accepted, in their order",
      "that the records should have been accepted: that is what follows",
      "compare the log's checkpoint with the organizations': the log or the blocks were cut"),
  V3_1(
      "V3.1",
      "founders of the ledger",
      "the organizations, keys and quorum are those of your trust file, and all of them signed",
      "that different organizations are different people",
      "check where your trust file comes from"),
  V3_2(
      "V3.2",
      "definition of the process",
      "clerks, registrars, issuers, trustees and questions are as all organizations signed them",
      "that the questions are fair",
      "compare the process record with the trust file, party by party"),
  V3_3(
      "V3.3",
      "items and freeze",
      "what stood on the ballot was fixed, texts and order, before the first ballot",
      "that the right things stood on it",
      "do not accept the result: voters may have seen other texts than were counted"),
  V3_4(
      "V3.4",
      "election hash",
      "this is the election that your trust file names, to the last byte",
      "anything about the ballots",
      "ask whoever gave you the trust file which election it is for"),
  V4_1(
      "V4.1",
      "trustees' commitments",
      "no trustee chose its part of the key after seeing the others'",
      "that trustees keep their parts secret",
      "the key may be one trustee's alone: ask for a new ceremony"),
  V4_2(
      "V4.2",
      "trustees' proofs of possession",
      "each trustee knew the secret of its own part",
      "that nobody else knows it",
      "ask for a new ceremony"),
  V4_3(
      "V4.3",
      "complaints in the ceremony",
      "every trustee's complaint was answered with the right share",
      "that shares nobody complained of were right: each trustee signed off that its own were",
      "ask for a new ceremony without the dealer named here"),
  V4_4(
      "V4.4",
      "joint key and sign-offs",
      "the key that ballots are encrypted to is the sum of all trustees' parts, and all agreed",
      "that fewer than the threshold of trustees did not collude: they cannot open anything",
      "do not trust the secrecy of this vote"),
  V5_1(
      "V5.1",
      "roll",
      "the roll is the one that was frozen; no key stands on it twice; every registrar signed it",
      "that each entry is a living person of this town: sworn auditors match the commitments",
      "ask the registrars for the roll's version, and the auditors for their match"),
  V5_2(
      "V5.2",
      "issuers' keys",
      "every issuer has its own key for every style, and said so over its signature",
      "that issuers kept them",
      "credentials may have been made with somebody else's key: ask the issuer named here"),
  V5_3(
      "V5.3",
      "published issuances",
      "each credential that an issuer signed was asked for by an entry of the roll, once",
      "which credential it became: that nobody can say",
      "ask the issuer named here, and the voter of that roll entry"),
  V5_4(
      "V5.4",
      "ballots against issuances",
      "there are no more counted ballots than credentials given out, for each issuer and style",
      "that all issuers together did not vote for people who stayed away: see the stuffing bound",
      "more ballots than voters: do not accept the result"),
  V6_1(
      "V6.1",
      "ballots are readable",
      "every ballot is written in the one allowed way, so no copy of it can look different",
      "anything about its content",
      "the ledger holds what it had to refuse: ask the organizations that cosigned"),
  V6_2(
      "V6.2",
      "ballots are of this election",
      "every ballot answers exactly the questions of its style, in this election",
      "what it answers",
      "the ledger holds what it had to refuse: ask the organizations that cosigned"),
  V6_3(
      "V6.3",
      "issuers' signatures on credentials",
      "every active issuer signed every credential that voted: nobody voted without all of them",
      "who holds the credential",
      "a ballot was cast without a right to vote: do not accept the result"),
  V6_4(
      "V6.4",
      "credentials' signatures on ballots",
      "nobody but the holder of a credential cast its ballot",
      "that the voter's own device was honest: that is what challenging is for",
      "a ballot was cast or changed by somebody else than its voter"),
  V6_5(
      "V6.5",
      "proofs of valid choices",
      "every encrypted choice keeps the limits: no negative votes, none counted double",
      "what anybody chose",
      "a ballot may hold more votes than allowed: do not accept the result"),
  V7_1(
      "V7.1",
      "who wrote what, and when",
      "every other record was signed by those who had to, and stands where the rules allow it",
      "that they were not forced or fooled",
      "the ledger holds what it had to refuse: ask the organizations that cosigned"),
  V7_2(
      "V7.2",
      "casting hours",
      "every ballot stands between the opening and the close",
      "that no ballot was kept out: its voter has a signed acknowledgement or a receipt",
      "a late or early ballot is on the record: ask the operator how it was ordered"),
  V7_3(
      "V7.3",
      "which ballots count",
      "one ballot counts for each credential: the last of its own chain",
      "why somebody voted again",
      "the ledger holds a ballot twice: ask the operator"),
  V7_4(
      "V7.4",
      "closed set",
      "a majority of the organizations closed over exactly the ballots that this program counts",
      "that the organizations were right to close when they did",
      "ballots were left out or added at the close: do not accept the result"),
  V8_1(
      "V8.1",
      "sums of encrypted votes",
      "what the trustees were asked to open is the sum of the counted ballots, nothing else",
      "what it opens to",
      "the trustees were given something else to open: do not accept the result"),
  V9_1("V9.1", "mixes", "no question of this version is mixed", "", "ask for a newer verifier"),
  V10_1(
      "V10.1",
      "trustees' decryption proofs",
      "each trustee decrypted the sum with the key from the ceremony",
      "that trustees opened nothing else: enough of them together could",
      "the trustee named here gave a wrong share: ask it"),
  V10_2(
      "V10.2",
      "enough trustees",
      "at least the threshold of trustees took part",
      "that the others agree",
      "the result cannot be opened from this archive"),
  V11_1(
      "V11.1",
      "opened numbers",
      "the certificate's votes are what the encrypted sums open to",
      "who cast them",
      "the certificate states other numbers than were cast: do not accept the result"),
  V11_2(
      "V11.2",
      "outcome",
      "the rule of the definition, applied by this program, selects the same",
      "that the rule is a good one",
      "the certificate states another outcome than the rule gives: do not accept it"),
  V12_1(
      "V12.1",
      "certificate",
      "a clerk and a majority of the organizations signed this result of this closed set",
      "that those who dissented were wrong: each dissent is named",
      "there is no certified result in this archive"),
  V13_1(
      "V13.1",
      "acts and decisions",
      "every contribution, answer and decision is signed by who made it, was allowed, and stands"
          + " where its scope was open",
      "that nobody was kept from contributing: who was has a receipt or a signed promise",
      "the ledger holds what it had to refuse: ask the organizations that cosigned"),
  V13_2(
      "V13.2",
      "lists of public acts",
      "every public contribution that an organization anchored is here, none added, dropped or"
          + " moved",
      "that what a gateway never anchored does not exist: its author has a signed promise",
      "ask the organization named here, and another one, for its copy of the list"),
  V13_3(
      "V13.3",
      "texts, photos and names",
      "every text and photo is as it was handed in; what is missing was redacted or withheld by"
          + " the one named, for the reason named",
      "that what was redacted or withheld deserved it",
      "ask for the content named here: its author may have kept it and can show what it said"),
  V13_4(
      "V13.4",
      "replay and counts",
      "what was counted is what the record gives, one voice for each credential, and only after"
          + " the close",
      "that public acts without a credential come from as many people",
      "the counts stated are not those of the record: use the ones of this program"),
  V13_5(
      "V13.5",
      "times and answers",
      "what is listed as late or overdue is so by the cosigners' clocks, and nothing else is",
      "what happened between two recorded checkpoints: times are no finer than they",
      "ask the operator for the checkpoints, and the cosigners which ones they signed"),
  V14_1(
      "V14.1",
      "exports",
      "every number and name in the publications given is the record's, and JSON and PDFs are signed"
          + " with a key that the certifying clerk attested",
      "what pictures inside the PDFs show, and dates, which no record states",
      "do not use the file named; ask the clerk to publish again");

  private final String id;
  private final String title;
  private final String proves;
  private final String doesNotProve;
  private final String next;

  Numbered(String id, String title, String proves, String doesNotProve, String next) {
    this.id = id;
    this.title = title;
    this.proves = proves;
    this.doesNotProve = doesNotProve;
    this.next = next;
  }

  public static Optional<Numbered> of(String id) {
    return Arrays.stream(values()).filter(numbered -> numbered.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  /** What is checked, in a few words. */
  public String title() {
    return title;
  }

  /** What a reader may conclude when it passes. */
  public String proves() {
    return proves;
  }

  /** What a reader must not conclude from it; empty where there is nothing to say. */
  public String doesNotProve() {
    return doesNotProve;
  }

  /** What to do when it fails. */
  public String next() {
    return next;
  }
}
