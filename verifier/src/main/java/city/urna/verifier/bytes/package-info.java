/** Immutable byte strings and the result of reading hostile ones. */
package city.urna.verifier.bytes;
