package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SessionSealTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String KEY = "blk_0123456789abcdef_secret";

  private final SessionSeal seal = seal(1, NOW);

  private static SessionSeal seal(int key, Instant now) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new SessionSeal(new SecretKeySpec(bytes, "AES"), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void everyProcessWithTheSameKeyOpensIt() {
    Session session = seal.begin(KEY);
    assertThat(seal(1, NOW).open(seal.seal(session))).contains(session);
    assertThat(seal(2, NOW).open(seal.seal(session))).isEmpty();
  }

  @Test
  void itTellsNothing() {
    Session session = seal.begin(KEY);
    String sealed = seal.seal(session);
    assertThat(new String(Base64.getUrlDecoder().decode(sealed))).doesNotContain("blk_", "secret");
    assertThat(seal.seal(session)).isNotEqualTo(sealed);
    assertThat(session).hasToString("Session[API key 0123456789abcdef]");
  }

  /** Each single bit of it counts: nonce, text and tag. */
  @Test
  void nothingOfItCanBeChanged() {
    byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(seal.begin(KEY)));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(Base64.getUrlEncoder().encodeToString(changed))).isEmpty();
    }
    for (String nonsense : new String[] {"", "x", "!!", "AAAAAAAAAAAAAAAA", "ü"}) {
      assertThat(seal.open(nonsense)).isEmpty();
    }
  }

  @Test
  void itEndsAfterTwelveHours() {
    String sealed = seal.seal(seal.begin(KEY));
    assertThat(seal(1, NOW.plus(Duration.ofHours(12)).minusSeconds(1)).open(sealed)).isPresent();
    assertThat(seal(1, NOW.plus(Duration.ofHours(12))).open(sealed)).isEmpty();
  }

  @Test
  void eachHasAFormTokenOfItsOwn() {
    Session one = seal.begin(KEY);
    Session other = seal.begin(KEY);
    assertThat(one.owns(one.formToken())).isTrue();
    assertThat(one.owns(other.formToken())).isFalse();
    assertThat(one.owns(null)).isFalse();
    assertThat(one.owns("")).isFalse();
  }
}
