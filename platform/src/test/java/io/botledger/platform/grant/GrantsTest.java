package io.botledger.platform.grant;

import static io.botledger.platform.grant.Permission.VERSIONS_DEPLOY;
import static io.botledger.platform.grant.Permission.VERSIONS_LIST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {

  private static Resource resource(String text) {
    return Resource.parse(text).orElseThrow();
  }

  private static Grants deploy(String... resources) {
    return new Grants(
        Arrays.stream(resources).map(text -> new Grant(VERSIONS_DEPLOY, resource(text))).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "chatbots/*, chatbots/a, true",
    "chatbots/*, chatbots/*, true",
    "chatbots/*, chatbots/a/environments/prod, true",
    "chatbots/a, chatbots/a/environments/prod, true",
    "chatbots/a, chatbots/b, false",
    "chatbots/a, chatbots/A, false",
    "chatbots/a, chatbots/*, false",
    "chatbots/*/environments/test, chatbots/a/environments/test, true",
    "chatbots/*/environments/test, chatbots/a/environments/prod, false",
    "chatbots/*/environments/test, chatbots/a, false",
    "chatbots/a/environments/test, chatbots/b/environments/test, false",
  })
  void aGrantReachesAsFarAsItsResource(String granted, String asked, boolean allowed) {
    assertThat(deploy(granted).allow(VERSIONS_DEPLOY, resource(asked))).isEqualTo(allowed);
  }

  @Test
  void whatIsNotGrantedIsDenied() {
    assertThat(deploy("chatbots/*").allow(VERSIONS_LIST, resource("chatbots/a"))).isFalse();
    assertThat(deploy().allow(VERSIONS_DEPLOY, resource("chatbots/a"))).isFalse();
    assertThat(deploy().allowOnAny(VERSIONS_DEPLOY)).isFalse();
    assertThat(deploy().chatbots(VERSIONS_DEPLOY)).contains(Set.of());
  }

  @Test
  void theChatbotsAreThoseThatAreGrantedAsAWhole() {
    assertThat(
            deploy("chatbots/a", "chatbots/b", "chatbots/c/environments/dev")
                .chatbots(VERSIONS_DEPLOY))
        .contains(Set.of("a", "b"));
    assertThat(deploy("chatbots/a", "chatbots/*").chatbots(VERSIONS_DEPLOY)).isEmpty();
    assertThat(deploy("chatbots/*/environments/dev").chatbots(VERSIONS_DEPLOY)).contains(Set.of());
  }

  @Test
  void oneEnvironmentIsSomewhere() {
    assertThat(deploy("chatbots/a/environments/dev").allowSomewhere(VERSIONS_DEPLOY, "a")).isTrue();
    assertThat(deploy("chatbots/*/environments/dev").allowSomewhere(VERSIONS_DEPLOY, "a")).isTrue();
    assertThat(deploy("chatbots/b").allowSomewhere(VERSIONS_DEPLOY, "a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "chatbots",
        "chatbots/",
        "chatbots/a/",
        "chatbots/..",
        "chatbots/a*",
        "chatbots/a/environments/staging",
        "chatbots/a/environments/*",
        "chatbots/a/versions/b",
        "projections/*",
      })
  void whatIsNoResource(String text) {
    assertThat(Resource.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chatbots/*",
        "chatbots/a.b~c:d_e-f",
        "chatbots/*/environments/test",
        "chatbots/x/environments/prod"
      })
  void aResourceIsWrittenAsItIsRead(String text) {
    assertThat(resource(text).text()).isEqualTo(text);
  }
}
