/**
 * A whole process from roll to certificate on one machine: all roles over HTTP, each organization
 * and each server a process of its own, and the verifier as a stranger would run it.
 *
 * <p>It shows that the parts work. It proves nothing about separation of powers: one operator holds
 * every key, and the verdict says so.
 */
package city.urna.client.demo;
