package io.botledger.query.audit;

import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.BulkInsert;
import io.botledger.query.projection.Column;
import io.botledger.query.projection.Recorded;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table {@code entry} of a generation, as batches of events write it. */
final class EntryTable {
  private static final List<Column<AuditEntry>> COLUMNS =
      List.of(
          new Column<>("position", "bigint", AuditEntry::position),
          new Column<>("time", "timestamptz", AuditEntry::time),
          new Column<>("chatbot_id", "text", AuditEntry::chatbotId),
          new Column<>("version_id", "text", AuditEntry::versionId),
          new Column<>("version_number", "text", AuditEntry::versionNumber),
          new Column<>("environment", "text", AuditEntry::environment),
          new Column<>("action", "text", AuditEntry::action),
          new Column<>("actor_name", "text", entry -> entry.actor().name()),
          new Column<>("actor_kind", "text", entry -> entry.actor().kind()),
          new Column<>("reason", "text", AuditEntry::reason),
          new Column<>("surface", "text", AuditEntry::surface),
          new Column<>("change", "json", AuditEntry::change),
          new Column<>("summary", "text", AuditEntry::summary));

  private final String written;
  private final BulkInsert<AuditEntry> insert;

  EntryTable(Generation generation) {
    String table = generation.table("entry");
    written = "select position from %s where position = any(?)".formatted(table);
    insert = new BulkInsert<>(table, COLUMNS);
  }

  /** The positions of those events that have an entry, once the reads are done. */
  Set<Long> written(RoundTrip reads, List<Recorded> events) {
    Set<Long> positions = new HashSet<>();
    reads.query(
        rows -> {
          while (rows.next()) {
            positions.add(rows.getLong(1));
          }
        },
        written,
        (Object) events.stream().map(Recorded::position).toArray(Long[]::new));
    return positions;
  }

  void insert(RoundTrip writes, List<AuditEntry> entries) {
    insert.write(writes, entries);
  }
}
