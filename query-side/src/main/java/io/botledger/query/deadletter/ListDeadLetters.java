package io.botledger.query.deadletter;

import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.standing.KnownProjections;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Types;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/projections/{name}/dead-letters}: of each chatbot the event that holds it up; of
 * one chatbot all that wait.
 */
@RestController
class ListDeadLetters {
  record Answer(List<DeadLetter> deadLetters) {}

  private static final String LETTERS =
      """
      select letter.*, event.aggregate_identifier, event.payload_type
      from (
        select *, row_number() over (partition by chatbot_id order by position) as place,
          count(*) over (partition by chatbot_id) - row_number()
            over (partition by chatbot_id order by position) as waiting
        from query.dead_letter where processor_name = ? and chatbot_id = coalesce(?, chatbot_id)
      ) as letter
      join events.event as event on event.global_index = letter.position
      where (letter.place = 1 or ?) and letter.position > ?
      order by letter.position limit ?
      """;

  private final JdbcClient database;
  private final Generations generations;

  ListDeadLetters(@Qualifier("readDataSource") DataSource readDataSource, Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
  }

  @GetMapping(
      path = "/v1/projections/{name}/dead-letters",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"chatbotId", "limit", "cursor"})
  ResponseEntity<Answer> list(@PathVariable String name, HttpServletRequest request) {
    Generation generation = generations.live(KnownProjections.named(name));
    QueryValues values = new QueryValues(request);
    String chatbotId = values.text("chatbotId");
    int limit = values.integer("limit", 1, Pages.MOST, Pages.USUAL);
    Cursor cursor = Cursor.ofPositions(values);
    values.check();
    return Pages.page(
        request,
        read(generation, chatbotId, cursor == null ? 0 : cursor.lastPosition(), limit + 1),
        limit,
        last -> new Cursor(0, last.id()),
        Answer::new);
  }

  private List<DeadLetter> read(
      Generation generation, @Nullable String chatbotId, long after, int limit) {
    return database
        .sql(LETTERS)
        .param(1, generation.processor())
        .param(2, chatbotId, Types.VARCHAR)
        .param(3, chatbotId != null)
        .param(4, after)
        .param(5, limit)
        .query((row, number) -> DeadLetter.read(row))
        .list();
  }
}
