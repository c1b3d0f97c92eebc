/**
 * What everybody may read: definitions, records, the log's tiles and checkpoint, archives. Is not
 * trusted: whoever reads checks signatures and hashes.
 */
package city.urna.api.board;
