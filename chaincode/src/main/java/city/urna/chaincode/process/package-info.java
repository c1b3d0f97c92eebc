/**
 * Genesis, processes, items, rolls and phases: what is fixed before anybody votes, and how far a
 * scope has come (spec records §6, §7).
 *
 * <p>Proves that every later record is compared with keys and items that all organizations (or, for
 * phases, a majority) have signed, against a clerk or registrar who would change them afterwards.
 */
package city.urna.chaincode.process;
