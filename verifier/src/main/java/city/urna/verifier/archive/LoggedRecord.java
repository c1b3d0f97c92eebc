package city.urna.verifier.archive;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.record.Envelope;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.RecordSignature;
import java.util.List;

/**
 * A record at its place on the log, its envelope read strictly and its signatures unchecked.
 *
 * @param position from 0
 * @param hash the record hash (spec records §1), computed once
 */
public record LoggedRecord(long position, Envelope envelope, Bytes hash) {
  public Kind kind() {
    return envelope.kind();
  }

  public String process() {
    return envelope.process();
  }

  public String scope() {
    return envelope.scope();
  }

  public Bytes body() {
    return envelope.body();
  }

  public List<RecordSignature> signatures() {
    return envelope.signatures();
  }

  public Bytes signingDigest() {
    return envelope.signingDigest();
  }

  public Bytes raw() {
    return envelope.raw();
  }
}
