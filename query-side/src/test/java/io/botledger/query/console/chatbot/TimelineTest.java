package io.botledger.query.console.chatbot;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.query.console.answer.Deployed;
import io.botledger.query.console.answer.Ledger;
import io.botledger.query.console.chatbot.Timeline.Bar;
import io.botledger.query.console.page.Text;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static Ledger.Entry entry(
      String environment, String kind, String from, @Nullable String to) {
    return new Ledger.Entry(
        from,
        environment,
        "v",
        "1.0",
        "<b>Spring</b>",
        new Deployed.Components("v", "v", "v"),
        kind,
        from,
        to,
        "anna",
        null,
        null);
  }

  private static List<Bar> bars(Timeline timeline, int lane) {
    return timeline.lanes().get(lane).bars();
  }

  @Test
  void barsStandWhereTheirTimesAre() {
    Timeline timeline =
        Timeline.of(
            List.of(
                entry("prod", "deploy", "2026-11-21T06:00:00.000Z", "2026-11-21T08:00:00.000Z"),
                entry("prod", "rollback", "2026-11-21T08:00:00.000Z", null),
                entry("test", "deploy", "2026-11-21T09:00:00.000Z", "2026-11-21T09:00:00.001Z")),
            NOW,
            Instant.parse("2026-11-21T07:00:00Z"),
            null);
    assertThat(bars(timeline, 0)).extracting(Bar::left).containsExactly("0.000%", "50.000%");
    assertThat(bars(timeline, 0)).extracting(Bar::width).containsExactly("50.000%", "50.000%");
    assertThat(bars(timeline, 0)).extracting(Bar::isRollback).containsExactly(false, true);
    assertThat(bars(timeline, 0)).extracting(Bar::isRunning).containsExactly(false, true);
    assertThat(bars(timeline, 0).get(0).about())
        .isEqualTo(
            "prod: deployed to version 1.0 “<b>Spring</b>” by anna, 2026-11-21T06:00:00.000Z,"
                + " ran for 2 h 0 min. No reason was given.");
    // Too short to be seen, and yet it is.
    assertThat(bars(timeline, 1)).extracting(Bar::width).containsExactly("1.000%");
    assertThat(timeline.moment()).isEqualTo("25.000%");
  }

  /** A rollback of half an hour in three weeks, and what came after it minutes ago. */
  @Test
  void noBarIsHiddenByTheNextOne() {
    Timeline timeline =
        Timeline.of(
            List.of(
                entry("prod", "deploy", "2026-11-01T00:00:00.000Z", "2026-11-21T09:20:00.000Z"),
                entry("prod", "rollback", "2026-11-21T09:20:00.000Z", "2026-11-21T09:50:00.000Z"),
                entry("prod", "deploy", "2026-11-21T09:50:00.000Z", null)),
            NOW,
            null,
            null);
    assertThat(bars(timeline, 0))
        .extracting(Bar::left)
        .containsExactly("0.000%", "98.000%", "99.000%");
    assertThat(bars(timeline, 0))
        .extracting(Bar::width)
        .containsExactly("98.000%", "1.000%", "1.000%");
  }

  @Test
  void aSpanShowsWhatRanInIt() {
    Timeline timeline =
        Timeline.of(
            List.of(
                entry("prod", "deploy", "2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"),
                entry("prod", "deploy", "2026-11-02T00:00:00.000Z", null)),
            NOW,
            null,
            "day");
    assertThat(bars(timeline, 0)).extracting(Bar::left).containsExactly("0.000%");
    assertThat(bars(timeline, 0)).extracting(Bar::width).containsExactly("100.000%");
    assertThat(timeline.to() - timeline.from()).isEqualTo(24 * 3_600_000L);
  }

  @Test
  void ofVeryManyTheNewestAreShown() {
    List<Ledger.Entry> many =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    entry(
                        "dev",
                        "deploy",
                        NOW.minusSeconds(1_000 - i).toString(),
                        NOW.minusSeconds(999 - i).toString()))
            .toList();
    Timeline timeline = Timeline.of(many, NOW, null, null);
    assertThat(bars(timeline, 2)).hasSize(200);
    assertThat(timeline.hidden()).isEqualTo(300);
    assertThat(bars(timeline, 2).get(0).left()).isEqualTo("0.000%");
  }

  /** Beyond the API's bounds it is no moment. */
  @Test
  void noMomentIsTooFarAway() {
    assertThat(Text.instant("+1000000000-12-31T23:59:59.999999999Z")).isNull();
    assertThat(Timeline.of(List.of(), NOW, Text.instant("9999-12-31T23:59:59.999Z"), null).moment())
        .isEqualTo("100.000%");
  }

  @Test
  void withoutDeploymentsItIsEmpty() {
    assertThat(Timeline.of(List.of(), NOW, null, null).isEmpty()).isTrue();
  }
}
