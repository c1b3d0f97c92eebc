/**
 * Readers of election files from anywhere: Pabulib {@code .pb}, {@code .blt}, NIST 1500-103 cast
 * vote records, CSV, RCTab configurations (spec counting §16).
 *
 * <p>The files are not trusted. A reader answers with an election or with a refusal that names the
 * file, the line, what is wrong and what to do; it never throws on what a file holds.
 */
package city.urna.verifier.count.format;
