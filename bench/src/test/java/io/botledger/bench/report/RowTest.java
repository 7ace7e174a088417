package io.botledger.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
  private static Figure figure(double... rounds) {
    return new Figure("a", "/s", Arrays.stream(rounds).boxed().toList());
  }

  @Test
  void theMedianIsHeldToTheGoal() {
    assertThat(new Row(figure(1, 9, 10), null, new Goal.AtLeast(9)).verdict()).isEqualTo("met");
    assertThat(new Row(figure(1, 8.9, 10), null, new Goal.AtLeast(9)).verdict()).contains("missed");
    assertThat(new Row(figure(1, 9, 10), null, new Goal.AtMost(9)).verdict()).isEqualTo("met");
    assertThat(new Row(figure(1, 9.1, 10), null, new Goal.AtMost(9)).verdict()).contains("missed");
  }

  @Test
  void figureAndLimitAreComparedRoundByRound() {
    Figure limit = figure(100, 10, 50);
    assertThat(new Row(figure(50, 4, 25), limit, new Goal.AtLeastOfLimit(0.5)).verdict())
        .isEqualTo("met");
    assertThat(new Row(figure(50, 4, 24), limit, new Goal.AtLeastOfLimit(0.5)).verdict())
        .contains("missed");
    assertThat(new Row(figure(300, 40, 150), limit, new Goal.AtMostTimesLimit(3)).verdict())
        .isEqualTo("met");
    assertThat(new Row(figure(310, 40, 160), limit, new Goal.AtMostTimesLimit(3)).verdict())
        .contains("missed");
  }

  @Test
  void withoutItsLimitNothingIsMet() {
    assertThat(new Row(figure(1), null, new Goal.AtLeastOfLimit(0.5)).verdict())
        .isEqualTo("no limit here");
    assertThat(new Row(figure(1), null, new Goal.AtMostTimesLimit(3)).verdict())
        .isEqualTo("no limit here");
  }

  @Test
  void mediansOfEvenNumbersOfRoundsLieBetween() {
    assertThat(new Figure("a", "", List.of(4.0, 1.0)).median()).isEqualTo(2.5);
  }
}
