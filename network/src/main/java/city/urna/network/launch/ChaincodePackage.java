package city.urna.network.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The chaincode package that every organization installs and approves: the same bytes for all, so
 * that the same program has the same package id everywhere.
 *
 * <p>Of type {@code ccaas}. It holds the hashes of the program's files, by which an organization
 * finds out what it approves, and no key: where a chaincode listens is the organization's own, told
 * to its peer by the external builder. Fabric's own builder of that type fills the same template
 * from its environment.
 *
 * @param id the package id, {@code label:hash}
 */
record ChaincodePackage(String id, byte[] content) {
  private static final int BLOCK = 512;

  private static final String CONNECTION =
      """
      {"address":"{{.address}}","dial_timeout":"10s","tls_required":true,"client_auth_required":true,\
      "root_cert":"{{.root_cert}}","client_key":"{{.client_key}}","client_cert":"{{.client_cert}}"}
      """;

  /**
   * Packages a program.
   *
   * @param version the program's, part of the label
   * @param program the folder with its jars
   */
  static ChaincodePackage of(String version, Path program) {
    String label = "urna_" + version;
    byte[] code =
        packed(
            Map.of(
                "connection.json", CONNECTION.getBytes(StandardCharsets.UTF_8),
                "program.sha256", hashes(program).getBytes(StandardCharsets.UTF_8)));
    String metadata = "{\"type\":\"ccaas\",\"label\":\"" + label + "\"}\n";
    byte[] content =
        packed(
            Map.of(
                "metadata.json", metadata.getBytes(StandardCharsets.UTF_8), "code.tar.gz", code));
    return new ChaincodePackage(label + ":" + sha256(content), content);
  }

  /** The hash of every jar, as {@code sha256sum} writes it. */
  private static String hashes(Path program) {
    StringBuilder text = new StringBuilder();
    Map<String, Path> files = new TreeMap<>();
    for (Path file : Folder.list(program)) {
      if (file.getFileName().toString().equals("lib")) {
        Folder.list(file).forEach(jar -> files.put("lib/" + jar.getFileName(), jar));
      } else {
        files.put(file.getFileName().toString(), file);
      }
    }
    files.forEach(
        (name, file) ->
            text.append(sha256(Folder.readBytes(file))).append("  ").append(name).append('\n'));
    return text.toString();
  }

  /** A gzipped tar file whose bytes depend on nothing but the content: no times, no owners. */
  private static byte[] packed(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.NO_COMPRESSION);
          }
        }) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        zipped.write(header(file.getKey(), file.getValue().length));
        zipped.write(file.getValue());
        zipped.write(new byte[(BLOCK - file.getValue().length % BLOCK) % BLOCK]);
      }
      zipped.write(new byte[2 * BLOCK]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** A header of POSIX.1-1988 (ustar), with the checksum over itself as if that were blanks. */
  private static byte[] header(String name, int size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", size));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, String.format("%06o", sum) + "\0 ");
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
