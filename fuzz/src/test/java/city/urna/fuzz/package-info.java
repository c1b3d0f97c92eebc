/**
 * Broken input for every parser of every module: seeded mutations as ordinary tests, and the same
 * targets under Jazzer ({@code ./urna fuzz}). Whatever comes in, what comes out is a value or a
 * refusal that says what is wrong, never an exception of another kind.
 *
 * <p>Inputs once found to break something lie in {@code src/test/resources/findings}, one folder a
 * target, and are tried in every run.
 */
package city.urna.fuzz;
