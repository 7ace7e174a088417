package io.botledger.query.projection;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column as rows are written to it.
 *
 * @param type PostgreSQL's name of its type
 * @param value of a row: a {@link Long} for {@code bigint}, else anything whose text PostgreSQL
 *     reads as the type
 */
public record Column<R>(String name, String type, Function<R, @Nullable Object> value) {

  boolean isNumber() {
    return type.equals("bigint");
  }
}
