package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.protocol.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A public act that somebody without a key of their own asks for.
 *
 * @param type as in {@code Act}: 1 propose … 9 attendance
 * @param channel as in {@code Act}: 1 web … 5 social
 * @param target an item's record hash, or an act's tracker
 * @param value as the type asks; 0 where it asks for none
 * @param parents acts that a proposal is made from
 */
public record Draft(
    ScopeId scope,
    int type,
    int channel,
    Optional<Digest> target,
    int value,
    List<Digest> parents,
    List<Content> contents) {
  public Draft {
    parents = List.copyOf(parents);
    contents = List.copyOf(contents);
  }
}
