package city.urna.chaincode.example;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.credential.IssuerPrivateKey;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Text;
import city.urna.protocol.records.Trustee;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Transcript;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who takes part, with all their keys, and the genesis and process bodies that name them. */
public final class Parties {
  public static final String PROCESS = "city-2026";
  public static final String SCOPE = "council";
  public static final List<String> ISSUERS = List.of("alpha", "beta", "gamma");
  public static final List<String> REGISTRARS = List.of("town-hall", "post");
  public static final List<String> STYLES = List.of("north", "south");
  public static final List<String> ORGANIZATIONS = List.of("academy", "city", "union");
  public static final int TRUSTEES = 3;
  public static final int THRESHOLD = 2;

  public final SecureRandom random;
  public final Ed25519PrivateKey log;
  public final EcdsaPrivateKey orderer;
  public final List<EcdsaPrivateKey> ledgerKeys;
  public final List<Ed25519PrivateKey> cosigners;
  public final Ed25519PrivateKey clerk;
  public final List<Ed25519PrivateKey> registrars;
  public final List<Ed25519PrivateKey> issuers;
  public final List<Ed25519PrivateKey> trustees;
  public final List<EcdsaPrivateKey> sealing;

  public Parties(long seed) {
    random = seeded(seed);
    log = Ed25519PrivateKey.generate(random);
    orderer = EcdsaPrivateKey.generate(random);
    ledgerKeys = points(ORGANIZATIONS.size());
    cosigners = people(ORGANIZATIONS.size());
    clerk = Ed25519PrivateKey.generate(random);
    registrars = people(REGISTRARS.size());
    issuers = people(ISSUERS.size());
    trustees = people(TRUSTEES);
    sealing = points(TRUSTEES);
  }

  /** Random values that are the same in every run. */
  public static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError(absent);
    }
  }

  public static IssuerPrivateKey rsa(String issuer, String style) {
    return IssuerKeys.KEYS.get(issuer + "/" + style);
  }

  private List<Ed25519PrivateKey> people(int count) {
    return Stream.generate(() -> Ed25519PrivateKey.generate(random)).limit(count).toList();
  }

  private List<EcdsaPrivateKey> points(int count) {
    return Stream.generate(() -> EcdsaPrivateKey.generate(random)).limit(count).toList();
  }

  /** That many random bytes. */
  public Bytes bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /** The clerk and every organization. */
  public List<SigningKey> clerkAndAll() {
    return clerkAnd(ORGANIZATIONS.size());
  }

  /** The clerk and a majority. */
  public List<SigningKey> clerkAndMajority() {
    return clerkAnd(ORGANIZATIONS.size() / 2 + 1);
  }

  public List<SigningKey> clerkAnd(int organizations) {
    List<SigningKey> keys = new ArrayList<>();
    keys.add(clerk);
    keys.addAll(ledgerKeys.subList(0, organizations));
    return keys;
  }

  public static SignedRecord record(
      Kind kind, String scope, Message body, List<? extends SigningKey> keys) {
    return record(kind, PROCESS, scope, body, keys);
  }

  public static SignedRecord record(
      Kind kind, String process, String scope, Message body, List<? extends SigningKey> keys) {
    return SignedRecord.sign(kind, process, scope, Bytes.of(body.toByteString()), keys);
  }

  /** The same text in every language. */
  public static List<Text> text(String english) {
    return Stream.of("en", "fi")
        .map(
            language ->
                Text.newBuilder().setLanguage(language).setValue(english + "/" + language).build())
        .toList();
  }

  public Genesis genesis() {
    Genesis.Builder genesis =
        Genesis.newBuilder()
            .setSuite(Transcript.SUITE)
            .setOrigin("log.city.example/2026")
            .setLogKey(log.publicKey().toByteString())
            .setOperator("city operator")
            .setOrdererKey(orderer.publicKey().toByteString())
            .setQuorum(2)
            .setNonce(Bytes.zero(32).toByteString());
    for (int i = 0; i < ORGANIZATIONS.size(); i++) {
      genesis.addOrganizations(
          Organization.newBuilder()
              .setId(ORGANIZATIONS.get(i))
              .setName(ORGANIZATIONS.get(i))
              .setOperator(ORGANIZATIONS.get(i) + " operator")
              .setLedgerKey(ledgerKeys.get(i).publicKey().toByteString())
              .setCosignerKey(cosigners.get(i).publicKey().toByteString()));
    }
    return genesis.build();
  }

  public Process process(SignedRecord genesis) {
    Process.Builder process =
        Process.newBuilder()
            .setGenesis(genesis.hash().value().toByteString())
            .addLanguages("en")
            .addLanguages("fi")
            .addAllTitle(text("Election"))
            .addAllDescription(text("An election\nin two lines"))
            .addClerks(party("clerk", clerk))
            .addAllRegistrars(parties(REGISTRARS, registrars))
            .addAllIssuers(parties(ISSUERS, issuers))
            .setMinimumIssuers(2)
            .setThreshold(THRESHOLD)
            .addScopes(Questions.scope(SCOPE))
            .addScopes(Questions.scope("other"))
            .setDataLicence("CC-BY-4.0");
    for (int i = 0; i < TRUSTEES; i++) {
      process.addTrustees(
          Trustee.newBuilder()
              .setParty(party("trustee-" + (i + 1), trustees.get(i)))
              .setSealingKey(sealing.get(i).publicKey().toByteString()));
    }
    return process.build();
  }

  private static List<Party> parties(List<String> ids, List<Ed25519PrivateKey> keys) {
    return IntStream.range(0, ids.size()).mapToObj(i -> party(ids.get(i), keys.get(i))).toList();
  }

  static Party party(String id, SigningKey key) {
    return Party.newBuilder()
        .setId(id)
        .setName(id)
        .setOperator(id + " operator")
        .setKey(key.publicKey().toByteString())
        .build();
  }

  /**
   * RSA keys take a third of a second each to make, so these were made once; read when asked for.
   */
  private static final class IssuerKeys {
    static final Map<String, IssuerPrivateKey> KEYS = read();

    /** Lines of issuer, style and the primes in hex; they protect nothing. */
    static Map<String, IssuerPrivateKey> read() {
      Map<String, IssuerPrivateKey> keys = new LinkedHashMap<>();
      try (var file = Parties.class.getResourceAsStream("issuer-keys.txt")) {
        for (String line :
            new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().toList()) {
          String[] parts = line.split(" ", 2);
          keys.put(parts[0], IssuerPrivateKey.decode(Bytes.fromHex(parts[1]).orThrow()).orThrow());
        }
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
      return keys;
    }
  }
}
