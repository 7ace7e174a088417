package io.botledger.query.segment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has a segment.
 *
 * @param owner null: nobody
 * @param age milliseconds since the claim was renewed or given up, by the database's clock
 * @param living the ids of the processes that lived then
 */
record Claim(int segment, @Nullable String owner, long age, List<String> living) {

  static Claim read(ResultSet row, int number) throws SQLException {
    return new Claim(
        row.getInt("segment"),
        row.getString("owner"),
        row.getLong("age"),
        Processes.living(row, number));
  }

  /** Whether anybody might have had the segment for so long. */
  boolean isFreeFor(Duration time, ClaimPace pace) {
    long free = owner == null ? age : age - pace.claim().toMillis();
    return free >= time.toMillis();
  }
}
