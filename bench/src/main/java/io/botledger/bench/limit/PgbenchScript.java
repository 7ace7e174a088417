package io.botledger.bench.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Script} in pgbench's language: the same statements, in the same transaction, in the same
 * round trips (pipelines, PostgreSQL 14). Each client has chatbots of its own, so that none waits
 * for the lock of another one, as the load on Botledger does.
 */
final class PgbenchScript {
  private static final Pattern PARAMETER = Pattern.compile("\\$([0-9]+)");
  private static final Pattern OPEN = Pattern.compile("\\{\\{(n|f[0-9]+)}}");

  /** Names of the types that pgjdbc gives; where it gives none, PostgreSQL finds out. */
  private static final Map<Integer, String> TYPES =
      Map.ofEntries(
          Map.entry(16, "boolean"),
          Map.entry(20, "bigint"),
          Map.entry(21, "smallint"),
          Map.entry(23, "integer"),
          Map.entry(25, "text"),
          Map.entry(114, "json"),
          Map.entry(1009, "text[]"),
          Map.entry(1015, "varchar[]"),
          Map.entry(1016, "bigint[]"),
          Map.entry(1043, "varchar"),
          Map.entry(1184, "timestamptz"));

  private PgbenchScript() {}

  /**
   * The text of the script.
   *
   * @param firstChatbot the number of the first one
   * @param perClient how many each client has
   */
  static String of(Script script, int firstChatbot, int perClient) {
    StringBuilder text = new StringBuilder();
    text.append("-- Derived from what Botledger sent to PostgreSQL for: ").append(script.name());
    text.append(
        "\n\\set n %d + :client_id * %d + random(0, %d)\n"
            .formatted(firstChatbot, perClient, perClient - 1));
    for (int i = 1; i <= script.fresh(); i++) {
      text.append("\\set f%d random(%d, %d)\n".formatted(i, Script.LOWEST, Script.HIGHEST - 1));
    }
    for (Trip trip : script.trips()) {
      List<Statement> statements = trip.statements();
      boolean pipeline = statements.size() > 1;
      text.append(pipeline ? "\\startpipeline\n" : "");
      for (Statement statement : statements) {
        text.append(sql(statement)).append(";\n");
      }
      text.append(pipeline ? "\\endpipeline\n" : "");
    }
    return text.toString();
  }

  private static String sql(Statement statement) {
    String sql =
        statement.sql().lines().map(String::strip).reduce((a, b) -> a + "\n" + b).orElse("");
    return PARAMETER
        .matcher(sql)
        .replaceAll(
            parameter -> {
              int i = Integer.parseInt(parameter.group(1)) - 1;
              int type = i < statement.types().size() ? statement.types().get(i) : 0;
              return Matcher.quoteReplacement(expression(statement.values().get(i), type));
            });
  }

  private static String expression(@Nullable String value, int type) {
    String expression = value == null ? "null" : concatenation(value);
    @Nullable String name = TYPES.get(type);
    return name == null ? "(" + expression + ")" : "cast(" + expression + " as " + name + ")";
  }

  private static String concatenation(String value) {
    List<String> parts = new ArrayList<>();
    Matcher open = OPEN.matcher(value);
    int from = 0;
    while (open.find()) {
      if (open.start() > from) {
        parts.add(literal(value.substring(from, open.start())));
      }
      parts.add(":" + open.group(1));
      from = open.end();
    }
    if (from < value.length() || parts.isEmpty()) {
      parts.add(literal(value.substring(from)));
    }
    return String.join(" || ", parts);
  }

  /** pgbench looks for variables within quotes, too: no colon may be seen. */
  private static String literal(String value) {
    String quoted = value.replace("'", "''");
    return quoted.contains(":") || quoted.contains("\\")
        ? "E'" + quoted.replace("\\", "\\\\").replace(":", "\\072") + "'"
        : "'" + quoted + "'";
  }
}
