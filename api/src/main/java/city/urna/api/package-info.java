/** The HTTP servers of the city and of each organization. */
package city.urna.api;
