package io.botledger.query;

import java.util.List;
import java.util.Map;

/** All rows of the first generations, to be compared with one another. */
final class ReadModels {
  private static final List<String> TABLES =
      List.of(
          "version_list_1.version",
          "version_list_1.chatbot",
          "deployed_version_1.version",
          "deployed_version_1.deployment",
          "audit_history_1.version",
          "audit_history_1.entry");

  private final TestLog log;

  ReadModels(TestLog log) {
    this.log = log;
  }

  // Compilers before and after JDK 22 see the nullness of JdbcClient's rows differently.
  @SuppressWarnings("NullAway")
  List<Map<String, Object>> rows(String table) {
    return log.sql()
        .sql("select row_to_json(t)::text as row from " + table + " t order by 1")
        .query()
        .listOfRows();
  }

  List<List<Map<String, Object>>> all() {
    return TABLES.stream().map(this::rows).toList();
  }

  /** As if nothing had ever been handled. */
  void forget() {
    for (String table : TABLES) {
      truncate(table);
    }
    truncate("query.token_entry");
    truncate("query.handled_block");
    truncate("query.passed_over");
  }

  private void truncate(String table) {
    log.sql().sql("truncate " + table).update();
  }
}
