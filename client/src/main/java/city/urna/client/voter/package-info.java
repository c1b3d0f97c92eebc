/**
 * A voter's device: from the code in the letter to a receipt that a stranger can check.
 *
 * <p>The code and the roll key go to issuers only; the ballot goes to the casting side only; the
 * credential is made here and never derived from the code. What the device saves before it sends
 * lets it go on after any crash.
 */
package city.urna.client.voter;
