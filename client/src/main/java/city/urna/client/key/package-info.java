/**
 * Keys on disk and the public cards that are made of them.
 *
 * <p>A key file is protected by a passphrase and never leaves the machine that made it; a card
 * holds public keys only and is what people send each other. Against a thief of the disk the
 * passphrase is all there is.
 */
package city.urna.client.key;
