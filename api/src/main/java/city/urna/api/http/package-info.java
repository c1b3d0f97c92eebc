/**
 * What all listeners share: sizes and times that a stranger may take up, and problems told as RFC
 * 9457 says. Nothing here logs an address, a path or a body.
 */
package city.urna.api.http;
