package io.botledger.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AdminKeyTest {
  private static final String KEY = "0123456789abcdef";

  private final AdminKey adminKey = new AdminKey(KEY);

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer 0123456789abcdef",
    "authorization, bearer  0123456789abcdef",
    "x-chatcaptain-key, 0123456789abcdef",
    "X-ChatCaptain-Key, 0123456789abcdef",
  })
  void theKeyIsTakenFromEitherHeader(String header, String value) {
    assertThat(adminKey.authenticate(request("/v1/chatbots", header, value)))
        .contains(new Caller("admin", "key", Grants.ALL));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer 0123456789abcdeF",
    "Authorization, Bearer 0123456789abcde",
    "Authorization, Bearer 0123456789abcdef0",
    "Authorization, Bearer",
    "Authorization, 0123456789abcdef",
    "Authorization, Basic !!",
    "x-chatcaptain-key, ''",
    "x-other-key, 0123456789abcdef",
  })
  void nothingElseIsTaken(String header, String value) {
    assertThat(adminKey.authenticate(request("/v1/chatbots", header, value))).isEmpty();
    assertThat(adminKey.authenticate(request("/openapi.json", header, value))).isEmpty();
  }

  @Test
  void aPasswordIsTakenWhereBrowsersGoAndNowhereElse() {
    String basic = "Basic " + base64("whoever:" + KEY);
    assertThat(adminKey.authenticate(request("/openapi.yaml", "Authorization", basic))).isPresent();
    assertThat(adminKey.authenticate(request("/swagger-ui/x.js", "Authorization", basic)))
        .isPresent();
    assertThat(adminKey.authenticate(request("/swagger-uix", "Authorization", basic))).isEmpty();
    assertThat(adminKey.authenticate(request("/v1/chatbots", "Authorization", basic))).isEmpty();
    MockHttpServletRequest write = request("/openapi.yaml", "Authorization", basic);
    write.setMethod("POST");
    assertThat(adminKey.authenticate(write)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcde", "0123456789 abcdef", "0123456789abcdeü"})
  void aKeyThatIsShortOrFitsNoHeaderIsRefusedWithoutBeingShown(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdminKey(key))
        .withMessageNotContaining("0123456789");
  }

  private static MockHttpServletRequest request(String path, String header, String value) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.addHeader(header, value);
    return request;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
