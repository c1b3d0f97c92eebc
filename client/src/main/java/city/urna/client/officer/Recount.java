package city.urna.client.officer;

import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.CountRow;
import city.urna.protocol.consultation.Replay;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Anchor;
import java.util.List;

/**
 * What counts in a consultation, replayed from a node's records and lists, each list held against
 * its anchor.
 */
record Recount(long rows, Digest root) {
  static Recount of(CityNode node, ForumView view, String scope) {
    Replay replay = new Replay(view.forum().context().process(), view.process(), view.trust());
    long position = 0;
    for (List<Bytes> page = node.records(0); !page.isEmpty(); page = node.records(position)) {
      for (Bytes bytes : page) {
        SignedRecord record = SignedRecord.parse(bytes).orThrow();
        if (record.kind() == Kind.ANCHOR
            && record.process().equals(view.forum().context().process())) {
          replay.anchor(position, record, list(node, record));
        } else {
          replay.record(position, record);
        }
        position++;
      }
    }
    List<CountRow> counts = CountRow.binding(replay.counts(scope));
    return new Recount(counts.size(), CountRow.root(counts));
  }

  private static AnchorList list(CityNode node, SignedRecord anchor) {
    Bytes file = node.anchored(anchor.hash());
    return switch (AnchorList.decode(file)) {
      case Parsed.Ok<AnchorList>(AnchorList list)
          when list.isOf(anchor.body(Anchor.parser()).orThrow()) ->
          list;
      default ->
          throw new OfficerException(
              "the node's list of anchor " + anchor.hash().hex() + " is not the anchor's");
    };
  }
}
