package city.urna.api.consultation;

import city.urna.api.town.Client;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActCall;
import city.urna.protocol.records.DecisionCall;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** A node with an open consultation, for the fuzz targets; it runs as long as the program. */
public final class OpenSquare {
  public static final String PROCESS = Parties.PROCESS;
  public static final String SCOPE = Square.SCOPE;

  private final Square square;
  private final Tracker report;

  /** Starts it, with one report on it. */
  public OpenSquare() {
    try {
      square = new Square(Files.createTempDirectory("square"), NoticeSettings.NONE, 10_000_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    report = square.report("A lamp is out");
  }

  public Client client() {
    return square.client;
  }

  /** The hash of the category that reports are about. */
  public String category() {
    return square.lamps.hash().hex();
  }

  /** The act hash of the report. */
  public String report() {
    return report.hex();
  }

  /** A signed public act with its content, as it is sent. */
  public Bytes act() {
    Content text = Content.text("dark", square.parties.random);
    Bytes act =
        ActDraft.on(ActType.REPORT, Optional.of(square.lamps.hash()), 0)
            .with(List.of(text.reference(PROCESS, SCOPE, "")))
            .sign(
                square.forum,
                Ed25519PrivateKey.generate(square.parties.random),
                square.parties.random);
    return Bytes.of(
        ActCall.newBuilder()
            .setProcess(PROCESS)
            .setScope(SCOPE)
            .setPublicAct(act.toByteString())
            .addContents(text.encode().toByteString())
            .build()
            .toByteString());
  }

  /** An answer of the office to an item, as it is sent. */
  public Bytes decision() {
    SignedRecord record =
        Parties.record(
            Kind.DECISION,
            SCOPE,
            square.answer(square.lamps.hash(), 6, "mended").build(),
            List.of(square.office));
    return Bytes.of(
        DecisionCall.newBuilder().setRecord(record.bytes().toByteString()).build().toByteString());
  }
}
