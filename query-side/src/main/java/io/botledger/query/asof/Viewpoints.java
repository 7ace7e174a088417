package io.botledger.query.asof;

import io.botledger.platform.eventstore.Moments;
import io.botledger.platform.eventstore.Moments.Moment;
import io.botledger.platform.eventstore.Moments.Newest;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.ReadsLag;
import io.botledger.query.generation.Generations;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the moment that a client asks about, in the log, and sees to it that the projection has got
 * that far: an answer about the past does not change when it is asked for again.
 */
@Component
public final class Viewpoints {
  private final JdbcClient database;
  private final Moments moments;
  private final Generations generations;
  private final Progress progress;

  Viewpoints(
      @Qualifier("readDataSource") DataSource readDataSource,
      Generations generations,
      Progress progress) {
    this.database = JdbcClient.create(readDataSource);
    this.moments = new Moments(readDataSource);
    this.generations = generations;
    this.progress = progress;
  }

  /**
   * The viewpoint for an answer. If the projection does not follow in time, the answer gets the
   * header {@code Botledger-Reads-Lag}.
   *
   * @param projection with a table {@code version}
   * @throws io.botledger.platform.web.Refusal a 400 if the log has not got that far
   */
  public Viewpoint of(
      Asked asked, String chatbotId, Projection projection, HttpServletResponse response) {
    if (asked.isPresent()) {
      return Viewpoint.PRESENT;
    }
    Moment moment =
        asked.position() != null
            ? moments.at(chatbotId, asked.position())
            : moments.at(chatbotId, Objects.requireNonNull(asked.at()));
    Newest newest = moment.newest();
    if (newest != null
        && !isShown(projection, newest)
        && !(progress.handled(chatbotId, newest.position()).join()
            && isShown(projection, newest))) {
      response.setHeader(ReadsLag.HEADER, "true");
    }
    return Viewpoint.of(moment.position(), moment.time());
  }

  /** Every event has left a row of its version. */
  private boolean isShown(Projection projection, Newest newest) {
    return database
        .sql(
            "select exists (select from %s where version_id = ? and from_position = ?)"
                .formatted(generations.live(projection).table("version")))
        .params(newest.versionId(), newest.position())
        .query(Boolean.class)
        .single();
  }
}
