package city.urna.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.Signatures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signed notes: the examples that C2SP prints, and what is no note. */
class NoteTest {
  private static final String VKEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  private static final String NOTE =
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;
  private static final String CHECKPOINT =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
      """;
  private static final String POEM =
      """
      Ognuno sta solo sul cuor della terra
      trafitto da un raggio di sole:

      ed è subito sera.

      — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
      """;

  private static SignedNote note(String text) {
    return SignedNote.parse(Bytes.ofUtf8(text)).orThrow();
  }

  private static void refused(String text) {
    assertInstanceOf(Parsed.Malformed.class, SignedNote.parse(Bytes.ofUtf8(text)), text);
  }

  @Test
  void theSpecificationsKeyVerifiesTheSpecificationsNote() {
    NoteKey key = NoteKey.parse(VKEY).orThrow();
    assertEquals(VKEY, key.text());
    assertEquals("530d903a", key.id().hex());
    SignedNote note = note(NOTE);
    NoteSignature line = note.signatures().getFirst();
    assertTrue(key.claims(line));
    assertTrue(Signatures.verify(key.key(), note.signedText(), line.value()));
    SignedNote other = note(NOTE.replace("example message", "example massage"));
    assertFalse(Signatures.verify(key.key(), other.signedText(), line.value()));
    NoteKey cosigner = new NoteKey(key.name(), NoteKey.Type.COSIGNER, key.key());
    assertFalse(cosigner.claims(line), "another type is another key id");
  }

  @Test
  void theSpecificationsNotesAreReadAndWrittenAgain() {
    for (String text : List.of(NOTE, CHECKPOINT, POEM)) {
      assertEquals(Bytes.ofUtf8(text), note(text).encode());
    }
    assertTrue(note(POEM).text().endsWith("\n\ned è subito sera.\n"));
    Checkpoint checkpoint = Checkpoint.parse(note(CHECKPOINT).text()).orThrow();
    assertEquals("example.com/behind-the-sofa", checkpoint.origin());
    assertEquals(20_852_163, checkpoint.size());
    assertEquals(note(CHECKPOINT).text(), checkpoint.text());
    NoteSignature witness = note(CHECKPOINT).signatures().get(1);
    assertEquals("witness.example.com/w1", witness.name());
    assertEquals(8 + 64, witness.value().size());
  }

  @Test
  void otherShapesAreNoNotes() {
    refused("");
    refused("\n");
    refused("text\n");
    refused("text\n\n");
    refused(NOTE.substring(0, NOTE.length() - 1));
    refused(NOTE + "\n");
    refused(NOTE.replace("message", "mess\tage"));
    refused(NOTE.replace("\n", "\r\n"));
    refused(NOTE.replace("— ", "- "));
    refused(NOTE.replace("— ", "—"));
    refused(NOTE.replace("— ", "—  "));
    refused(NOTE.replace("foo ", "foo  "));
    refused(NOTE.replace("example.com/foo", "example.com+foo"));
    refused(NOTE.replace("example.com/foo", "example.com\u00a0foo"));
    refused(NOTE.replace("example.com/foo", ""));
    refused(NOTE.replace("yaQM=", "yaQM"));
    refused(NOTE.replace("yaQM=", "yaQN="));
    refused(NOTE.replace("yaQM=\n", "yaQM= \n"));
    refused("text\n\n— a AAAA\n");
    refused("text\n\n— a AAAAAA==\n");
    refused("text\n" + "\n— a AAAAAAA=".repeat(65) + "\n");
    assertInstanceOf(
        Parsed.Malformed.class,
        SignedNote.parse(Bytes.concat(Bytes.of(new byte[] {(byte) 0xff}), Bytes.ofUtf8(NOTE))));
  }

  @Test
  void aVerifierKeyIsExactlyItsParts() {
    for (String bad :
        List.of(
            "",
            VKEY + "=",
            VKEY.replace("530d903a", "530d903b"),
            VKEY.replace("530d903a", "530D903A"),
            VKEY.replace("foo", "bar"),
            VKEY.replace("example.com/foo+", "+"),
            VKEY.replace("+AekyeRrm", "+AukyeRrm"),
            VKEY.replace("3U2k", ""),
            VKEY + "+AAAA",
            "example.com/foo+530d903a")) {
      assertInstanceOf(Parsed.Malformed.class, NoteKey.parse(bad), bad);
    }
  }

  @Test
  void aCheckpointHasThreeLines() {
    String root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assertEquals(0, Checkpoint.parse("a\n0\n" + root).orThrow().size());
    assertEquals(
        Long.MAX_VALUE, Checkpoint.parse("a\n" + Long.MAX_VALUE + "\n" + root).orThrow().size());
    for (String bad :
        List.of(
            "",
            "a\n0\n",
            "\n0\n" + root,
            "a b\n0\n" + root,
            "a+b\n0\n" + root,
            "a\n00\n" + root,
            "a\n-1\n" + root,
            "a\n+1\n" + root,
            "a\n1 \n" + root,
            "a\n\u0661\n" + root,
            "a\n9223372036854775808\n" + root,
            "a\n0\n" + root.replace("2I=", "2J="),
            "a\n0\n" + root.replace("=", ""),
            "a\n0\nAAAA\n",
            "a\n0\n" + root + "extension\n",
            "a\n0\n" + root + "\n")) {
      assertInstanceOf(Parsed.Malformed.class, Checkpoint.parse(bad), bad);
    }
  }
}
