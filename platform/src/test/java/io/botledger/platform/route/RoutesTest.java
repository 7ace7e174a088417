package io.botledger.platform.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** That the table has all operations is shown where all of them are known: in the application. */
class RoutesTest {

  @Test
  void aRequestIsFoundByMethodAndPath() {
    assertThat(Routes.of("POST", "/v1/chatbots/a/versions"))
        .map(Route::side)
        .contains(Side.COMMAND);
    assertThat(Routes.of("GET", "/v1/chatbots/a/versions")).map(Route::side).contains(Side.QUERY);
    assertThat(Routes.of("HEAD", "/v1/chatbots/a%3Ab/versions/events/events"))
        .map(Route::side)
        .contains(Side.COMMAND);
    assertThat(Routes.of("PUT", "/v1/chatbots/a/versions")).isEmpty();
    assertThat(Routes.of("GET", "/v1/chatbots/a/b/versions")).isEmpty();
    assertThat(Routes.of("GET", "/openapi.json")).isEmpty();
  }

  @Test
  void whatAPathTakesOfWhicheverSide() {
    assertThat(Routes.methods("/v1/chatbots/a/versions"))
        .containsExactly("GET", "HEAD", "OPTIONS", "POST");
    assertThat(Routes.methods("/v1/chatbots/a/what-if")).containsExactly("OPTIONS", "POST");
    assertThat(Routes.methods("/nothing")).isEmpty();
  }

  @Test
  void noneIsThereTwice() {
    assertThat(new HashSet<>(Routes.ALL.stream().map(Route::toString).toList()))
        .hasSameSizeAs(Routes.ALL);
  }
}
