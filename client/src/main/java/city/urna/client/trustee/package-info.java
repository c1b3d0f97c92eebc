/**
 * What a trustee's own machine does: takes part in the ceremony, and decrypts what the closed set
 * names, after verifying an archive of its own. Its secrets lie sealed beside its key file.
 */
package city.urna.client.trustee;
