/**
 * The services as clients see them (spec api): the city's node, issuers, organizations.
 *
 * <p>Nothing that an answer says is believed for its own sake: setups, receipts and blind
 * signatures are checked by whoever asked. Requests that may be repeated are repeated when the
 * other side is busy or cannot be reached.
 */
package city.urna.client.http;
