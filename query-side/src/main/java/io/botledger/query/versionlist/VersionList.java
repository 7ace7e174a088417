package io.botledger.query.versionlist;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.version.VersionRow;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The versions of a chatbot as the projection {@code version-list} knows them. */
@Component
public class VersionList {
  private final JdbcClient database;
  private final Generations generations;

  VersionList(@Qualifier("readDataSource") DataSource readDataSource, Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
  }

  /**
   * Which versions, in which order.
   *
   * @param asOf the position as of which they are listed; null is the newest of the chatbot
   * @param after the version before the first; its {@code createdPosition}
   */
  record Question(
      String chatbotId,
      @Nullable Long asOf,
      boolean newestFirst,
      boolean includeDeleted,
      @Nullable Long after) {}

  /** A list as of one position. It asks one generation only, whichever is the live one later. */
  final class Listing {
    private final Generation generation;
    private final Question question;
    private final long asOf;

    private Listing(Generation generation, Question question) {
      this.generation = generation;
      this.question = question;
      this.asOf = question.asOf() == null ? newest() : question.asOf();
    }

    long asOf() {
      return asOf;
    }

    /** Every event of a chatbot gives it a new row. */
    private long newest() {
      return database
          .sql(
              "select from_position from %s where chatbot_id = ? and to_position is null"
                  .formatted(generation.table("chatbot")))
          .param(question.chatbotId())
          .query(Long.class)
          .optional()
          .orElse(0L);
    }

    /** The versions behind one, or the first. */
    List<VersionRow> after(@Nullable VersionRow last, int limit) {
      Long behind = last == null ? question.after() : Long.valueOf(last.createdPosition());
      boolean descending = question.newestFirst();
      String sql =
          """
          select %s from %s as version
          where chatbot_id = ? and from_position <= ? and (to_position is null or to_position > ?)
            and created_position %s ? and (? or deleted_at is null)
          order by created_position %s limit ?
          """
              .formatted(
                  VersionRow.COLUMNS,
                  generation.table("version"),
                  descending ? "<" : ">",
                  descending ? "desc" : "asc");
      return database
          .sql(sql)
          .params(
              question.chatbotId(),
              asOf,
              asOf,
              behind == null ? (descending ? Long.MAX_VALUE : 0) : behind,
              question.includeDeleted(),
              limit)
          .query((row, number) -> VersionRow.read(row))
          .list();
    }
  }

  Listing listing(Question question) {
    return new Listing(generations.live(Projection.VERSION_LIST), question);
  }

  /** A version with its content. */
  public record WithContent(VersionRow row, String content) {}

  /** One version of a chatbot, deleted or not; empty if it has none of that id. */
  public Optional<WithContent> find(String chatbotId, String versionId) {
    return database
        .sql(
            """
            select %s, coalesce(content.content::text, '{}') as content
            from %s as version left join events.content on content.hash = version.content_hash
            where version_id = ? and to_position is null and chatbot_id = ?
            """
                .formatted(
                    VersionRow.COLUMNS, generations.live(Projection.VERSION_LIST).table("version")))
        .params(versionId, chatbotId)
        .query((row, number) -> new WithContent(VersionRow.read(row), row.getString("content")))
        .optional();
  }
}
