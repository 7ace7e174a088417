package io.botledger.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Several kinds of credentials before one door. */
class AccessFilterTest {
  private static final Grants LIST =
      new Grants(List.of(Grant.of("chatbots.versions.list", "chatbots/a").orElseThrow()));

  private final AccessFilter filter =
      new AccessFilter(
          List.of(
              new AdminKey("the-admin-key-0123"),
              presented -> known(presented, "a token", presented.isBearer(), "anna"),
              presented -> known(presented, "a key", true, "pipeline"),
              AccessFilterTest::unknownWhileAway),
          new Problems());

  private static Optional<Caller> known(
      Presented presented, String text, boolean isOfThisKind, String name) {
    return isOfThisKind && presented.text().equals(text)
        ? Optional.of(new Caller(name, "test", LIST))
        : Optional.empty();
  }

  private static Optional<Caller> unknownWhileAway(Presented presented) {
    if (presented.text().equals("perhaps a key")) {
      throw Refusal.retryLater(ProblemCode.UNAVAILABLE, "It cannot be told.", 1, null);
    }
    return Optional.empty();
  }

  private record Outcome(MockHttpServletRequest request, MockHttpServletResponse response) {
    String caller() throws IOException {
      return RequestContext.of(request).caller().name();
    }
  }

  private Outcome ask(String path, String header, String value) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.addHeader(header, value);
    MockHttpServletResponse response = new MockHttpServletResponse();
    GrantsFilter behind = new GrantsFilter(new Problems());
    filter.doFilter(
        request, response, (in, out) -> behind.doFilter(in, out, new MockFilterChain()));
    return new Outcome(request, response);
  }

  @Test
  void eachKindIsAsked() throws Exception {
    String path = "/v1/chatbots/a/versions";
    assertThat(ask(path, "Authorization", "Bearer a token").caller()).isEqualTo("anna");
    assertThat(ask(path, "Authorization", "Bearer a key").caller()).isEqualTo("pipeline");
    assertThat(ask(path, "x-chatcaptain-key", "a key").caller()).isEqualTo("pipeline");
    assertThat(ask(path, "x-chatcaptain-key", "the-admin-key-0123").caller()).isEqualTo("admin");
    assertThat(ask(path, "x-chatcaptain-key", "a token").response().getStatus()).isEqualTo(401);
  }

  @Test
  void eachKindsGrantsCount() throws Exception {
    assertThat(
            ask("/v1/chatbots/b/versions", "Authorization", "Bearer a token")
                .response()
                .getStatus())
        .isEqualTo(403);
  }

  @Test
  void whatCannotBeToldNowIsNot401() throws Exception {
    MockHttpServletResponse response =
        ask("/v1/chatbots/a/versions", "Authorization", "Bearer perhaps a key").response();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    assertThat(response.getHeader("WWW-Authenticate")).isNull();
    assertThat(response.getContentAsString()).contains("\"code\":\"unavailable\"");
  }

  /** By both readings of the path, or by none. */
  @ParameterizedTest
  @CsvSource({
    "GET, /, /, 200",
    "GET, /console, /console, 200",
    "GET, /console/chatbots/a, /console/chatbots/a, 200",
    "POST, /console/sign-in, /console/sign-in, 200",
    "GET, /console/..;/v1/chatbots, /v1/chatbots, 401",
    "GET, /console/;/../v1/chatbots, /v1/chatbots, 401",
    "GET, /console/%2e%2e/v1/chatbots, /v1/chatbots, 401",
    "GET, /v1/chatbots, /console/x, 401",
    "GET, //console/x, /console/x, 401",
    "GET, /consoles/x, /consoles/x, 401",
    "GET, /Console/x, /Console/x, 401",
    "DELETE, /console/x, /console/x, 401",
    "OPTIONS, /, /, 401",
  })
  void onlyTheConsolesPagesNeedNoCredential(String method, String sent, String decoded, int status)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, sent);
    request.setServletPath(decoded);
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(RequestContext.caller(request)).isEmpty();
  }
}
