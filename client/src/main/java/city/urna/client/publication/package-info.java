/**
 * A certified result as publications (spec exports): JSON with a detached JWS, CSV, a NIST election
 * report, charts as SVG, and a signed, tagged PDF in each of the process's languages. Every one is
 * a view of the same certificate.
 *
 * <p>Against a clerk who publishes other numbers than were certified: the verifier computes each
 * publication's numbers again from the record (V14). Against somebody else who alters one: what is
 * signed bears the document key that a clerk of the process has attested.
 */
package city.urna.client.publication;
