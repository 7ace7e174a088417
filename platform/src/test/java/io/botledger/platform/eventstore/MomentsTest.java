package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.platform.eventstore.Moments.Moment;
import io.botledger.platform.eventstore.Moments.Newest;
import io.botledger.platform.web.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000Z");

  private final TestLog log = new TestLog();
  private final Moments moments = new Moments(log.dataSource);

  MomentsTest() {
    event("bot", "a", 0, NOON); // 1
    event("other", "x", 0, NOON.plusSeconds(9)); // 2
    event("bot", "a", 1, NOON.plusSeconds(5)); // 3
    event("bot", "b", 0, NOON.plusSeconds(5)); // 4
    event("other", "x", 1, NOON.plusSeconds(20)); // 5
  }

  private void event(String chatbotId, String versionId, long sequence, Instant time) {
    log.sql
        .sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            values (gen_random_uuid()::text, ?, ?, 'Version', 'VersionDeleted', '1',
              json_build_object('chatbotId', ?), '{}', ?)
            """)
        .params(versionId, sequence, chatbotId, time.atOffset(ZoneOffset.UTC))
        .update();
  }

  @Test
  void aTimeIncludesWhatHappenedThen() {
    assertThat(moments.at("bot", NOON.plusSeconds(5)))
        .isEqualTo(new Moment(4, NOON.plusSeconds(5), new Newest(4, "b")));
    assertThat(moments.at("bot", NOON.plusMillis(4_999)))
        .isEqualTo(new Moment(1, NOON.plusMillis(4_999), new Newest(1, "a")));
  }

  @Test
  void belowAMillisecondATimeIsAsTheLastWholeOne() {
    assertThat(moments.at("bot", NOON.plusNanos(999_999)))
        .isEqualTo(new Moment(1, NOON, new Newest(1, "a")));
    assertThat(moments.at("bot", NOON.minusNanos(1)).newest()).isNull();
  }

  @Test
  void beforeTheFirstEventNothingHasHappened() {
    Instant before = NOON.minusSeconds(1);
    assertThat(moments.at("bot", before)).isEqualTo(new Moment(0, before, null));
    assertThat(moments.at("nobody", NOON)).isEqualTo(new Moment(0, NOON, null));
  }

  @Test
  void aTimeToComeIsNow() {
    Instant asked = Instant.now();
    Moment moment = moments.at("bot", Instant.parse("9999-12-31T23:59:59Z"));
    assertThat(moment.position()).isEqualTo(4);
    assertThat(moment.time()).isBetween(asked.minusSeconds(60), asked.plusSeconds(60));
  }

  @Test
  void nowHasEverythingEvenIfTheClockWasSetBackSince() {
    Instant ahead = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
    event("bot", "a", 2, ahead); // 6
    assertThat(moments.at("bot", Instant.now().plusSeconds(60)).position()).isEqualTo(6);
    assertThat(moments.at("bot", Instant.now().minusSeconds(60)).position()).isEqualTo(4);
  }

  @Test
  void aPositionHasTheTimeOfTheChatbotsNewestEvent() {
    assertThat(moments.at("bot", 2)).isEqualTo(new Moment(2, NOON, new Newest(1, "a")));
    assertThat(moments.at("bot", 3))
        .isEqualTo(new Moment(3, NOON.plusSeconds(5), new Newest(3, "a")));
    assertThat(moments.at("other", 1)).isEqualTo(new Moment(1, null, null));
  }

  @Test
  void theNewestIsThatOfTheChatbotWhateverTheClockSays() {
    assertThat(moments.newest("bot"))
        .isEqualTo(new Moment(4, NOON.plusSeconds(5), new Newest(4, "b")));
    assertThat(moments.newest("nobody")).isEqualTo(new Moment(0, null, null));
    Instant ahead = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
    event("bot", "b", 1, ahead);
    assertThat(moments.newest("bot")).isEqualTo(new Moment(6, ahead, new Newest(6, "b")));
  }

  @Test
  void aPositionBeyondTheHeadIsRefused() {
    assertThat(moments.at("bot", 5).position()).isEqualTo(5);
    assertThatThrownBy(() -> moments.at("bot", 6))
        .isInstanceOf(Refusal.class)
        .satisfies(
            e ->
                assertThat(((Refusal) e).issues())
                    .first()
                    .extracting("field")
                    .isEqualTo("position"));
  }
}
