package io.botledger.bench.limit;

import java.util.List;

/**
 * What a command sends to PostgreSQL, with what differs from one command to the next left open: in
 * the parameters' values {@code {{n}}} stands for the number of a chatbot, {@code {{f1}}}, {@code
 * {{f2}}} … for 16 digits that no other command has.
 *
 * @param name of the command
 * @param fresh how many {@code {{f…}}} there are
 * @param trips the round trips of one transaction, BEGIN and COMMIT among the statements
 */
public record Script(String name, int fresh, List<Trip> trips) {

  /** The lowest 16-digit number that stands for {@code {{f…}}}, and the first beyond. */
  public static final long LOWEST = 1_000_000_000_000_000L;

  /** The first number beyond. */
  public static final long HIGHEST = 9_000_000_000_000_000L;

  /** How many statements, without BEGIN and COMMIT. */
  public long statements() {
    return trips.stream()
        .flatMap(trip -> trip.statements().stream())
        .filter(statement -> !statement.isTransactional())
        .count();
  }
}
