package io.botledger.platform.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.Test;

class ProgressReportTest {

  private static ProgressReport report(long index, Long... gaps) {
    return new ProgressReport("version-list", 1, 3, index, List.of(gaps), List.of());
  }

  private static ProgressReport holdingUp(long index, Long... positions) {
    return new ProgressReport("version-list", 1, 3, index, List.of(), List.of(positions));
  }

  @Test
  void it_covers_what_is_at_or_below_the_index_and_no_gap() {
    ProgressReport report = report(9, 4L, 7L);
    assertThat(LongStream.rangeClosed(1, 10).filter(report::covers))
        .containsExactly(1L, 2L, 3L, 5L, 6L, 8L, 9L);
  }

  @Test
  void it_matches_as_axons_segment_does() {
    for (Segment segment : Segment.ROOT_SEGMENT.split()) {
      for (Segment half : segment.split()) {
        ProgressReport report =
            ProgressReport.of(
                Projection.VERSION_LIST,
                half,
                GapAwareTrackingToken.newInstance(1, List.of()),
                List.of());
        for (int hash : new int[] {0, 1, 2, 3, 4, -1, -2, Integer.MIN_VALUE}) {
          assertThat(report.matches(hash)).isEqualTo(half.matches(hash));
        }
      }
    }
  }

  @Test
  void two_reports_of_a_segment_add_up_in_either_order() {
    ProgressReport older = report(8, 3L, 5L);
    ProgressReport newer = report(12, 5L, 11L);
    assertThat(older.with(newer)).isEqualTo(report(12, 5L, 11L));
    assertThat(newer.with(older)).isEqualTo(report(12, 5L, 11L));
    assertThat(report(8).with(report(12, 5L, 11L))).isEqualTo(report(12, 11L));
  }

  @Test
  void it_is_read_back_from_its_text() {
    assertThat(ProgressReport.parse(report(9, 4L, 7L).text())).contains(report(9, 4L, 7L));
  }

  @Test
  void what_is_held_up_is_not_covered_and_is_remembered() {
    ProgressReport report = report(9, 4L).with(holdingUp(9, 7L)).with(report(12));
    assertThat(LongStream.rangeClosed(1, 13).filter(report::covers))
        .doesNotContain(7L, 13L)
        .contains(4L, 8L, 12L);
    assertThat(report.holdsUp(7)).isTrue();
    assertThat(ProgressReport.parse(report.text())).contains(report);
  }

  @Test
  void only_the_newest_of_what_is_held_up_fits() {
    Long[] all = LongStream.range(1_000_000_000L, 1_000_005_000L).boxed().toArray(Long[]::new);
    ProgressReport report = holdingUp(2_000_000_000L, all);
    assertThat(ProgressReport.parse(report.text())).contains(report);
    assertThat(report.holdsUp(1_000_004_999L)).isTrue();
  }

  @Test
  void a_text_of_an_earlier_release_holds_nothing_up() {
    String text =
        "{\"projection\":\"version-list\",\"segment\":1,\"mask\":3,\"index\":9,\"gaps\":[4]}";
    assertThat(ProgressReport.parse(text)).contains(report(9, 4L));
  }

  @Test
  void with_more_gaps_than_a_notification_holds_it_promises_less_and_never_more() {
    Long[] gaps =
        LongStream.range(0, 5_000)
            .map(gap -> 1_000_000_000L + gap * 3)
            .boxed()
            .toArray(Long[]::new);
    ProgressReport report = report(2_000_000_000L, gaps);
    String text = report.text();
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000);
    ProgressReport told = ProgressReport.parse(text).orElseThrow();
    assertThat(told.index()).isGreaterThan(1_000_000_000L);
    assertThat(LongStream.rangeClosed(999_999_999L, told.index() + 10))
        .allSatisfy(
            position -> {
              if (told.covers(position)) {
                assertThat(report.covers(position)).isTrue();
              }
            });
  }

  @Test
  void neighbouring_gaps_are_cut_as_well() {
    Long[] gaps = LongStream.range(1, 5_000).boxed().toArray(Long[]::new);
    ProgressReport told = ProgressReport.parse(report(6_000, gaps).text()).orElseThrow();
    assertThat(LongStream.rangeClosed(1, 6_000).filter(told::covers)).isEmpty();
  }

  @Test
  void other_text_is_no_report() {
    assertThat(ProgressReport.parse("")).isEmpty();
    assertThat(ProgressReport.parse("hello")).isEmpty();
    assertThat(ProgressReport.parse("{\"projection\":1}")).isEmpty();
    assertThat(ProgressReport.parse("null")).isEmpty();
  }
}
