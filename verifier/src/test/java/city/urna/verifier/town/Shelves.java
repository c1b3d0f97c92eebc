package city.urna.verifier.town;

import city.urna.verifier.town.Signers.Signer;
import city.urna.verifier.town.Town.Line;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes an archive and a trust file (spec log, archive). */
final class Shelves {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Town town;
  private final int block;

  Shelves(Town town) {
    this(town, 3);
  }

  /**
   * @param block the records in a block, as long as there are so many
   */
  Shelves(Town town, int block) {
    this.town = town;
    this.block = block;
  }

  private static byte[] entry(int position, Line line) {
    byte[] scope = Ink.of("scope", line.process(), line.scope(), Ink.ZERO_32).hash();
    return Ink.join(
        new byte[] {1, (byte) line.kind().number()},
        Ink.u64(position),
        scope,
        line.hash(),
        line.tracker());
  }

  /** The log's root over these lines. */
  static byte[] root(List<Line> lines) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      entries.add(entry(i, lines.get(i)));
    }
    return Ink.root(entries);
  }

  /** Every file by name, manifest included. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    List<byte[]> hashes = new ArrayList<>();
    for (int start = 0; start < town.lines.size(); start += 256) {
      int end = Math.min(start + 256, town.lines.size());
      byte[] entries = new byte[0];
      byte[] records = new byte[0];
      for (int i = start; i < end; i++) {
        Line line = town.lines.get(i);
        byte[] entry = entry(i, line);
        hashes.add(Ink.sha256(new byte[] {0}, entry));
        entries = Ink.join(entries, new byte[] {0, (byte) entry.length}, entry);
        records = Ink.join(records, Ink.u32(line.raw().length), line.raw());
      }
      files.put("tile/entries/" + number(start / 256, end - start), entries);
      files.put("records/" + number(start / 256, end - start), records);
    }
    for (int level = 0; !hashes.isEmpty(); level++) {
      List<byte[]> above = new ArrayList<>();
      for (int start = 0; start < hashes.size(); start += 256) {
        List<byte[]> tile = hashes.subList(start, Math.min(start + 256, hashes.size()));
        files.put(
            "tile/" + level + "/" + number(start / 256, tile.size()),
            Ink.join(tile.toArray(new byte[0][])));
        if (tile.size() == 256) {
          above.add(Ink.rootOfHashes(tile));
        }
      }
      hashes = above;
    }
    files.put("headers", headers());
    files.putAll(town.beside);
    files.put("checkpoint", Ink.ascii(checkpoint(List.of(0, 1, 2))));
    files.put("manifest.json", manifest(files));
    return files;
  }

  private static String number(int number, int width) {
    String name = String.format("%03d", number);
    return width == 256 ? name : name + ".p/" + width;
  }

  static byte[] manifest(Map<String, byte[]> files) {
    StringBuilder text = new StringBuilder("{\"files\":[");
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      if (file.getKey().equals("manifest.json")) {
        continue;
      }
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
          .append("{\"length\":")
          .append(file.getValue().length)
          .append(",\"name\":\"")
          .append(file.getKey())
          .append("\",\"sha256\":\"")
          .append(hex(Ink.sha256(file.getValue())))
          .append("\"}");
    }
    return Ink.ascii(
        text.append("],\"format\":\"urna-archive/v1\",\"ledger\":\"embedded\"}\n").toString());
  }

  private byte[] headers() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] previous = Ink.ZERO_32;
    int number = 0;
    for (int start = 0; start < town.lines.size(); number++) {
      int end = number == 0 ? 1 : Math.min(start + block, town.lines.size());
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (Line line : town.lines.subList(start, end)) {
        content.writeBytes(Ink.u32(line.raw().length));
        content.writeBytes(line.raw());
      }
      byte[] content32 = Ink.sha256(content.toByteArray());
      byte[] header =
          Ink.of("block", "", "", Ink.ZERO_32)
              .absorb("number", Ink.u64(number))
              .absorb("count", Ink.u32(end - start))
              .absorb("previous", previous)
              .absorb("data", content32)
              .hash();
      out.writeBytes(
          Ink.join(
              Ink.u64(number),
              Ink.u32(end - start),
              previous,
              content32,
              town.orderer.sign(header)));
      previous = header;
      start = end;
    }
    return out.toByteArray();
  }

  /** The checkpoint of the whole log, cosigned by these organizations. */
  String checkpoint(List<Integer> cosigners) {
    return checkpoint(
        cosigners.stream().collect(Collectors.toMap(each -> each, each -> town.now + each)));
  }

  /** The checkpoint of the whole log, cosigned by these organizations at these times. */
  String checkpoint(Map<Integer, Long> times) {
    String note =
        Town.ORIGIN
            + "\n"
            + town.lines.size()
            + "\n"
            + Base64.getEncoder().encodeToString(root(town.lines))
            + "\n";
    StringBuilder text = new StringBuilder(note).append("\n");
    text.append(line(Town.ORIGIN, 1, town.logKey.key(), town.logKey.sign(Ink.ascii(note))));
    for (int organization : new TreeSet<>(times.keySet())) {
      Signer key = town.cosigners.get(organization);
      long time = times.get(organization);
      byte[] signature = key.sign(Ink.ascii("cosignature/v1\ntime " + time + "\n" + note));
      text.append(
          line(
              Town.ORIGIN + "/org-" + (organization + 1),
              4,
              key.key(),
              Ink.join(Ink.u64(time), signature)));
    }
    return text.toString();
  }

  private static String line(String name, int type, byte[] key, byte[] signature) {
    byte[] id = Ink.sha256(Ink.ascii(name + "\n"), new byte[] {(byte) type}, key);
    return "\u2014 "
        + name
        + " "
        + Base64.getEncoder().encodeToString(Ink.join(Arrays.copyOf(id, 4), signature))
        + "\n";
  }

  static void write(Map<String, byte[]> files, Path directory) {
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an observer who knows everybody's keys would write. */
  ObjectNode trust() {
    ObjectNode trust = JSON.createObjectNode();
    trust.put("format", "urna-trust/v1");
    trust.put("suite", "URNA-P256-SHA256-v1");
    trust.put("process", Town.PROCESS);
    trust.put("scope", town.trustedScope);
    byte[] election = town.elections.getOrDefault(town.trustedScope, town.election);
    trust.put(
        "electionHash", hex(town.trustedElection.length == 0 ? election : town.trustedElection));
    trust.put("genesis", hex(town.genesisHash));
    trust.put("origin", Town.ORIGIN);
    trust.put("logKey", hex(town.logKey.key()));
    trust.put("ordererKey", hex(town.orderer.key()));
    trust.put("operator", "City IT");
    trust.put("quorum", 2);
    ArrayNode organizations = trust.putArray("organizations");
    for (int i = 0; i < 3; i++) {
      organizations
          .addObject()
          .put("id", "org-" + (i + 1))
          .put("operator", "Operator " + (i + 1))
          .put("ledgerKey", hex(town.ledgerKeys.get(i).key()))
          .put("cosignerKey", hex(town.cosigners.get(i).key()));
    }
    party(trust.putArray("clerks"), "clerk", "City", town.clerk);
    ArrayNode registrars = trust.putArray("registrars");
    for (int i = 0; i < town.registrars.size(); i++) {
      party(registrars, "registrar-" + (i + 1), "City", town.registrars.get(i));
    }
    ArrayNode issuers = trust.putArray("issuers");
    for (int i = 0; i < town.issuers.size(); i++) {
      party(issuers, Town.issuer(i), "Operator " + (i + 1), town.issuers.get(i));
    }
    ArrayNode trustees = trust.putArray("trustees");
    for (int i = 0; i < town.trustees.size(); i++) {
      party(trustees, "trustee-" + (i + 1), "Operator " + (i + 1), town.trustees.get(i))
          .put("sealingKey", hex(town.sealing.get(i).key()));
    }
    trust.put("threshold", town.trustees.isEmpty() ? 0 : 2);
    trust.put("minimumIssuers", town.plan.minimumIssuers());
    if (!town.offices.isEmpty()) {
      ArrayNode offices = trust.putArray("offices");
      town.offices.forEach((id, key) -> party(offices, id, "City", key));
    }
    trust.put("madeBy", "observer");
    return trust;
  }

  private static ObjectNode party(ArrayNode list, String id, String operator, Signer key) {
    return list.addObject().put("id", id).put("operator", operator).put("key", hex(key.key()));
  }

  private static String hex(byte[] content) {
    return HexFormat.of().formatHex(content);
  }
}
