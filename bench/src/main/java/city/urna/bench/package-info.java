/** Measurements, load and comparison with peers. */
package city.urna.bench;
