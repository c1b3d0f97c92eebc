/** The independent verifier: it shares no code with what it verifies. */
package city.urna.verifier;
