package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.eventstore.TestLog.OpenAppend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Appends that begin, commit, are rolled back and are read in all kinds of orders, by two segments
 * that go by Axon's rules: what a segment's token covers it has handled; a process that claims a
 * segment opens another stream unless the lower bound of the tokens equals where its stream is.
 */
class InterleavedAppendsTest {
  private static final int SCHEDULES = 4;
  private static final int ROUNDS = 300;
  private static final int APPENDS = 4;

  /** A segment, which has its stored token, and what it handled. */
  private static final class Segment {
    TrackingToken handled = GapSafeReader.TAIL;
    final List<Long> positions = new ArrayList<>();

    void offer(TrackingToken token, List<Long> step) {
      if (!handled.covers(token)) {
        positions.addAll(step);
        handled = token;
      }
    }
  }

  private final TestLog log = new TestLog();
  private final List<OpenAppend> idle =
      new ArrayList<>(Stream.generate(() -> log.new OpenAppend()).limit(APPENDS).toList());
  private final List<OpenAppend> open = new ArrayList<>();
  private final Segment here = new Segment();

  /** It is with this process at times, and with another one in between. */
  private final Segment roaming = new Segment();

  private final Set<Long> handedOut = new HashSet<>();
  private boolean away;
  private EventLog eventLog;
  private BlockingStream<TrackedEventMessage<?>> stream;
  private BlockingStream<TrackedEventMessage<?>> streamElsewhere;
  private TrackingToken last = GapSafeReader.TAIL;
  private Random random;

  @BeforeEach
  void start(RepetitionInfo schedule) {
    random = new Random(schedule.getCurrentRepetition());
    eventLog = new EventLog(log.dataSource, log.serializer, Duration.ofDays(1));
    stream = reader(GapSafeReader.TAIL);
    streamElsewhere = reader(GapSafeReader.TAIL);
  }

  private BlockingStream<TrackedEventMessage<?>> reader(TrackingToken start) {
    return eventLog.openStream(start, 3);
  }

  @RepeatedTest(SCHEDULES)
  void eachEventIsHandledByEachSegment() {
    for (int round = 0; round < ROUNDS; round++) {
      round();
    }
    while (!open.isEmpty()) {
      end();
    }
    if (away) {
      comeBack();
    }
    read();
    List<Long> committed =
        log.sql.sql("select global_index from events.event order by 1").query(Long.class).list();
    assertThat(committed).hasSizeGreaterThan(ROUNDS / 4);
    assertThat(new TreeSet<>(here.positions)).containsExactlyElementsOf(committed);
    assertThat(new TreeSet<>(roaming.positions)).containsExactlyElementsOf(committed);
  }

  private void round() {
    for (int i = random.nextInt(idle.size() + 1); i > 0; i--) {
      begin();
    }
    for (int i = random.nextInt(open.size() + 1); i > 0; i--) {
      end();
    }
    if (away && random.nextBoolean()) {
      readElsewhere();
    }
    while (!open.isEmpty() && random.nextInt(4) > 0) {
      end();
    }
    if (random.nextInt(3) > 0) {
      read();
    }
    if (away && random.nextInt(3) > 0) {
      comeBack();
    } else if (!away) {
      away = true;
      streamElsewhere = reader(stored(roaming.handled));
    }
  }

  private void begin() {
    OpenAppend append = idle.remove(random.nextInt(idle.size()));
    append.takeTransactionId();
    append.append("a");
    open.add(append);
  }

  private void end() {
    OpenAppend append = open.remove(random.nextInt(open.size()));
    if (random.nextBoolean()) {
      append.commit();
    } else {
      append.rollBack();
    }
    idle.add(append);
  }

  private void readElsewhere() {
    eachStep(streamElsewhere, roaming::offer);
  }

  private void comeBack() {
    away = false;
    TrackingToken start = last.lowerBound(stored(roaming.handled));
    if (!start.equals(last)) {
      last = start;
      stream = reader(start);
      handedOut.clear();
    }
  }

  private static TrackingToken stored(TrackingToken token) {
    TokenSerializer tokens = new TokenSerializer();
    return tokens.deserialize(tokens.serialize((GapAwareTrackingToken) token, String.class));
  }

  private void read() {
    eachStep(
        stream,
        (token, step) -> {
          // Axon takes events with equal tokens for one step.
          assertThat(token).isNotEqualTo(last);
          last = token;
          step.forEach(
              position -> assertThat(handedOut.add(position)).as("once by each stream").isTrue());
          here.offer(token, step);
          if (!away) {
            roaming.offer(token, step);
          }
        });
  }

  private void eachStep(
      BlockingStream<TrackedEventMessage<?>> stream, BiConsumer<TrackingToken, List<Long>> step) {
    eventLog.wake();
    try {
      while (stream.hasNextAvailable()) {
        TrackedEventMessage<?> first = stream.nextAvailable();
        List<Long> positions = new ArrayList<>(List.of(EventLog.positionOf(first)));
        while (stream.peek().isPresent()) {
          TrackedEventMessage<?> next = stream.nextAvailable();
          assertThat(next.trackingToken()).isEqualTo(first.trackingToken());
          positions.add(EventLog.positionOf(next));
        }
        step.accept(first.trackingToken(), positions);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    Stream.concat(idle.stream(), open.stream()).forEach(OpenAppend::close);
    eventLog.close();
  }
}
