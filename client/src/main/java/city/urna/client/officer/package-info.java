/** Offices: they answer, redact, withhold, count, and enter what came in person. */
package city.urna.client.officer;
