package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.records.Act;
import java.util.Optional;

/**
 * An act that keeps every rule but those that need other acts.
 *
 * @param tracker its act hash
 * @param nullifier whose credential, where it bears one
 */
public record CheckedAct(Act message, Tracker tracker, Optional<Nullifier> nullifier) {}
