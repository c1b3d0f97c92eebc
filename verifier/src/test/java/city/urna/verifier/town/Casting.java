package city.urna.verifier.town;

import static city.urna.verifier.town.Town.PROCESS;
import static city.urna.verifier.town.Town.SCOPE;
import static city.urna.verifier.town.Town.bytes;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.BallotAnswer;
import city.urna.verifier.records.Issuance;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.IssuanceRequest;
import city.urna.verifier.records.IssuerSignature;
import city.urna.verifier.records.Selection;
import city.urna.verifier.town.Founding.Voter;
import city.urna.verifier.town.Group.Cipher;
import city.urna.verifier.town.Signers.Ed;
import city.urna.verifier.town.Signers.Rsa;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.math.ec.ECPoint;

/** Credentials, ballots and the issuers' published lists. */
final class Casting {
  /** A credential with the signatures gathered for it. */
  record Credential(Ed key, String style, List<IssuerSignature> signatures) {}

  /** A ballot on the log: its bytes, and what its voter knows of it. */
  record Cast(
      byte[] nullifier,
      byte[] tracker,
      byte[] replaces,
      String style,
      Map<String, List<Cipher>> ciphers,
      Map<String, int[]> choices) {}

  private static final int LIST_CHUNK = 256;

  private final Town town;
  private final Founding founding;
  private final ECPoint jointKey;
  final List<Cast> cast = new ArrayList<>();
  final Map<Integer, List<Issuance>> issued = new ConcurrentHashMap<>();

  Casting(Town town, Founding founding, ECPoint jointKey) {
    this.town = town;
    this.founding = founding;
    this.jointKey = jointKey;
  }

  /** A fresh credential of a voter, signed by these issuers. */
  Credential credential(int voter, List<Integer> issuers) {
    Ed key = Ed.of(town.dice);
    String style = founding.voters.get(voter).style();
    List<IssuerSignature> signatures = new ArrayList<>();
    for (int issuer : issuers) {
      signatures.add(issue(voter, issuer, style, key.key()));
    }
    return new Credential(key, style, signatures);
  }

  /** One issuer's signature; its issuance is remembered for publication. */
  IssuerSignature issue(int voter, int issuer, String style, byte[] credential) {
    byte[] message =
        Ink.of("credential", PROCESS, SCOPE, town.election)
            .absorb("style", Ink.ascii(style))
            .absorb("issuer", Ink.ascii(Town.issuer(issuer)))
            .absorb("credential", credential)
            .hash();
    Rsa.Blind blind = founding.rsa(issuer, style).issue(message, town.dice);
    issued
        .computeIfAbsent(issuer, i -> Collections.synchronizedList(new ArrayList<>()))
        .add(issuance(voter, issuer, style, blind));
    return IssuerSignature.newBuilder()
        .setIssuer(Town.issuer(issuer))
        .setPrefix(bytes(blind.prefix()))
        .setValue(bytes(blind.signature()))
        .build();
  }

  private Issuance issuance(int voter, int issuer, String style, Rsa.Blind blind) {
    Voter entry = founding.voters.get(voter);
    byte[] rollKey = entry.rollKeys().getFirst().key();
    IssuanceRequest.Builder request =
        IssuanceRequest.newBuilder()
            .setIssuer(Town.issuer(issuer))
            .setRollKey(bytes(rollKey))
            .setStyle(style)
            .setBlinded(bytes(blind.blinded()));
    byte[] digest =
        Ink.of("issuance-request", PROCESS, SCOPE, town.election)
            .absorb("issuer", Ink.ascii(Town.issuer(issuer)))
            .absorb("roll-key", rollKey)
            .absorb("style", Ink.ascii(style))
            .absorb("blinded", blind.blinded())
            .hash();
    entry.rollKeys().forEach(key -> request.addSignatures(bytes(key.sign(digest))));
    return Issuance.newBuilder()
        .setRequest(request)
        .setEntry(voter)
        .setBlindSignature(bytes(blind.blindSignature()))
        .build();
  }

  /**
   * Builds, signs and records a ballot.
   *
   * @param choices for each question 0 or 1 for each item, then the blank's where there is one
   */
  Cast vote(Credential credential, byte[] replaces, Map<String, int[]> choices) {
    Map<String, List<Cipher>> ciphers = new HashMap<>();
    return record(credential, body(credential, replaces, choices, ciphers), ciphers, choices);
  }

  /** Builds a ballot; puts its ciphertexts into the map. */
  Ballot body(
      Credential credential,
      byte[] replaces,
      Map<String, int[]> choices,
      Map<String, List<Cipher>> ciphers) {
    Ballot.Builder ballot =
        Ballot.newBuilder()
            .setElection(bytes(town.election))
            .setStyle(credential.style())
            .setCredential(bytes(credential.key().key()))
            .addAllIssuerSignatures(credential.signatures())
            .setReplaces(bytes(replaces))
            .setMark("123456");
    for (String question :
        credential.style().equals("all") ? List.of("where", "what") : List.of("where")) {
      List<Cipher> made = new ArrayList<>();
      ballot.addAnswers(answer(credential, question, choices.get(question), made));
      ciphers.put(question, made);
    }
    return ballot.build();
  }

