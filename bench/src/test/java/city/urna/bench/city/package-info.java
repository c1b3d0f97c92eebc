/**
 * A fictional city whose parties all run in one process: what it does goes over HTTP and through
 * the commands, as anybody's would, and is judged by the verifier alone.
 */
package city.urna.bench.city;
