package io.botledger.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.botledger.platform.grant.Grants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockHttpServletRequest;

/** As long as the server lets a header be, made to cost more than it should. */
class HostileHeadersTest {
  private static final int LONG = 15_000;
  private static final Caller CALLER = new Caller("ann", "key", Grants.ALL, "key:1");

  @Test
  @Timeout(2)
  void aListOfNothing() {
    for (int i = 0; i < 20; i++) {
      refused("If-Match", ",".repeat(LONG) + "x");
      refused("If-Match", "\"a\"" + " ".repeat(LONG) + "x");
      refused("If-Match", "\"" + "a".repeat(LONG));
      refused("If-Match", "\"\",".repeat(LONG / 3) + "x");
    }
  }

  @Test
  void aKeyThatIsLongerThanAnyMayBe() {
    refused("Idempotency-Key", "\"" + "a".repeat(LONG) + "\"");
    refused("Idempotency-Key", "\"" + "\\\\".repeat(LONG / 2) + "\"");
    refused("Idempotency-Key", "a".repeat(LONG));
  }

  private static void refused(String name, String value) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/chatbots/a/versions");
    request.addHeader(name, value);
    RequestContext.identify(request, CALLER);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> RequestContext.of(request))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
  }
}
