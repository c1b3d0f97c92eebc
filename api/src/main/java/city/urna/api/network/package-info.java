/** {@code urna network}: the Fabric network of several organizations, on one machine. */
package city.urna.api.network;
