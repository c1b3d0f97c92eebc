package city.urna.network.store;

import java.sql.SQLException;

/** Something to do with the store in one go. */
@FunctionalInterface
public interface Work<T> {
  T in(Session session) throws SQLException;
}
