/**
 * How each party of a process gets its keys: {@code init} makes a key file that stays, and a card
 * that goes to the clerk.
 */
package city.urna.client.party;
