package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FormsTest {
  private static final Session SESSION = new Session("key", Instant.MAX, "the-token");

  private static MockHttpServletRequest form(String token) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/console/sign-out");
    request.setServerName("bots.example");
    request.addParameter(Forms.TOKEN, token);
    return request;
  }

  /** Behind a gateway the port is not known, and plain HTTP may be TLS outside. */
  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-origin",
    "Origin, http://bots.example",
    "Origin, https://bots.example:8443",
    "X-Nothing, said",
  })
  void aFormOfTheSessionIsTaken(String header, String value) {
    MockHttpServletRequest request = form("the-token");
    request.addHeader(header, value);
    assertThatCode(() -> Forms.check(request, SESSION)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Origin, https://elsewhere.example",
    "Origin, https://bots.example.elsewhere.example",
    "Origin, null",
    "Origin, nonsense of a header",
  })
  void aFormFromElsewhereIsNot(String header, String value) {
    MockHttpServletRequest request = form("the-token");
    request.addHeader(header, value);
    assertThatExceptionOfType(ForeignForm.class).isThrownBy(() -> Forms.check(request, SESSION));
  }

  @Test
  void whatBrowsersSayAboutTheSiteCountsMoreThanTheOrigin() {
    MockHttpServletRequest request = form("the-token");
    request.addHeader("Sec-Fetch-Site", "cross-site");
    request.addHeader("Origin", "http://bots.example");
    assertThatExceptionOfType(ForeignForm.class).isThrownBy(() -> Forms.check(request, SESSION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "the-toke", "the-token ", "another"})
  void aFormWithoutTheTokenIsNot(String token) {
    assertThatExceptionOfType(ForeignForm.class)
        .isThrownBy(() -> Forms.check(form(token), SESSION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?text=a%20b",
        "/console/chatbots/a~b?at=2026-01-01T00:00:00.000Z",
        "/console/audit?from=x&to=y"
      })
  void onesOwnPagesAreGoneBackTo(String page) {
    assertThat(Forms.ownPage(page)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/console/../v1/chatbots",
        "/console//elsewhere.example",
        "/consoles",
        "/v1/chatbots",
        "/elsewhere",
        "javascript:alert(1)",
        "/console/a\r\nSet-Cookie: a=b",
        "/console/sign-out",
        " /console/audit",
        "/console/\"onclick=x"
      })
  void andNoOthers(String page) {
    assertThat(Forms.ownPage(page)).isEqualTo("/");
    assertThat(Forms.ownPage(null)).isEqualTo("/");
  }
}
