package io.botledger.query.versionlist;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/chatbots}: the chatbots by their ids, and what runs where. */
@RestController
class ListChatbots {
  record Answer(List<Chatbot> chatbots) {}

  record Chatbot(String chatbotId, long versions, String lastChange, Environments environments) {}

  record Environments(@Nullable Running dev, @Nullable Running test, @Nullable Running prod) {}

  record Running(
      String deploymentId, String versionId, String versionNumber, String name, String since) {}

  private final JdbcClient database;
  private final Generations generations;

  ListChatbots(@Qualifier("readDataSource") DataSource readDataSource, Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
  }

  @GetMapping(path = "/v1/chatbots", produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"text", "limit", "cursor"})
  ResponseEntity<Answer> list(HttpServletRequest request, RequestContext context) {
    QueryValues values = new QueryValues(request);
    String text = values.text("text");
    int limit = values.integer("limit", 1, Pages.MOST, Pages.USUAL);
    Cursor cursor = Cursor.ofChatbots(values);
    values.check();
    return Pages.page(
        request,
        cursor,
        read(
            text == null ? "" : text,
            context.caller().grants().chatbots(Permission.VERSIONS_LIST).orElse(null),
            cursor,
            limit + 1),
        limit,
        last -> new Cursor(0, last.chatbotId()),
        Answer::new);
  }

  /**
   * @param granted null: all
   */
  private List<Chatbot> read(
      String text, @Nullable Set<String> granted, @Nullable Cursor cursor, int limit) {
    boolean back = cursor != null && cursor.back();
    Generation generation = generations.live(Projection.VERSION_LIST);
    String sql =
        """
        select chatbot.chatbot_id, chatbot.versions, chatbot.last_change,
          %2$s
        from (select * from %1$s
              where to_position is null and chatbot_id %4$s ? and strpos(chatbot_id, ?) > 0 %6$s
              order by chatbot_id %5$s limit ?) as chatbot
        %3$s
        order by chatbot.chatbot_id %5$s
        """
            .formatted(
                generation.table("chatbot"),
                columns("dev") + ", " + columns("test") + ", " + columns("prod"),
                join(generation, "dev") + join(generation, "test") + join(generation, "prod"),
                back ? "<" : ">",
                back ? "desc" : "asc",
                granted == null ? "" : "and chatbot_id = any(?)");
    List<Object> values = new ArrayList<>(List.of(cursor == null ? "" : cursor.last(), text));
    if (granted != null) {
      values.add(granted.toArray(String[]::new));
    }
    values.add(limit);
    return database.sql(sql).params(values).query((row, number) -> chatbot(row)).list();
  }

  private static String columns(String environment) {
    return """
        chatbot.environments -> '%1$s' ->> 'deploymentId' as %1$s_deployment,
        chatbot.environments -> '%1$s' ->> 'versionId' as %1$s_version,
        chatbot.environments -> '%1$s' ->> 'since' as %1$s_since,
        %1$s.version_number as %1$s_number, %1$s.name as %1$s_name"""
        .formatted(environment);
  }

  private static String join(Generation generation, String environment) {
    return """
        left join %2$s as %1$s on %1$s.to_position is null
          and %1$s.version_id = chatbot.environments -> '%1$s' ->> 'versionId'
        """
        .formatted(environment, generation.table("version"));
  }

  private static Chatbot chatbot(ResultSet row) throws SQLException {
    return new Chatbot(
        row.getString("chatbot_id"),
        row.getLong("versions"),
        Timestamps.format(row.getObject("last_change", OffsetDateTime.class).toInstant()),
        new Environments(running(row, "dev"), running(row, "test"), running(row, "prod")));
  }

  private static @Nullable Running running(ResultSet row, String environment) throws SQLException {
    String deployment = row.getString(environment + "_deployment");
    return deployment == null
        ? null
        : new Running(
            deployment,
            row.getString(environment + "_version"),
            row.getString(environment + "_number"),
            row.getString(environment + "_name"),
            row.getString(environment + "_since"));
  }
}
