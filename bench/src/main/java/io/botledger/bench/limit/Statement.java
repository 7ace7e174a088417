package io.botledger.bench.limit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as PostgreSQL got it.
 *
 * @param sql with {@code $1}, {@code $2} for the parameters
 * @param types the parameters' types (OIDs of {@code pg_type}), 0 where the server was to find out
 * @param values the parameters' values as texts
 */
public record Statement(String sql, List<Integer> types, List<@Nullable String> values) {

  /** Whether it begins or ends a transaction. */
  public boolean isTransactional() {
    return is("BEGIN") || is("COMMIT") || is("ROLLBACK");
  }

  /** Whether it begins with that word. */
  public boolean is(String word) {
    return sql.stripLeading().regionMatches(true, 0, word, 0, word.length());
  }
}
