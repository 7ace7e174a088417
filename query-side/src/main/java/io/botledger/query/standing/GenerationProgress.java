package io.botledger.query.standing;

import io.botledger.query.generation.Generation;
import io.botledger.query.projection.HandledBlocks;
import io.botledger.query.standing.Reached.Event;
import java.util.List;

/** How far one generation is, as of one snapshot. */
public final class GenerationProgress {

  /** How many events above the lowest token are looked at one by one. */
  private static final int LOOK_AHEAD = 20_000;

  private final Examination examination;
  private final Generation generation;
  private final Reached reached;
  private final List<Event> above;
  private final LogCounts log;

  private GenerationProgress(
      Examination examination, Generation generation, Reached reached, LogCounts log) {
    this.examination = examination;
    this.generation = generation;
    this.reached = reached;
    this.above = examination.above(reached.floor(), LOOK_AHEAD);
    this.log = log;
  }

  static GenerationProgress of(Examination examination, Generation generation, LogCounts log) {
    return new GenerationProgress(examination, generation, examination.reached(generation), log);
  }

  /** What its segments have handled. */
  public Reached reached() {
    return reached;
  }

  /** The newest position below which everything is handled and nothing can appear any more. */
  public long position() {
    return reached.position(above, examination.isQuiet());
  }

  /** The first of the visible events that it has not handled; those far ahead are left out. */
  public List<Event> missing() {
    return reached.missing(above);
  }

  /** How many visible events it has not handled. */
  public long lag() {
    return missing().size()
        + (isCut() ? examination.eventsAbove(above.get(LOOK_AHEAD - 1).position()) : 0);
  }

  private boolean isCut() {
    return above.size() == LOOK_AHEAD;
  }

  /** Whether it has handled every event that the other one has. */
  public boolean coversAllOf(GenerationProgress other) {
    return !isCut() && missing().stream().noneMatch(other.reached::covers);
  }

  /**
   * The numbers of the blocks of {@link HandledBlocks#SIZE} positions of which it has not handled
   * every event that its tokens cover, or one twice; dead letters and events given up count as
   * handled.
   */
  public List<Long> wrongBlocks() {
    long end = isCut() ? above.get(LOOK_AHEAD - 1).position() / HandledBlocks.SIZE : Long.MAX_VALUE;
    return examination.wrongBlocks(generation, reached, log.upTo(reached.floor()), above, end);
  }
}
