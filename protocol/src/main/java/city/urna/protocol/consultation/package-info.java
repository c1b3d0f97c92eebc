/**
 * Consultation: what people do (acts), what offices say (decisions), and what both have committed
 * to (contents), with the replay that tells what counts and what is overdue (spec consultation).
 *
 * <p>Proves that a contribution stands as it was made, and when an answer to it came, against an
 * administrator who holds the contents: whatever is on the log is a salted commitment, so erasing a
 * content leaves a record that still verifies. It proves nothing of who a public author is.
 */
package city.urna.protocol.consultation;
