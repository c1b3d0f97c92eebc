/** What a person sees while a command runs: progress, and nothing where nobody is watching. */
package city.urna.client.terminal;
