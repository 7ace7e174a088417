package io.botledger.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final Generation LIVE = new Generation(Projection.VERSION_LIST, 1);
  private static final Generation NEXT = new Generation(Projection.VERSION_LIST, 2);

  private final Standstill standstill = new Standstill(Duration.ofSeconds(10));
  private long now = 1;

  private boolean isLong(int seconds, Generation generation, long position) {
    now += Duration.ofSeconds(seconds).toNanos();
    return standstill.isLong("verification", generation, position, now);
  }

  @Test
  void whatStandsStillDoesSoAfterAWhile() {
    for (int second = 0; second < 10; second++) {
      assertThat(isLong(1, NEXT, 5)).isFalse();
    }
    assertThat(isLong(1, NEXT, 5)).isTrue();
  }

  @Test
  void everyMoveBeginsAnew() {
    for (int second = 0; second < 40; second++) {
      assertThat(isLong(1, second < 20 ? NEXT : LIVE, second % 20 / 10)).isFalse();
    }
    assertThat(standstill.isLong("another verification", LIVE, 1, now)).isFalse();
  }

  @Test
  void timeInWhichNobodyLookedDoesNotCount() {
    assertThat(isLong(1, NEXT, 5)).isFalse();
    assertThat(isLong(3_600, NEXT, 5)).isFalse();
    assertThat(isLong(5, NEXT, 5)).isTrue();
  }
}
