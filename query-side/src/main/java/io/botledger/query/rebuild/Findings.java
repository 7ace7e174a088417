package io.botledger.query.rebuild;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a verification has found so far; of the differences the first ones are kept. */
final class Findings {
  static final int MOST = 1_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Difference> differences = new ArrayList<>();
  private long found;
  private long compared;
  private @Nullable Long firstDivergence;

  /**
   * As it is stored.
   *
   * @param position up to here both were compared
   * @param compared how many rows
   * @param found how many differences there are
   * @param differences the first {@link #MOST} of them
   * @param firstDivergence the smallest position that wrote one of the differing rows
   */
  record Result(
      long position,
      long compared,
      long found,
      List<Difference> differences,
      @Nullable Long firstDivergence) {

    static final Result NOTHING_YET = new Result(0, 0, 0, List.of(), null);

    static Result parse(String text) {
      return JSON.readValue(text, Result.class);
    }

    String text() {
      return JSON.writeValueAsString(this);
    }

    /** For the journal and for the log. */
    String sentence() {
      return found == 0
          ? "All %,d rows up to position %d are what the events say.".formatted(compared, position)
          : "%,d rows up to position %d differ from what the events say in %,d places, the first of them written at position %d."
              .formatted(compared, position, found, firstDivergence);
    }
  }

  void compared(long rows) {
    compared += rows;
  }

  void add(Difference difference) {
    found++;
    if (differences.size() < MOST) {
      differences.add(difference);
    }
    firstDivergence =
        firstDivergence == null
            ? difference.position()
            : Math.min(firstDivergence, difference.position());
  }

  Result asOf(long position) {
    return new Result(position, compared, found, List.copyOf(differences), firstDivergence);
  }
}
