package io.botledger.platform.answer;

import io.botledger.platform.database.Statements;
import io.botledger.platform.web.IdempotencyKey;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * The replies of the last 24 hours to requests with an idempotency key. They are kept in the
 * transaction of the events that they tell of: either both are there or none.
 */
public final class AnsweredRequests {

  // A statement of its own, so that the row is looked for after the lock is there. A first attempt
  // that still runs, in whatever process, holds it until its transaction is over.
  private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(?)";

  private static final String FIND =
      """
      select encode(fingerprint, 'hex'), status, body, location, entity_tag,
             (select coalesce(max(global_index), 0) from events.event where chatbot_id = ?)
        from %1$s.answered_request
       where request_key = decode(?, 'hex') and answered > now() - interval '24 hours'
      """;

  private static final String KEEP =
      """
      insert into %1$s.answered_request
             (request_key, fingerprint, status, body, location, entity_tag)
      values (decode(?, 'hex'), decode(?, 'hex'), ?, ?, ?, ?)
          on conflict (request_key) do update
         set fingerprint = excluded.fingerprint, answered = now(), status = excluded.status,
             body = excluded.body, location = excluded.location, entity_tag = excluded.entity_tag
      """;

  // Each that comes takes some with it that are over: the table needs nobody else to tidy it. The
  // last statement before the events, and it waits for nobody.
  private static final String FORGET =
      """
      delete from %1$s.answered_request
       where request_key = any (array(
         select request_key from %1$s.answered_request
          where answered < now() - interval '24 hours'
          order by answered limit 10 for update skip locked))
      """;

  private final JdbcTemplate database;
  private final JsonMapper json;
  private final String find;
  private final String keep;
  private final String forget;

  /**
   * Those of one side.
   *
   * @param schema where its table is; trusted
   */
  public AnsweredRequests(DataSource dataSource, String schema, JsonMapper json) {
    this.database = new JdbcTemplate(dataSource);
    this.json = json;
    this.find = FIND.formatted(schema);
    this.keep = KEEP.formatted(schema);
    this.forget = FORGET.formatted(schema);
  }

  /**
   * A reply that was given before.
   *
   * @param newest the newest position of the chatbot
   */
  public record Kept(Reply reply, long newest) {}

  /**
   * Looks whether the request was answered before, and keeps others with its key away until the
   * running transaction ends. One round trip.
   *
   * @param chatbotId the chatbot that it is about; {@code ""}: none
   * @throws Refusal {@code idempotency-key-in-use} while the first one runs, {@code
   *     idempotency-key-reused} if it was another request
   */
  public Optional<Kept> find(IdempotencyKey key, String chatbotId) {
    Statements statements =
        new Statements()
            .add(TRY_LOCK, Long.parseUnsignedLong(key.id().substring(0, 16), 16))
            .add(find, chatbotId, key.id());
    Optional<Kept> kept =
        database.execute(
            statements::prepare,
            (PreparedStatementCallback<Optional<Kept>>) statement -> read(statement, key));
    return Objects.requireNonNull(kept);
  }

  /**
   * Keeps a reply in the running transaction, and forgets some that are older than a day. One round
   * trip.
   *
   * @return the reply with its body as it is kept
   */
  public Reply keep(IdempotencyKey key, Reply reply) {
    String body = json.writeValueAsString(reply.body());
    Statements statements =
        new Statements()
            .add(
                keep,
                key.id(),
                key.fingerprint(),
                reply.status().value(),
                body,
                reply.location(),
                reply.entityTag())
            .add(forget);
    database.execute(
        statements::prepare, (PreparedStatementCallback<Boolean>) PreparedStatement::execute);
    return reply.with(new RawValue(body));
  }

  /** What those hear who come while the first one runs. */
  public static Refusal inUse() {
    return Refusal.retryLater(
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        "A request with this %s is being carried out.".formatted(IdempotencyKey.HEADER),
        1,
        null);
  }

  private static Optional<Kept> read(PreparedStatement statement, IdempotencyKey key)
      throws SQLException {
    statement.execute();
    try (ResultSet locked = statement.getResultSet()) {
      if (!locked.next() || !locked.getBoolean(1)) {
        throw inUse();
      }
    }
    statement.getMoreResults();
    ResultSet row = Objects.requireNonNull(statement.getResultSet());
    if (!row.next()) {
      return Optional.empty();
    }
    if (!row.getString(1).equals(key.fingerprint())) {
      throw Refusal.of(
          ProblemCode.IDEMPOTENCY_KEY_REUSED,
          "Another request was sent with this %s; a new request needs a new one."
              .formatted(IdempotencyKey.HEADER));
    }
    Reply reply =
        new Reply(
            HttpStatus.valueOf(row.getInt(2)),
            new RawValue(row.getString(3)),
            row.getString(4),
            row.getString(5));
    return Optional.of(new Kept(reply, row.getLong(6)));
  }
}
