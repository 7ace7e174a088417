package io.botledger.platform.progress;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;

/**
 * How far the projections are, in this process and in all others on the same database.
 *
 * <p>The query side reports, the command side waits; neither knows the other.
 */
public interface Progress {

  /**
   * Says that a segment of a projection has handled, and committed, all that the token covers.
   * Wakes who waits for it here at once, and elsewhere by one merged notification.
   *
   * @param heldUp positions among the newly covered ones whose events are set aside, since they, or
   *     others of their chatbot before them, cannot be applied: no read shows them
   */
  void report(
      Projection projection, Segment segment, GapAwareTrackingToken token, Collection<Long> heldUp);

  /**
   * Completes with true once every projection has handled the chatbot's events up to the position,
   * or with false after two seconds. After one wait ran out, later ones answer false at once until
   * progress is seen again. Where an event is held up, the answer is false as soon as that is
   * known, and says nothing about other chatbots. Holds no thread and no connection.
   */
  CompletableFuture<Boolean> handled(String chatbotId, long position);

  /**
   * Runs the action whenever a projection is heard to have handled more, here or in another
   * process. It must return at once. What is heard is a hint: it may be merged, or lost.
   */
  void onProgress(Projection projection, Runnable action);
}
