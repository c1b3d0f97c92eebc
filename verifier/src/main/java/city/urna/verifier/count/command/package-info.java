/** The command {@code urna count}: what a journalist uses. */
package city.urna.verifier.count.command;
