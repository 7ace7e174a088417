package io.botledger.query.projection;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes that wait to be carried out together: one round trip for each template. */
public final class Changes {
  private final Map<Template, List<List<@Nullable Object>>> byTemplate = new LinkedHashMap<>();

  Changes(List<Template> order) {
    order.forEach(template -> byTemplate.put(template, new ArrayList<>()));
  }

  /**
   * Adds a change.
   *
   * @param template one of the projector's {@link Projector#order()}
   */
  public void add(Template template, @Nullable Object... parameters) {
    List<List<@Nullable Object>> changes = byTemplate.get(template);
    if (changes == null) {
      throw new IllegalArgumentException("The projector does not name this template in its order.");
    }
    changes.add(Collections.unmodifiableList(Arrays.asList(parameters)));
  }

  void addAll(Changes others) {
    others.byTemplate.forEach((template, list) -> list.forEach(p -> add(template, p.toArray())));
  }

  void clear() {
    byTemplate.values().forEach(List::clear);
  }

  /**
   * Carries all of them out.
   *
   * @throws WrongRowCount if one changed no row or several
   */
  void carryOut(Connection connection) throws SQLException {
    for (Map.Entry<Template, List<List<@Nullable Object>>> entry : byTemplate.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        carryOut(connection, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void carryOut(
      Connection connection, Template template, List<List<@Nullable Object>> changes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(template.sql())) {
      for (List<@Nullable Object> parameters : changes) {
        Template.bind(statement, parameters);
        statement.addBatch();
      }
      for (int rows : statement.executeBatch()) {
        if (rows != 1) {
          throw new WrongRowCount(rows, template);
        }
      }
    } catch (BatchUpdateException e) {
      // Its own text quotes the statement with all its values.
      throw e.getNextException() == null ? e : e.getNextException();
    }
  }

  /** A change did not change the one row that it was about: the event does not fit the table. */
  static final class WrongRowCount extends RuntimeException {
    WrongRowCount(int rows, Template template) {
      super(
          "The event does not fit what the projection knows: "
              + rows
              + " rows instead of one by: "
              + template.sql().strip().lines().findFirst().orElse(""));
    }
  }
}
