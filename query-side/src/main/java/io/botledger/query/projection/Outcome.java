package io.botledger.query.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of events, each named by its position. */
final class Outcome {

  /**
   * An event that was not applied.
   *
   * @param cause null if it only waits behind another one of its chatbot
   */
  record Letter(String chatbotId, long position, @Nullable Cause cause) {}

  private final List<Long> applied = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final List<GivenUp.Event> givenUp = new ArrayList<>();
  private final List<Long> queuedBefore = new ArrayList<>();

  void applied(long position) {
    applied.add(position);
  }

  void failed(String chatbotId, long position, Throwable failure) {
    letters.add(new Letter(chatbotId, position, Cause.of(failure)));
  }

  void waits(String chatbotId, long position) {
    letters.add(new Letter(chatbotId, position, null));
  }

  void givenUp(GivenUp.Event event) {
    givenUp.add(event);
  }

  /** It was handed out again, and stands in the queue. */
  void queuedBefore(long position) {
    queuedBefore.add(position);
  }

  void addAll(Outcome other) {
    applied.addAll(other.applied);
    letters.addAll(other.letters);
    givenUp.addAll(other.givenUp);
    queuedBefore.addAll(other.queuedBefore);
  }

  List<Long> applied() {
    return applied;
  }

  List<Letter> letters() {
    return letters;
  }

  /** Those that could not be applied, and that nobody insists on. */
  List<GivenUp.Event> givenUp() {
    return givenUp;
  }

  /** The first event that could not be applied. */
  Optional<Letter> failure() {
    return letters.stream().filter(letter -> letter.cause() != null).findFirst();
  }

  /** Those that reads do not show yet, although the token covers them. */
  List<Long> heldUp() {
    List<Long> positions = new ArrayList<>(queuedBefore);
    letters.forEach(letter -> positions.add(letter.position()));
    return positions;
  }
}
