package city.urna.api.node;

import city.urna.api.consultation.NoticeSettings;

/**
 * What the operator of a node decides.
 *
 * @param notices how people are told of answers
 * @param actsPerMinute public acts that one address may send in a minute
 */
public record NodeSettings(NoticeSettings notices, int actsPerMinute) {
  /** Where nothing is said. */
  public static final NodeSettings USUAL = new NodeSettings(NoticeSettings.NONE, 120);
}
