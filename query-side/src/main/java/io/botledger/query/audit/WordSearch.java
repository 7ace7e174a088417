package io.botledger.query.audit;

import io.botledger.query.generation.Generation;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds entries by words, the nearest first, at about the same cost whether a word is in every
 * entry or in none, and however many entries there are.
 *
 * <p>An index of words gives all entries that have one, and sorts them only then; reading on until
 * enough have turned up never ends for a word that is rare. Which is better cannot be told
 * beforehand: the planner guesses, and a wrong guess costs a second at a million entries. So the
 * nearest entries are looked at one by one. What turns up there says how far the rest will be, and
 * that much is asked of the index.
 */
final class WordSearch {
  private static final long LOOKED_AT = 1_024;

  private final EntryQueries queries;
  private final Generation generation;
  private final AuditFilter filter;
  private final String words;
  private final boolean descending;

  WordSearch(
      EntryQueries queries,
      Generation generation,
      AuditFilter filter,
      String words,
      boolean descending) {
    this.queries = queries;
    this.generation = generation;
    this.filter = filter;
    this.words = words;
    this.descending = descending;
  }

  List<AuditEntry> first(Positions positions, int limit) {
    Positions near = positions.first(LOOKED_AT, descending);
    List<AuditEntry> found =
        new ArrayList<>(queries.firstThatHave(words, generation, filter, near, descending, limit));
    long seen = LOOKED_AT;
    Positions rest = rest(positions, near);
    while (found.size() < limit && !rest.isEmpty()) {
      // Twice as far as the rest should be; where nothing was found, as if there had been one.
      Positions next = rest.first(seen * 2 * limit / Math.max(1, found.size()), descending);
      found.addAll(
          queries.firstByIndex(words, generation, filter, next, descending, limit - found.size()));
      seen += next.high() - next.low() + 1;
      rest = rest(rest, next);
    }
    return found;
  }

  private Positions rest(Positions all, Positions done) {
    return all.behind(descending ? done.low() : done.high(), descending);
  }
}
