/**
 * The transcript: the one way in which every hash is made that a proof or a signature stands on
 * (spec encoding §4).
 *
 * <p>It is labelled, length-prefixed and therefore injective: two different statements never give
 * the same bytes. Suite, process, scope, context and the statement's type come first, so a proof
 * made for one election, scope or purpose says nothing in another.
 */
package city.urna.protocol.transcript;
