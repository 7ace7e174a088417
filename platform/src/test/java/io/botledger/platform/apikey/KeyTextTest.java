package io.botledger.platform.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  private final KeyText key = KeyText.random();

  @Test
  void isReadBackFromItsText() {
    assertThat(key.text()).matches("blk_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}");
    assertThat(KeyText.parse(key.text())).contains(key);
  }

  /** What was once given out must be known for ever. */
  @Test
  void hasTheCheckDigitsThatItAlwaysHad() {
    KeyText known = new KeyText("0123456789abcdef", "x".repeat(43));
    assertThat(known.text()).isEqualTo("blk_0123456789abcdef_" + "x".repeat(43) + "0p8TzF");
  }

  @Test
  void isNoKeyWithATypo() {
    String text = key.text();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(KeyText.parse(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
    assertThat(Stream.of("", " " + text, text + " ", text + "a", text.toUpperCase(), "blk_"))
        .allMatch(other -> KeyText.parse(other).isEmpty());
  }

  @Test
  void isNeverPrintedWithItsSecret() {
    assertThat(key.toString()).contains(key.selector()).doesNotContain(key.secret());
  }
}
