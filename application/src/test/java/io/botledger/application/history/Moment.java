package io.botledger.application.history;

import io.botledger.application.history.LogFold.Logged;
import io.botledger.platform.web.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A moment to ask about.
 *
 * @param happened how many events of the chatbot had happened by then
 * @param query as it stands in a request; empty for the present
 * @param position of the answer's {@code asOf}
 * @param time of the answer's {@code asOf}; null before the first event
 */
record Moment(int happened, String query, long position, @Nullable String time) {

  /** Random moments of a chatbot's history, in the order of time, those at both ends among them. */
  static List<Moment> draw(List<Logged> events, int number, Random random) {
    List<Moment> moments = new ArrayList<>();
    moments.add(time(events, start(events, 0).minusSeconds(1)));
    moments.add(time(events, start(events, events.size() - 1)));
    moments.add(position(events, events.get(events.size() - 1).position()));
    long before = events.get(0).position() - 1;
    if (before > 0) {
      moments.add(position(events, before));
    }
    while (moments.size() < number) {
      int one = random.nextInt(events.size());
      if (random.nextBoolean()) {
        moments.add(time(events, start(events, one).plusMillis(random.nextInt(4))));
      } else {
        // Behind it, and before the last one: positions between are other chatbots'.
        long last = events.get(events.size() - 1).position();
        moments.add(
            position(events, Math.min(last, events.get(one).position() + random.nextInt(4))));
      }
    }
    moments.sort(Comparator.comparingInt(Moment::happened));
    return moments;
  }

  /** The present, which is asked for by saying nothing. */
  static Moment now(List<Logged> events) {
    return new Moment(events.size(), "", 0, null);
  }

  private static Instant start(List<Logged> events, int index) {
    return Instant.parse(events.get(index).time());
  }

  private static Moment position(List<Logged> events, long position) {
    int happened = (int) events.stream().filter(event -> event.position() <= position).count();
    return new Moment(
        happened,
        "position=" + position,
        position,
        happened == 0 ? null : events.get(happened - 1).time());
  }

  private static Moment time(List<Logged> events, Instant asked) {
    // A time to come would be answered as of now.
    Instant time = asked.isAfter(Instant.now()) ? Instant.now() : asked;
    Instant whole = time.truncatedTo(ChronoUnit.MILLIS);
    int happened =
        (int) events.stream().filter(event -> !Instant.parse(event.time()).isAfter(whole)).count();
    return new Moment(
        happened,
        "at=" + whole,
        happened == 0 ? 0 : events.get(happened - 1).position(),
        Timestamps.format(whole));
  }
}
