package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import java.util.Optional;

/**
 * The newest version of an item on the ledger.
 *
 * @param hash its record hash
 */
public record KnownItem(Digest hash, Item item) {

  /** The newest version of the item of that id. */
  static Optional<KnownItem> newest(State state, String process, String scope, String item) {
    return state
        .get(StateKeys.item(process, scope, item))
        .map(bytes -> SignedRecord.parse(bytes).orThrow())
        .map(record -> new KnownItem(record.hash(), record.body(Item.parser()).orThrow()));
  }

  /** The item of that record hash, where it is the newest version of one. */
  public static Optional<KnownItem> named(
      State state, String process, String scope, Digest record) {
    return state
        .get(StateKeys.itemHash(process, scope, record))
        .flatMap(id -> newest(state, process, scope, id.utf8().orThrow()))
        .filter(found -> found.hash().equals(record));
  }

  Definitions.ItemVersion version() {
    return new Definitions.ItemVersion(item.getVersion(), hash);
  }
}
