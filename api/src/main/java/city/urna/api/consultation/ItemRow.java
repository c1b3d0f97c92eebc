package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.util.Map;

/**
 * An item of a consultation: a category, paragraph, statement, survey, event or proposal that a
 * clerk made.
 *
 * @param record the record hash of this version
 * @param title by language
 * @param description by language
 * @param form canonical JSON, or empty
 * @param position of its record on the log
 */
public record ItemRow(
    Digest record,
    ScopeId scope,
    String id,
    int version,
    String role,
    Map<String, String> title,
    Map<String, String> description,
    Bytes form,
    long position) {
  public ItemRow {
    title = Map.copyOf(title);
    description = Map.copyOf(description);
  }
}
