/**
 * The Fabric network of several organizations, brought up and taken down: on one machine from
 * Fabric's own programs or in containers, from the definitions in {@code network/fabric}.
 *
 * <p>For trying, for tests and as the worked example of a deployment: here one machine makes and
 * holds every organization's keys, so it proves nothing about who controls what. Starts other
 * people's programs and knows none of their interfaces; {@code city.urna.network.fabric} does.
 */
package city.urna.network.launch;
