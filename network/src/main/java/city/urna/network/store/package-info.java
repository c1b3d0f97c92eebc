/**
 * One SQLite file in write-ahead mode: one writer, many readers, every commit synced.
 *
 * <p>A process that is killed at any moment leaves the last committed transaction whole, and
 * nothing of the one after it. Is not trusted: whoever can write to the file can lose or change
 * records, which the organizations' own replays and the cosigned checkpoints show.
 */
package city.urna.network.store;
