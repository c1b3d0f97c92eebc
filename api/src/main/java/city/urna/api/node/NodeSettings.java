package city.urna.api.node;

import city.urna.api.consultation.NoticeSettings;
import city.urna.api.open311.Open311Settings;
import java.time.InstantSource;

/**
 * What the operator of a node decides.
 *
 * @param notices how people are told of answers
 * @param actsPerMinute public acts that one address may send in a minute
 * @param open311 what other people's apps are told, and whose keys may file
 * @param clock of the machine: for acknowledgements, and for when to ask for a new cosigned time;
 *     no time on the log is the node's
 */
public record NodeSettings(
    NoticeSettings notices, int actsPerMinute, Open311Settings open311, InstantSource clock) {
  /** Where nothing is said. */
  public static final NodeSettings USUAL =
      new NodeSettings(NoticeSettings.NONE, 120, Open311Settings.NONE, InstantSource.system());
}
