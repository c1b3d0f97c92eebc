/**
 * Open311 GeoReport v2 under {@code /open311/}: other people's apps list the city's services, file
 * reports and follow them, in XML and JSON (spec open311). A report is a public act on an item of
 * the role category; what an app is told of it follows from the records and public contents alone.
 *
 * <p>Whoever controls this room can refuse or delay reports and misquote them to apps; it cannot
 * change what is recorded, and each {@code service_request_id} is the hash of the act itself.
 */
package city.urna.api.open311;
