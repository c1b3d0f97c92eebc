/**
 * What an observer needs beside the verifier: an archive, and a trust file that was not made by
 * those who are checked.
 */
package city.urna.client.observer;
