package io.botledger.query.versionlist;

import io.botledger.platform.progress.Projection;
import io.botledger.query.asof.Viewpoint;
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
   */
  record Question(
      String chatbotId, @Nullable Long asOf, boolean newestFirst, boolean includeDeleted) {}

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

    /**
     * The versions beside one, the nearest first.
     *
     * @param version its {@code createdPosition}; null is the end of the list that is left behind
     * @param back whether those before it, seen in the list's order, instead of those behind it
     */
    List<VersionRow> beside(@Nullable Long version, boolean back, int limit) {
      boolean descending = question.newestFirst() != back;
      // A version's first row never changes once it has ended, and there is one for each version:
      // so a version with thousands of rows is no longer way than any other.
      String sql =
          """
          select %1$s
          from %2$s as first join lateral (
            select * from %2$s as past
            where past.version_id = first.version_id and past.from_position <= ?
            order by past.from_position desc limit 1) as version on ? or version.deleted_at is null
          where first.chatbot_id = ? and first.from_position = first.created_position
            and first.created_position %3$s ? and first.created_position <= ?
          order by first.created_position %4$s limit ?
          """
              .formatted(
                  VersionRow.COLUMNS,
                  generation.table("version"),
                  descending ? "<" : ">",
                  descending ? "desc" : "asc");
      return database
          .sql(sql)
          .params(
              asOf,
              question.includeDeleted(),
              question.chatbotId(),
              version == null ? (descending ? Long.MAX_VALUE : 0) : version,
              asOf,
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

  /** One version of a chatbot, deleted or not; empty if it has none of that id then. */
  public Optional<WithContent> find(String chatbotId, String versionId, Viewpoint viewpoint) {
    return database
        .sql(
            """
            select %s, coalesce(content.content::text, '{}') as content
            from (select * from %s where version_id = ? and from_position <= ?
                  order by from_position desc limit 1) as version
              left join events.content on content.hash = version.content_hash
            where chatbot_id = ?
            """
                .formatted(
                    VersionRow.COLUMNS, generations.live(Projection.VERSION_LIST).table("version")))
        .params(versionId, viewpoint.position(), chatbotId)
        .query((row, number) -> new WithContent(VersionRow.read(row), row.getString("content")))
        .optional();
  }
}
