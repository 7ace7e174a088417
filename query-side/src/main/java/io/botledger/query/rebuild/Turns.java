package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import io.botledger.query.segment.Processes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Of several processes, one at a time works on the rebuilds of a projection. It loses its turn some
 * seconds after it died or began to stand still. What must never happen twice does not rely on
 * this: one that stood still goes on with what it was doing.
 */
@Component
final class Turns {
  private static final String TAKE =
      """
      insert into query.turn as taken (projection, process) values (?, ?)
      on conflict (projection) do update set process = excluded.process
      where taken.process = excluded.process or taken.process not in (%s)
      """
          .formatted(Processes.LIVING);

  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  private final JdbcClient database;
  private final Processes processes;

  /** What this process is at: it may ask again in another thread. */
  private final Set<Projection> taken = ConcurrentHashMap.newKeySet();

  Turns(@Qualifier("projectionDataSource") DataSource projectionDataSource, Processes processes) {
    this.database = JdbcClient.create(projectionDataSource);
    this.processes = processes;
  }

  /** Does it, unless another process, or another thread, is at it. */
  void take(Projection projection, Runnable work) {
    if (!taken.add(projection)) {
      return;
    }
    try {
      if (isOurs(projection)) {
        try {
          work.run();
        } finally {
          end(projection);
        }
      }
    } finally {
      taken.remove(projection);
    }
  }

  private boolean isOurs(Projection projection) {
    return database.sql(TAKE).params(projection.text(), processes.id(), processes.alive()).update()
        == 1;
  }

  /** If it cannot be written, the next turn is ours again; what came of the work matters more. */
  private void end(Projection projection) {
    try {
      database
          .sql("delete from query.turn where projection = ? and process = ?")
          .params(projection.text(), processes.id())
          .update();
    } catch (RuntimeException e) {
      log.warn("The turn for {} could not be ended ({}).", projection.text(), e.toString());
    }
  }
}
