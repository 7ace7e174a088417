package io.botledger.query.version;

import io.botledger.events.Environment;
import io.botledger.events.VersionCreated;
import io.botledger.platform.database.RoundTrip;
import io.botledger.platform.version.VersionSnapshot.Running;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Column;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.TemporalTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code version} of a generation, as batches of events read and write it. */
public final class VersionTable {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String CONTENT_NAMES =
      """
      select hash, (content -> 'name')::text as name from events.content
      where hash = any(?) and json_typeof(content -> 'name') <> 'null'
      """;

  private static final List<Column<VersionRow>> COLUMNS =
      List.of(
          text("version_id", row -> row.version().id()),
          text("chatbot_id", row -> row.version().chatbotId()),
          number("created_position", VersionRow::createdPosition),
          text("version_number", row -> row.version().versionNumber()),
          text("name", row -> row.version().name()),
          text("description", row -> row.version().description()),
          text("model_id", row -> row.version().modelId()),
          number("steps", row -> row.version().stats().steps()),
          number("events", row -> row.version().stats().events()),
          number("intents", row -> row.version().stats().intents()),
          number("entities", row -> row.version().stats().entities()),
          number("flows", row -> row.version().stats().flows()),
          number("triggers", row -> row.version().stats().triggers()),
          new Column<>("created", "timestamptz", row -> time(row.version().created())),
          text("created_by", row -> row.version().createdBy()),
          text("environment", row -> row.version().environment().text()),
          text("content_hash", row -> row.version().contentHash()),
          new Column<>("content_name", "json", VersionRow::contentName),
          new Column<>("deployed", "timestamptz", row -> time(row.version().deployed())),
          text("deployed_environment", row -> text(row.version().deployedEnvironment())),
          new Column<>("running", "jsonb", row -> running(row.version().running())),
          new Column<>("deleted_at", "timestamptz", row -> time(row.version().deletedAt())),
          number("revision", row -> row.version().revision()));

  private final TemporalTable<VersionRow> table;

  public VersionTable(Generation generation) {
    table =
        new TemporalTable<>(
            generation, "version", "version_id", VersionRow.COLUMNS, VersionRow::read, COLUMNS);
  }

  /** Has what the events need loaded: two statements at most. */
  public Versions load(RoundTrip reads, List<Recorded> events, GivenUp givenUp) {
    return new Versions(
        table.load(reads, events.stream().map(Recorded::versionId).distinct().toList()),
        contentNames(reads, events),
        givenUp);
  }

  /** The contents' own member {@code name}, as JSON text, by the content's hash. */
  private static Map<String, String> contentNames(RoundTrip reads, List<Recorded> events) {
    Map<String, String> names = new HashMap<>();
    Object[] hashes =
        events.stream()
            .map(Recorded::event)
            .filter(VersionCreated.class::isInstance)
            .map(event -> ((VersionCreated) event).contentHash())
            .distinct()
            .toArray();
    if (hashes.length > 0) {
      reads.query(
          rows -> {
            while (rows.next()) {
              names.put(rows.getString("hash"), rows.getString("name"));
            }
          },
          CONTENT_NAMES,
          (Object) hashes);
    }
    return names;
  }

  private static Column<VersionRow> text(String name, Text value) {
    return new Column<>(name, "text", value::of);
  }

  private static Column<VersionRow> number(String name, Number value) {
    return new Column<>(name, "bigint", value::of);
  }

  private interface Text {
    @Nullable String of(VersionRow row);
  }

  private interface Number {
    Long of(VersionRow row);
  }

  private static @Nullable String text(@Nullable Environment environment) {
    return environment == null ? null : environment.text();
  }

  private static @Nullable String time(java.time.@Nullable Instant time) {
    return time == null ? null : Timestamps.format(time);
  }

  private static String running(Map<Environment, Running> running) {
    if (running.isEmpty()) {
      return "{}";
    }
    Map<String, Running> byName = new TreeMap<>();
    running.forEach((environment, one) -> byName.put(environment.text(), one));
    return JSON.writeValueAsString(byName);
  }
}
