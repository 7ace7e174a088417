package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import io.botledger.query.projection.TemporalTable.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a temporal table that a batch is about, as its events change them. */
public final class TemporalRows<R> {

  private static final class Life<R> {
    final R row;
    final long from;
    final boolean isStored;
    @Nullable Long to;

    Life(R row, long from, boolean isStored) {
      this.row = row;
      this.from = from;
      this.isStored = isStored;
    }
  }

  private final TemporalTable<R> table;
  private final Map<String, Life<R>> present = new HashMap<>();
  private final Map<String, Long> ended = new LinkedHashMap<>();
  private final List<Life<R>> begun = new ArrayList<>();

  TemporalRows(TemporalTable<R> table) {
    this.table = table;
  }

  void loaded(String key, R row, long from) {
    present.put(key, new Life<>(row, from, true));
  }

  /** What is true now of what the key names; null if nothing is. */
  public @Nullable R now(String key) {
    Life<R> life = present.get(key);
    return life == null ? null : life.row;
  }

  /** Since which position that is true; -1 if nothing is. */
  public long since(String key) {
    Life<R> life = present.get(key);
    return life == null ? -1 : life.from;
  }

  /** From that position on this is true of what the key names; what was true before ends there. */
  public void put(String key, R row, long position) {
    Life<R> next = new Life<>(row, position, false);
    Life<R> before = present.put(key, next);
    if (before != null && before.isStored) {
      ended.put(key, position);
    } else if (before != null) {
      before.to = position;
    }
    begun.add(next);
  }

  /** Has what ended and what began written: two statements at most. */
  public void write(RoundTrip writes) {
    table.write(
        writes,
        ended,
        begun.stream().map(life -> new Span<>(life.row, life.from, life.to)).toList());
  }
}
