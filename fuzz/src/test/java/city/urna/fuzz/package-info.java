/**
 * Broken input for every parser of every module: seeded mutations as ordinary tests, and the same
 * targets under Jazzer ({@code ./urna fuzz}). Whatever comes in, what comes out is a value or a
 * refusal that says what is wrong, never an exception of another kind.
 *
 * <p>Targets that belong together are one {@link city.urna.fuzz.Group} for the fuzzer. Inputs once
 * found to break something lie in {@code src/test/resources/findings}, one folder a target; what
 * long runs learned lies in {@code corpus}, one file a group. All are tried in every run.
 */
package city.urna.fuzz;
