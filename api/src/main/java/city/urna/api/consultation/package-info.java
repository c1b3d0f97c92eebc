/**
 * Consultation on the city's node: what residents propose, comment, report and support, what the
 * offices answer, and the contents that the ledger holds only commitments to (spec consultation).
 *
 * <p>Is not trusted with any of it: acts are signed, contents match commitments, lists and counters
 * can be recomputed from the archive. Whoever controls it can withhold contents (which the verifier
 * names) and can read what is withheld from the public: contacts and names.
 */
package city.urna.api.consultation;
