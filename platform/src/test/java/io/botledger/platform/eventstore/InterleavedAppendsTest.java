package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.eventstore.GapSafeReader.Positioned;
import io.botledger.platform.eventstore.TestLog.OpenAppend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Appends that begin, commit, are rolled back and are read in all kinds of orders. */
class InterleavedAppendsTest {
  private static final int SCHEDULES = 150;
  private static final int STEPS = 40;
  private static final int APPENDS = 5;

  private final TestLog log = new TestLog();
  private final List<OpenAppend> idle =
      new ArrayList<>(Stream.generate(() -> log.new OpenAppend()).limit(APPENDS).toList());
  private final List<OpenAppend> open = new ArrayList<>();

  /** As a segment of a processor goes by it: a token that covers an event's has handled it. */
  private GapAwareTrackingToken handled = GapSafeReader.TAIL;

  private final List<Long> read = new ArrayList<>();

  @Test
  void each_event_is_read_once_and_never_looks_handled_to_who_has_handled_those_before_it() {
    GapSafeReader reader = new GapSafeReader(log.dataSource, GapSafeReader.TAIL, 3);
    for (int seed = 0; seed < SCHEDULES; seed++) {
      Random random = new Random(seed);
      for (int step = 0; step < STEPS; step++) {
        step(random, reader);
      }
      while (!open.isEmpty()) {
        end(random);
      }
      while (!read(reader).isEmpty() || reader.hasMore()) {}
      assertThat(read)
          .as("schedule %s", seed)
          .containsExactlyInAnyOrderElementsOf(
              log.sql.sql("select global_index from events.event").query(Long.class).list());
    }
    assertThat(read).hasSizeGreaterThan(SCHEDULES);
  }

  private void step(Random random, GapSafeReader reader) {
    switch (random.nextInt(3)) {
      case 0 -> {
        if (!idle.isEmpty()) {
          OpenAppend append = idle.remove(random.nextInt(idle.size()));
          append.takeTransactionId();
          append.append("a");
          open.add(append);
        }
      }
      case 1 -> {
        if (!open.isEmpty()) {
          end(random);
        }
      }
      default -> read(reader);
    }
  }

  private void end(Random random) {
    OpenAppend append = open.remove(random.nextInt(open.size()));
    if (random.nextBoolean()) {
      append.commit();
    } else {
      append.rollBack();
    }
    idle.add(append);
  }

  private List<Positioned> read(GapSafeReader reader) {
    List<Positioned> events = reader.read();
    for (Positioned event : events) {
      GapAwareTrackingToken token = (GapAwareTrackingToken) event.event().trackingToken();
      assertThat(handled.covers(token))
          .as("%s covers %s of %s", handled, token, event.position())
          .isFalse();
      // Axon takes events with equal tokens for one that was upcast to several.
      assertThat(handled).isNotEqualTo(token);
      handled = token;
      read.add(event.position());
    }
    return events;
  }

  @AfterEach
  void close() {
    Stream.concat(idle.stream(), open.stream()).forEach(OpenAppend::close);
  }
}
