package io.botledger.query.rebuild;

import io.botledger.query.generation.Generation;
import io.botledger.query.projection.HandledBlocks;
import io.botledger.query.standing.Examination;
import io.botledger.query.standing.GenerationProgress;
import io.botledger.query.standing.Reached.Event;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A generation that lacks what the live one has does not take its place. */
final class SwapRule {
  private static final int NAMED = 10;

  private SwapRule() {}

  /**
   * @throws RebuildFailed if the new generation passed over an event, or could not apply one that
   *     the live one has applied
   */
  static void check(
      Examination examination,
      Generation live,
      GenerationProgress old,
      Generation next,
      GenerationProgress young) {
    requireComplete(young);
    Set<Long> known = new HashSet<>(examination.deadLetters(live).keySet());
    known.addAll(examination.givenUp(live).keySet());
    List<Long> lost =
        examination.deadLetters(next).entrySet().stream()
            .filter(letter -> !known.contains(letter.getKey()))
            .filter(
                letter ->
                    old.reached()
                        .covers(new Event(letter.getKey(), letter.getValue(), Instant.EPOCH)))
            .map(Map.Entry::getKey)
            .toList();
    if (!lost.isEmpty()) {
      throw new RebuildFailed(
          "The new generation could not apply events that the live one has applied; their positions"
              + " are "
              + lost.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "))
              + (lost.size() > NAMED ? " and more." : "."));
    }
  }

  /**
   * @throws RebuildFailed if a generation did not handle what its tokens cover
   */
  static void requireComplete(GenerationProgress young) {
    List<Long> wrong = young.wrongBlocks();
    if (!wrong.isEmpty()) {
      throw new RebuildFailed(
          "The new generation did not handle every event exactly once, among those with the"
              + " positions "
              + wrong.stream()
                  .limit(NAMED)
                  .map(SwapRule::positions)
                  .collect(Collectors.joining(", "))
              + (wrong.size() > NAMED ? " and more." : "."));
    }
  }

  private static String positions(long block) {
    return block * HandledBlocks.SIZE + " to " + ((block + 1) * HandledBlocks.SIZE - 1);
  }
}
