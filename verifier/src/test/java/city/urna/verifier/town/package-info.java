/**
 * A small town's election, written from the specification with Bouncy Castle alone: what the checks
 * are tried on. Shares no arithmetic, transcript or codec with the verifier's own.
 */
package city.urna.verifier.town;
