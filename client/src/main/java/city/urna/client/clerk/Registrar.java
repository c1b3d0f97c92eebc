package city.urna.client.clerk;

import city.urna.client.clerk.Letters.Letter;
import city.urna.client.clerk.PeopleFile.Person;
import city.urna.client.clerk.RollKeysFile.Line;
import city.urna.client.definition.DefinitionException;
import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.credential.PersonCommitment;
import city.urna.protocol.credential.RollKey;
import city.urna.protocol.credential.VoterCode;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.signature.SecretAccess;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Context;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes voter codes and roll keys, and puts rolls on the ledger (spec credentials §1, §2). */
public final class Registrar {
  /** Entries in every chunk but the last (spec credentials §2.3). */
  private static final int CHUNK = 1000;

  private final String process;
  private final String scope;
  private final SecureRandom random;

  public Registrar(String process, String scope, SecureRandom random) {
    this.process = process;
    this.scope = scope;
    this.random = random;
  }

  /** What comes of making codes: what is printed, and what the registrar keeps. */
  record Prepared(List<Letter> letters, RollKeysFile keys) {}

  /** A code and a roll key for each person; the codes exist in the letters only. */
  Prepared prepare(List<Person> people, String registrar, Map<String, String> styleNames) {
    List<Letter> letters = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (Person person : people) {
      VoterCode code = VoterCode.generate(random);
      lines.add(line(person, code, registrar));
      // Access: the letter is where the code goes.
      letters.add(
          new Letter(
              person.number(),
              styleNames.getOrDefault(person.style(), person.style()),
              code.print(SecretAccess.granted())));
    }
    return new Prepared(letters, new RollKeysFile(lines));
  }

  /** The line of one person whose code is at hand. */
  public Line line(String person, String style, VoterCode code, String registrar) {
    return line(new Person(person, style), code, registrar);
  }

  private Line line(Person person, VoterCode code, String registrar) {
    byte[] salt = new byte[PersonCommitment.SALT_SIZE];
    random.nextBytes(salt);
    Bytes key = RollKey.derive(code, process, scope, registrar).publicKey();
    return new Line(person.number(), person.style(), key, Bytes.of(salt));
  }

  /**
   * Puts a roll on the ledger: each registrar's list, in the order of the process's registrars.
   *
   * @return the number of entries
   * @throws DefinitionException when the lists are not of the same people
   */
  public int post(
      CityNode node,
      Digest processHash,
      int version,
      List<RollKeysFile> lists,
      List<? extends SigningKey> registrars) {
    List<RollEntry> entries = entries(processHash, lists);
    int chunks = Math.ceilDiv(entries.size(), CHUNK);
    for (int chunk = 0; chunk < chunks; chunk++) {
      int from = chunk * CHUNK;
      Roll roll =
          Roll.newBuilder()
              .setVersion(version)
              .setChunk(chunk)
              .setChunks(chunks)
              .setTotal(entries.size())
              .addAllEntries(entries.subList(from, Math.min(from + CHUNK, entries.size())))
              .build();
      node.submit(
          SignedRecord.sign(Kind.ROLL, process, scope, Bytes.of(roll.toByteString()), registrars)
              .bytes());
    }
    return entries.size();
  }

  private List<RollEntry> entries(Digest processHash, List<RollKeysFile> lists) {
    Context context = new Context(process, scope, processHash);
    List<Map<String, Line>> others = new ArrayList<>();
    for (RollKeysFile list : lists.subList(1, lists.size())) {
      Map<String, Line> byPerson = new HashMap<>();
      list.lines().forEach(line -> byPerson.put(line.person(), line));
      others.add(byPerson);
    }
    List<RollEntry> entries = new ArrayList<>();
    for (Line line : lists.getFirst().lines()) {
      RollEntry.Builder entry =
          RollEntry.newBuilder()
              .setStyle(line.style())
              .setCommitment(
                  PersonCommitment.of(context, line.salt(), line.person()).value().toByteString())
              .addKeys(line.key().toByteString());
      for (Map<String, Line> other : others) {
        Line same = other.get(line.person());
        if (same == null
            || !same.style().equals(line.style())
            || other.size() != lists.getFirst().lines().size()) {
          throw new DefinitionException(
              "the registrars' lists differ: compare people and styles, then prepare them again");
        }
        entry.addKeys(same.key().toByteString());
      }
      entries.add(entry.build());
    }
    entries.sort(Comparator.comparing(entry -> Bytes.of(entry.getKeys(0))));
    return entries;
  }
}
