package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import java.util.List;
import java.util.Optional;

/** An option, candidate or project, or a new version of one (spec records §2, §7.3). */
public final class ItemRule {
  private ItemRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by a clerk; R4 after the
   * freeze, of a consultation after its close; R5 unknown scope or question, texts, cost, role, not
   * the next version.
   */
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(Item.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            item ->
                KnownProcess.read(state, record.process())
                    .flatMap(
                        known ->
                            known
                                .signedByClerk(record, Endorsement.NONE)
                                .flatMap(signed -> known.requireItems(state, record.scope()))
                                .flatMap(setup -> check(state, known, record, item))))
        .map(item -> writes(record, item));
  }

  private static Verdict<Item> check(
      State state, KnownProcess known, SignedRecord record, Item item) {
    Optional<Definitions.ItemVersion> newest =
        Identifiers.isId(item.getId())
            ? KnownItem.newest(state, known.id(), record.scope(), item.getId())
                .map(KnownItem::version)
            : Optional.empty();
    return Definitions.item(item, known.process(), record.scope(), newest);
  }

  private static List<Write> writes(SignedRecord record, Item item) {
    String process = record.process();
    String scope = record.scope();
    return List.of(
        new Write(StateKeys.item(process, scope, item.getId(), item.getVersion()), record.bytes()),
        new Write(StateKeys.item(process, scope, item.getId()), record.bytes()),
        new Write(StateKeys.itemHash(process, scope, record.hash()), Bytes.ofUtf8(item.getId())));
  }
}
