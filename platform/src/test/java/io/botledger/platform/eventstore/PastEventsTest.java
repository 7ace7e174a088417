package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.events.VersionDeleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PastEventsTest {
  private final TestLog log = new TestLog();
  private final PastEvents past = new PastEvents(log.dataSource);
  private final List<PastEvent> seen = new ArrayList<>();

  PastEventsTest() {
    log.sql
        .sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            select gen_random_uuid()::text, (array['a', 'b'])[1 + n % 2], n / 2, 'Version',
              'VersionDeleted', '1', json_build_object('chatbotId', (array['bot', 'other'])[1 + n % 2]),
              '{"actor":{"name":"user_123","kind":"key"}}',
              timestamptz '2026-03-01T12:00:00Z' + n * interval '1 second'
            from generate_series(0, 4999) as n
            """)
        .update();
  }

  @Test
  void ofAChatbotComeInTheirOrderUpToAPositionAcrossChunks() {
    past.ofChatbot("bot", 4_001, seen::add);
    assertThat(seen.stream().map(PastEvent::position))
        .containsExactlyElementsOf(LongStream.range(0, 2_001).mapToObj(n -> 2 * n + 1).toList());
    assertThat(seen.get(1))
        .isEqualTo(
            new PastEvent(
                3,
                "a",
                1,
                Instant.parse("2026-03-01T12:00:02Z"),
                "user_123",
                new VersionDeleted("bot")));
  }

  @Test
  void ofAVersionComeInTheirOrderUpToANumberAcrossChunks() {
    past.ofVersion("b", 1_999, seen::add);
    assertThat(seen.stream().map(PastEvent::sequence))
        .containsExactlyElementsOf(LongStream.range(0, 2_000).boxed().toList());
    assertThat(seen).allMatch(event -> event.versionId().equals("b"));
  }

  @Test
  void ofNobodyAreNone() {
    past.ofChatbot("nobody", Long.MAX_VALUE, seen::add);
    past.ofVersion("nobody", Long.MAX_VALUE, seen::add);
    past.ofChatbot("bot", 0, seen::add);
    assertThat(seen).isEmpty();
  }

  @Test
  void areReadNoFurtherThanTheConsumerLikes() {
    assertThatThrownBy(
            () ->
                past.ofChatbot(
                    "bot",
                    Long.MAX_VALUE,
                    event -> {
                      seen.add(event);
                      if (seen.size() == 3) {
                        throw new IllegalStateException("That is enough.");
                      }
                    }))
        .hasMessage("That is enough.");
    assertThat(seen).hasSize(3);
  }
}
