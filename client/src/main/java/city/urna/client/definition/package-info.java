/**
 * What a clerk writes down before a vote: a process in YAML, or a Pabulib file.
 *
 * <p>Proves nothing by itself: the contract checks every definition again (spec records §7). Files
 * come from people, so each mistake is told with its place and what to do about it.
 */
package city.urna.client.definition;
