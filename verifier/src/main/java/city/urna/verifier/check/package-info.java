/**
 * The rules of the record, checked one numbered family at a time (spec archive §3, V3 to V14),
 * against whoever wrote the record: clerks, registrars, issuers, trustees, organizations, voters.
 *
 * <p>One walk through the log in its order feeds every family; each keeps what later ones need and
 * nothing else, so that memory does not grow with the size of ballots. A check that nobody got to
 * run ends as failed.
 */
package city.urna.verifier.check;
