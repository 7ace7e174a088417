package io.botledger.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as texts. */
class TimestampsTest {
  private static final DateTimeFormatter JAVAS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  @Test
  void areWrittenAsJavaWritesThem() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long second = random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond());
      Instant time = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
      assertThat(Timestamps.format(time)).isEqualTo(JAVAS.format(time));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "0001-02-03T04:05:06.007Z",
        "1969-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "2024-02-29T10:20:30.100Z",
        "9999-12-31T23:59:59.999999999Z"
      })
  void areCutToMilliseconds(String text) {
    Instant time = Instant.parse(text);
    assertThat(Timestamps.format(time)).hasSize(24).isEqualTo(JAVAS.format(time));
  }

  @Test
  void areNotWrittenWhereTheYearHasNotFourDigits() {
    for (Instant time : new Instant[] {FIRST.minusNanos(1), LAST.plusNanos(1)}) {
      assertThatThrownBy(() -> Timestamps.format(time)).isInstanceOf(DateTimeException.class);
    }
  }
}
