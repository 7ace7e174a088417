package io.botledger.query.projection;

import java.util.List;

/** What a projection makes of an event: a pure function from events to changes of its tables. */
public interface Projector {

  /**
   * All templates that {@link #on} uses, in the order in which a batch carries them out: first all
   * changes of the first template, in the order of the events, then all of the second, and so on.
   * So a template may rely on what those before it and its own earlier changes wrote, and on
   * nothing else.
   */
  List<Template> order();

  /**
   * Says what the event changes. Reads nothing but the event.
   *
   * @throws RuntimeException if the event makes no sense; it becomes a dead letter then
   */
  void on(Recorded recorded, Changes changes);

  /** Where every event that was applied has left exactly one row. */
  Trace trace();

  /**
   * @param table with the columns {@code version_id} and {@code position}
   * @param position the name of the column that has the event's position
   */
  record Trace(String table, String position) {}
}
