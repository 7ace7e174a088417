package io.botledger.bench.inserver;

import io.botledger.bench.limit.Script;
import io.botledger.bench.limit.Statement;
import io.botledger.bench.limit.Trip;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A {@link Script} by JDBC: each round trip is one execution of its statements. */
final class BareScript {

  /**
   * A parameter.
   *
   * @param parts texts and, in between, the numbers of what stands there; 0 is the chatbot's
   */
  private record Parameter(boolean isText, List<String> parts, List<Integer> between) {}

  private record Batch(String sql, List<@Nullable Parameter> parameters) {}

  private static final int TEXT = 25;
  private static final int VARCHAR = 1043;

  private final List<Batch> batches;
  private final int fresh;

  BareScript(Script script) {
    this.fresh = script.fresh();
    this.batches =
        script.trips().stream()
            .map(Trip::statements)
            .map(all -> all.stream().filter(one -> !one.isTransactional()).toList())
            .filter(statements -> !statements.isEmpty())
            .map(BareScript::batch)
            .toList();
  }

  private static Batch batch(List<Statement> statements) {
    String sql =
        statements.stream()
            .map(statement -> statement.sql().replaceAll("\\$[0-9]+", "?"))
            .collect(Collectors.joining(";\n"));
    List<@Nullable Parameter> parameters = new ArrayList<>();
    for (Statement statement : statements) {
      for (int i = 0; i < statement.values().size(); i++) {
        parameters.add(parameter(statement.values().get(i), statement.types().get(i)));
      }
    }
    return new Batch(sql, parameters);
  }

  private static @Nullable Parameter parameter(@Nullable String value, int type) {
    if (value == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    List<Integer> between = new ArrayList<>();
    String rest = value;
    for (int at = rest.indexOf("{{"); at >= 0; at = rest.indexOf("{{")) {
      int end = rest.indexOf("}}", at);
      String name = rest.substring(at + 2, Math.max(at + 2, end));
      if (!name.matches("n|f[0-9]+")) {
        break;
      }
      parts.add(rest.substring(0, at));
      between.add(name.equals("n") ? 0 : Integer.parseInt(name.substring(1)));
      rest = rest.substring(end + 2);
    }
    parts.add(rest);
    return new Parameter(type == VARCHAR || type == TEXT, parts, between);
  }

  /** Runs it for a chatbot, with fresh values. */
  void run(DataSource connections, int chatbot) throws SQLException {
    long[] values = new long[fresh + 1];
    values[0] = chatbot;
    for (int i = 1; i <= fresh; i++) {
      values[i] = ThreadLocalRandom.current().nextLong(Script.LOWEST, Script.HIGHEST);
    }
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      try {
        for (Batch batch : batches) {
          run(connection, batch, values);
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static void run(Connection connection, Batch batch, long[] values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(batch.sql())) {
      int i = 0;
      for (@Nullable Parameter parameter : batch.parameters()) {
        i++;
        if (parameter == null) {
          statement.setNull(i, Types.OTHER);
        } else if (parameter.isText()) {
          statement.setString(i, text(parameter, values));
        } else {
          // Of no type, so that PostgreSQL takes the text for what is wanted there.
          statement.setObject(i, text(parameter, values), Types.OTHER);
        }
      }
      boolean rows = statement.execute();
      while (rows || statement.getUpdateCount() >= 0) {
        rows = statement.getMoreResults();
      }
    }
  }

  private static String text(Parameter parameter, long[] values) {
    if (parameter.between().isEmpty()) {
      return parameter.parts().get(0);
    }
    StringBuilder text = new StringBuilder(parameter.parts().get(0));
    for (int i = 0; i < parameter.between().size(); i++) {
      text.append(values[parameter.between().get(i)]).append(parameter.parts().get(i + 1));
    }
    return text.toString();
  }
}
