/** The ledger port and what implements it. */
package city.urna.network;
