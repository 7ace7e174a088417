package io.botledger.application.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's forms without a browser: whose do something, and what. */
public class ConsoleFormsIT extends VisitedConsole {
  @Test
  void aFormThatIsNotOfTheSessionDoesNothing() {
    String version = version("only", "none");
    Visitor admin = admin();
    String deploy = "/console/chatbots/%s/versions/%s/deploy".formatted(bot, version);
    Map<String, String> fields = Map.of("environment", "prod", "key", "k");
    String own = admin.formToken();
    assertThat(admin.post(deploy, fields).statusCode()).isEqualTo(403);
    assertThat(
            admin
                .post(deploy, Map.of("environment", "prod", "formToken", admin().formToken()))
                .statusCode())
        .isEqualTo(403);
    Map<String, String> right = Map.of("environment", "prod", "key", "k", "formToken", own);
    assertThat(admin.post(deploy, right, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(admin.post(deploy, right, "Origin", "https://elsewhere.example").statusCode())
        .isEqualTo(403);
    assertThat(running("prod")).isEqualTo(404);
    // The control: nothing else was wrong with them.
    assertThat(admin.post(deploy, right, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(303);
    assertThat(running("prod")).isEqualTo(200);
  }

  private int running(String environment) {
    return api.get("/v1/chatbots/" + bot + "/environments/" + environment + "/deployed-version")
        .status();
  }

  /** A double click, and a page that has been open for too long. */
  @Test
  void aFormWorksOnceAndOnWhatWasSeenAlone() {
    String version = version("one", "none");
    String other = version("two", "none");
    Visitor admin = admin();
    String deploy = "/console/chatbots/%s/versions/%s/deploy";
    Map<String, String> fields =
        Map.of("environment", "prod", "expected-prod", "none", "key", "once", "reason", "night");
    for (int click = 0; click < 2; click++) {
      assertThat(admin.act(deploy.formatted(bot, version), fields).statusCode()).isEqualTo(303);
    }
    assertThat(deployments()).isEqualTo(1);
    HttpResponse<String> stale =
        admin.act(
            deploy.formatted(bot, other), Map.of("environment", "prod", "expected-prod", "none"));
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(stale.body())
        .contains("Something has changed meanwhile", version, "Look again", "state-changed");
    assertThat(deployments()).isEqualTo(1);
  }

  /** All that can be done to versions and environments, each with its reason. */
  @Test
  void whatTheFormsDoIsInTheAudit() {
    String one = version("one", "prod");
    String two = version("two", "none");
    String page = "/console/chatbots/" + bot;
    Visitor admin = admin();
    done(admin, page + "/versions/" + two + "/deploy", "environment", "prod");
    done(admin, page + "/environments/prod/rollback");
    done(admin, page + "/versions/" + two + "/rollback", "environment", "prod", "keep", "apps");
    assertThat(admin.get(page).body()).contains("Its apps come from", "/versions/" + one);
    done(admin, page + "/environments/prod/undeploy");
    String tag = entityTag(admin, page + "/versions/" + two);
    assertThat(
            admin
                .act(page + "/versions/" + two + "/delete", Map.of("expected", "\"another\""))
                .statusCode())
        .isEqualTo(412);
    done(admin, page + "/versions/" + two + "/delete", "expected", tag);
    assertThat(admin.get(page + "/versions/" + two).body()).contains("was deleted", "Restore…");
    done(admin, page + "/versions/" + two + "/restore", "name", "two again");
    assertThat(
            api.get("/v1/chatbots/" + bot + "/audit?order=asc&limit=100")
                .body()
                .at("/entries")
                .valueStream()
                .filter(entry -> entry.at("/reason").asString("").equals("by a form"))
                .map(entry -> entry.at("/action").asString()))
        .containsExactly(
            "undeployed",
            "deployed",
            "undeployed",
            "rolled-back",
            "undeployed",
            "rolled-back",
            "undeployed",
            "deleted",
            "restored");
  }

  private static String entityTag(Visitor visitor, String page) {
    Matcher tag =
        Pattern.compile("name=\"expected\" value=\"([^\"]+)\"").matcher(visitor.get(page).body());
    assertThat(tag.find()).isTrue();
    return tag.group(1).replace("&quot;", "\"");
  }

  private static void done(Visitor visitor, String form, String... fields) {
    Map<String, String> all = new HashMap<>(Map.of("reason", "by a form"));
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    HttpResponse<String> answer = visitor.act(form, all);
    assertThat(answer.statusCode()).as(form + ": " + answer.body()).isEqualTo(303);
  }

  @Test
  void whatIfAnswersAndDoesNothing() {
    String one = version("one", "prod");
    String other = version("other", "none");
    String page = "/console/chatbots/" + bot + "/what-if";
    assertThat(admin().act(page, Map.of("type", "DeleteVersion", "versionId", one)).body())
        .contains("It would be refused", "version-deployed");
    assertThat(admin().act(page, Map.of("type", "UndeployVersion", "environment", "prod")).body())
        .contains("It would be accepted", "VersionUndeployed");
    assertThat(
            admin()
                .act(page, Map.of("type", "CreateVersion", "name", "x", "content", "{\"a\":1.50}"))
                .body())
        .contains("VersionCreated", "&quot;contentSize&quot;");
    assertThat(
            admin()
                .act(page, Map.of("type", "CreateVersion", "name", "x", "content", "{\"a\":1"))
                .body())
        .contains("It would be refused", "&quot;field&quot;: &quot;content&quot;");
    assertThat(
            admin()
                .act(
                    page,
                    Map.of(
                        "type",
                        "RollbackVersion",
                        "versionId",
                        other,
                        "environment",
                        "prod",
                        "keep",
                        "apps"))
                .body())
        .contains("It would be refused", "never-deployed-there");
    assertThat(admin().act(page, Map.of("type", "UndeployVersion", "position", "x")).body())
        .contains("position");
    assertThat(running("prod")).isEqualTo(200);
  }

  /** After a rollback it goes on from there, and not to what the rollback replaced. */
  @Test
  void whereARollbackLeadsIsSaidBefore() {
    version("Spring", "prod");
    version("Summer", "prod");
    version("Autumn", "prod");
    String page = "/console/chatbots/" + bot;
    Visitor admin = admin();
    for (String next : List.of("Summer", "Spring")) {
      assertThat(admin.get(page).body()).containsPattern("Back to <strong>1\\.\\d " + next);
      done(admin, page + "/environments/prod/rollback");
      assertThat(
              api.get("/v1/chatbots/" + bot + "/environments/prod/deployed-version")
                  .body()
                  .at("/version/name")
                  .asString())
          .isEqualTo(next);
    }
    assertThat(admin.get(page).body()).contains("Undeploy prod").doesNotContain("Roll back prod");
    assertThat(admin.act(page + "/environments/prod/rollback", Map.of()).body())
        .contains("nothing-before");
    done(admin, page + "/environments/prod/undeploy");
    assertThat(admin.get(page).body()).containsPattern("Back to <strong>1\\.\\d Spring");
  }

  private int deployments() {
    return api.get("/v1/chatbots/" + bot + "/deployments").body().at("/deployments").size();
  }

  @Test
  void aKeyThatWasRevokedIsSignedOut() {
    String key = key("of the console", "chatbots.versions.list", "chatbots/*");
    Visitor visitor = visitor().signIn(key);
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    HttpResponse<String> revoked =
        admin().act("/console/keys/" + key.split("_")[1] + "/revoke", Map.of("reason", "test"));
    assertThat(revoked.statusCode()).isEqualTo(303);
    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = visitor.get("/console/keys");
              assertThat(answer.statusCode()).isEqualTo(303);
              assertThat(answer.headers().firstValue("Location"))
                  .contains("/console/sign-in?next=%2Fconsole%2Fkeys&because=ended");
              assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                  .contains("botledger=;", "Max-Age=0");
            });
  }

  @Test
  void signingOutForgetsTheSession() {
    Visitor admin = admin();
    HttpResponse<String> out = admin.act("/console/sign-out", Map.of());
    assertThat(out.headers().firstValue("Location")).contains("/console/sign-in?because=out");
    assertThat(admin.cookie()).isEqualTo("botledger=");
    assertThat(admin.get("/").statusCode()).isEqualTo(303);
  }
}