  /** Signs and records a ballot. */
  Cast record(
      Credential credential,
      Ballot ballot,
      Map<String, List<Cipher>> ciphers,
      Map<String, int[]> choices) {
    town.add(Kind.BALLOT, SCOPE, ballot, List.of(credential.key()));
    Cast done =
        new Cast(
            Ink.of("nullifier", PROCESS, SCOPE, town.election)
                .absorb("credential", credential.key().key())
                .hash(),
            town.lines.getLast().tracker(),
            ballot.getReplaces().toByteArray(),
            credential.style(),
            ciphers,
            choices);
    cast.add(done);
    return done;
  }

  /** One answer with honest proofs, as far as the choices allow any. */
  BallotAnswer answer(Credential credential, String question, int[] choice, List<Cipher> made) {
    boolean blank = question.equals("where");
    int items = Founding.ITEMS.get(question).size();
    BallotAnswer.Builder answer = BallotAnswer.newBuilder();
    Cipher sum = Cipher.EMPTY;
    BigInteger sumRandomness = BigInteger.ZERO;
    int total = 0;
    for (int i = 0; i < choice.length; i++) {
      BigInteger r = town.dice.scalar();
      Cipher cipher = Group.encrypt(jointKey, choice[i], r);
      made.add(cipher);
      Selection selection =
          Selection.newBuilder()
              .setCiphertext(bytes(cipher.encode()))
              .setProof(
                  bytes(
                      Group.proveRange(
                          head("selection", credential, question, i),
                          jointKey,
                          cipher,
                          0,
                          1,
                          choice[i],
                          r,
                          town.dice)))
              .build();
      int weight = i < items ? 1 : 2;
      if (i < items) {
        answer.addSelections(selection);
      } else {
        answer.setBlank(selection);
      }
      sum = sum.plus(cipher.times(weight));
      sumRandomness = sumRandomness.add(r.multiply(BigInteger.valueOf(weight)));
      total += weight * choice[i];
    }
    if (blank) {
      answer.setSumProof(
          bytes(
              Group.proveRange(
                  head("sum", credential, question, items + 1),
                  jointKey,
                  sum,
                  1,
                  2,
                  total,
                  sumRandomness,
                  town.dice)));
    }
    return answer.build();
  }

  private Ink.Lines head(String kind, Credential credential, String question, int index) {
    return Ink.of(kind, PROCESS, SCOPE, town.election)
        .absorb("style", Ink.ascii(credential.style()))
        .absorb("question", Ink.ascii(question))
        .absorb("credential", credential.key().key())
        .absorb("index", Ink.u32(index));
  }

  /** An issuer's whole list. */
  void publish(int issuer) {
    List<Issuance> list = new ArrayList<>(issued.getOrDefault(issuer, List.of()));
    list.sort(Comparator.comparingInt(Issuance::getEntry));
    int chunks = Math.max(1, Math.ceilDiv(list.size(), LIST_CHUNK));
    byte[] root = Ink.root(list.stream().map(Issuance::toByteArray).toList());
    for (int chunk = 0; chunk < chunks; chunk++) {
      town.add(
          Kind.ISSUANCE_LIST,
          SCOPE,
          IssuanceList.newBuilder()
              .setIssuer(Town.issuer(issuer))
              .setChunk(chunk)
              .setChunks(chunks)
              .setTotal(list.size())
              .setRoot(bytes(root))
              .addAllIssuances(
                  list.stream().skip((long) chunk * LIST_CHUNK).limit(LIST_CHUNK).toList())
              .build(),
          List.of(town.issuers.get(issuer)));
    }
  }

  /** The ballots that count, by replay (spec ballots §5). */
  List<Cast> counted() {
    Map<String, List<Cast>> byNullifier = new LinkedHashMap<>();
    for (Cast ballot : cast) {
      byNullifier
          .computeIfAbsent(Arrays.toString(ballot.nullifier()), n -> new ArrayList<>())
          .add(ballot);
    }
    List<Cast> counted = new ArrayList<>();
    for (List<Cast> ballots : byNullifier.values()) {
      Cast end = null;
      byte[] at = Ink.ZERO_32;
      for (Cast next = after(ballots, at); next != null; ) {
        end = next;
        at = next.tracker();
        next = after(ballots, at);
      }
      if (end != null) {
        counted.add(end);
      }
    }
    return counted;
  }

  private static Cast after(List<Cast> ballots, byte[] tracker) {
    for (Cast ballot : ballots) {
      if (Town.same(ballot.replaces(), tracker)) {
        return ballot;
      }
    }
    return null;
  }
}
