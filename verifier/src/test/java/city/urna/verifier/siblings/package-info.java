/**
 * Many wrong archives: the second verifier's siblings of one golden archive, and our own changed
 * copies.
 */
package city.urna.verifier.siblings;
