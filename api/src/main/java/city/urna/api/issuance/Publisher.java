package city.urna.api.issuance;

import city.urna.api.http.Peer;
import city.urna.api.issuance.IssuerView.Frozen;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceList;
import city.urna.protocol.signature.SigningKey;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes an issuer's list once it sees a scope's close, then destroys the scope's signing keys
 * (spec credentials §5). Until every chunk is on the ledger it tries again; the same chunk twice is
 * no harm.
 */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final int CHUNK = 256;

  private final String issuer;
  private final SigningKey key;
  private final IssuerStore store;
  private final IssuerView view;
  private final Issuer decisions;
  private final Peer node;
  private final Set<List<String>> done = new HashSet<>();

  Publisher(
      String issuer,
      SigningKey key,
      IssuerStore store,
      IssuerView view,
      Issuer decisions,
      Peer node) {
    this.issuer = issuer;
    this.key = key;
    this.store = store;
    this.view = view;
    this.decisions = decisions;
    this.node = node;
  }

  /** Looks at what is new on the ledger and publishes what is due. */
  void step() {
    try {
      view.follow();
      for (List<String> scope : store.scopes()) {
        Optional<Frozen> frozen = view.scope(scope.get(0), scope.get(1));
        if (frozen.map(Frozen::closed).orElse(false)
            && !done.contains(scope)
            && publish(scope.get(0), scope.get(1))) {
          decisions.destroyKeys(scope.get(0), scope.get(1));
          done.add(scope);
          LOG.info("published the issuances of {}/{}", scope.get(0), scope.get(1));
        }
      }
    } catch (IOException e) {
      LOG.debug("the node does not answer", e);
    }
  }

  private boolean publish(String process, String scope) throws IOException {
    List<Bytes> issuances = store.issuances(process, scope);
    MerkleTree tree = new MerkleTree();
    issuances.forEach(tree::append);
    int chunks = Math.max(1, Math.ceilDiv(issuances.size(), CHUNK));
    for (int chunk = 0; chunk < chunks; chunk++) {
      IssuanceList.Builder list =
          IssuanceList.newBuilder()
              .setIssuer(issuer)
              .setChunk(chunk)
              .setChunks(chunks)
              .setTotal(issuances.size())
              .setRoot(tree.root(tree.size()).value().toByteString());
      int end = Math.min((chunk + 1) * CHUNK, issuances.size());
      for (Bytes issuance : issuances.subList(chunk * CHUNK, end)) {
        list.addIssuances(
            city.urna.protocol.record.StrictParser.parse(Issuance.parser(), issuance).orThrow());
      }
      Bytes body = Bytes.of(list.build().toByteString());
      SignedRecord record =
          SignedRecord.sign(Kind.ISSUANCE_LIST, process, scope, body, List.of(key));
      Peer.Reply reply = node.post("v1/records", record.bytes());
      if (!reply.isOk()) {
        LOG.warn("the node took no list of {}/{}: status {}", process, scope, reply.status());
        return false;
      }
    }
    return true;
  }
}
