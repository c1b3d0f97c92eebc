package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;

/**
 * A consultation scope.
 *
 * @param open whether it takes acts now
 */
public record ScopeRow(ScopeId id, boolean open) {}
