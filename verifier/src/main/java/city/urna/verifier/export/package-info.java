/**
 * V14: a folder of publications against the record (spec exports). Every number and text of every
 * export is computed again; how it is set is not looked at.
 *
 * <p>Against a clerk who certifies one thing and publishes another, and against anybody who alters
 * a publication afterwards.
 */
package city.urna.verifier.export;
