package io.botledger.query.asof;

import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.QueryValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moment that a client asks about, by {@code at} or by {@code position}; or none. */
public record Asked(@Nullable Instant at, @Nullable Long position) {

  /** Takes the two parameters. What is wrong with them is noted. */
  public static Asked of(QueryValues values) {
    if (values.text("at") != null && values.text("position") != null) {
      values.issue("at", "It may not be given together with position.");
      values.issue("position", "It may not be given together with at.");
    }
    return new Asked(values.time("at"), values.position("position"));
  }

  /** The same for a page of a list, where a cursor keeps the moment that was asked about. */
  public static Asked of(QueryValues values, @Nullable Cursor cursor) {
    Asked asked = of(values);
    if (cursor != null && cursor.time() == null && !asked.isPresent()) {
      values.issue("cursor", "It comes from an answer about the present.");
    }
    if (cursor != null && asked.position() != null && asked.position() != cursor.asOf()) {
      values.issue("cursor", "It comes from an answer as of position " + cursor.asOf() + ".");
    }
    return asked;
  }

  /** Whether it is the present. */
  public boolean isPresent() {
    return at == null && position == null;
  }
}
