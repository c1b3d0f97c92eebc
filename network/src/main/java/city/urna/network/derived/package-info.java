/**
 * The log that follows from the blocks of a network of organizations (spec fabric §3): what the
 * city's node reads from a peer, and what an organization decides again for itself before it signs.
 *
 * <p>Knows nothing of the network's own formats; whoever reads them hands over {@link
 * city.urna.network.derived.OrderedBlock}. Stands against organizations whose contract decides
 * otherwise: a copy with a contract of its own goes no further than that contract does.
 */
package city.urna.network.derived;
