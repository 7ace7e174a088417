package io.botledger.query;

import static io.botledger.events.Environment.DEV;
import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the reads of both surfaces answer. */
class ReadsTest {
  private static Answering answering;

  @BeforeAll
  static void start() {
    answering = new Answering();
  }

  @AfterAll
  static void stop() {
    answering.close();
  }

  private static Story chatbot(String id) {
    return answering.log().chatbot(id);
  }

  private static List<String> texts(JsonNode array, String member) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.get(member).asString())
        .toList();
  }

  private static String problem(HttpResponse<String> response) {
    return response.statusCode()
        + " "
        + response.headers().firstValue("Botledger-Problem").orElse("");
  }

  @Nested
  class Versions {
    @Test
    void areListedOldestFirstWithWhatRunsWhere() {
      Story story = chatbot("list");
      story.creates("list-1", "One", "{\"a\":1}");
      story.creates("list-2", "Two");
      story.creates("list-3", "Three");
      story.deploys("list-1", TEST);
      String deployment = story.by("ben", null).deploys("list-2", PROD);
      story.rollsBack("list-2", TEST, "apps");
      story.deletes("list-3");
      answering.hasHandled("list");
      JsonNode versions = answering.json("/v1/chatbots/list/versions").get("versions");
      assertThat(texts(versions, "id")).containsExactly("list-1", "list-2");
      JsonNode one = versions.get(0);
      assertThat(one.get("hasActiveDeployment").asBoolean()).isFalse();
      assertThat(one.has("deploymentId")).isFalse();
      assertThat(one.has("content")).isFalse();
      assertThat(one.get("environment").asString()).isEqualTo("dev");
      assertThat(one.get("resettable").asBoolean()).isTrue();
      assertThat(one.get("deployed").asString()).matches("2026-01-01T.*\\.000Z");
      assertThat(one.get("stats").get("triggers").asInt()).isEqualTo(6);
      JsonNode two = versions.get(1);
      assertThat(two.get("environment").asString()).isEqualTo("prod");
      assertThat(two.get("deploymentId").asString()).isEqualTo(deployment);
      assertThat(texts(two.get("deployments"), "environment")).containsExactly("prod", "test");
      // Deployed to test last, but there with the apps of another one.
      assertThat(two.get("resettable").asBoolean()).isTrue();
      JsonNode all = answering.json("/v1/chatbots/list/versions?includeDeleted=true&order=desc");
      assertThat(texts(all.get("versions"), "id")).containsExactly("list-3", "list-2", "list-1");
      assertThat(all.get("versions").get(0).has("deletedAt")).isTrue();
      assertThat(all.get("versions").get(0).get("resettable").asBoolean()).isFalse();
    }

    @Test
    void ofAnUnknownChatbotAreAnEmptyList() {
      assertThat(answering.get("/v1/chatbots/nobody/versions").body())
          .isEqualTo("{\"versions\":[]}");
      assertThat(answering.get("/api/ai-hub/assistant/nobody/versions").body())
          .isEqualTo("{\"success\":true,\"versions\":[],\"total_versions\":0}");
    }

    @Test
    void comeInPagesThatAnswerAsOfTheirBeginning() {
      Story story = chatbot("pages");
      for (int i = 1; i <= 7; i++) {
        story.creates("pages-" + i, "Version " + i);
      }
      answering.hasHandled("pages");
      HttpResponse<String> first = answering.get("/v1/chatbots/pages/versions?limit=3");
      String link = first.headers().firstValue("Link").orElse("");
      assertThat(link)
          .matches("</v1/chatbots/pages/versions\\?limit=3&cursor=[\\w-]+>; rel=\"next\"");
      story.deletes("pages-5");
      story.creates("pages-8", "Later");
      answering.hasHandled("pages");
      List<JsonNode> rest = answering.pages(link.substring(1, link.indexOf('>')));
      assertThat(rest).hasSize(2);
      assertThat(texts(rest.get(0).get("versions"), "id"))
          .containsExactly("pages-4", "pages-5", "pages-6");
      assertThat(texts(rest.get(1).get("versions"), "id")).containsExactly("pages-7");
      assertThat(
              answering.pages("/v1/chatbots/pages/versions?order=desc&limit=4").stream()
                  .flatMap(page -> texts(page.get("versions"), "id").stream()))
          .containsExactly(
              "pages-8", "pages-7", "pages-6", "pages-4", "pages-3", "pages-2", "pages-1");
    }

    @Test
    void areReadOneByOneWithTheirContentToTheLetter() {
      String content = "{\"b\": 1e2, \"a\":[1.10, \"\\u00e9\"], \"name\":\"x\"}";
      Story story = chatbot("single");
      story.creates("single-1", "One", content);
      story.creates("single-2", "Two");
      story.deletes("single-2");
      answering.hasHandled("single");
      HttpResponse<String> response = answering.get("/v1/chatbots/single/versions/single-1");
      assertThat(response.body()).contains("\"content\":" + content);
      assertThat(response.headers().firstValue("ETag")).contains("\"0\"");
      assertThat(
              answering
                  .get("/v1/chatbots/single/versions/single-1", "If-None-Match", "\"0\"")
                  .statusCode())
          .isEqualTo(304);
      assertThat(problem(answering.get("/v1/chatbots/single/versions/single-2")))
          .isEqualTo("410 version-deleted");
      assertThat(problem(answering.get("/v1/chatbots/single/versions/single-3")))
          .isEqualTo("404 version-not-found");
      assertThat(problem(answering.get("/v1/chatbots/other/versions/single-1")))
          .isEqualTo("404 version-not-found");
    }

    @Test
    void differByComponents() {
      Story story = chatbot("diff");
      story.creates("diff-1", "One", "{\"flows\":[1,2,3],\"integrations\":{\"a\":1.0},\"x\":0}");
      story.creates(
          "diff-2",
          "Two",
          "{\"flows\":[0,1,2,3],\"integrations\":{\"a\":1.00},\"preferences\":{\"t\":\"ü\"}}");
      story.deploys("diff-1", DEV);
      story.rollsBack("diff-2", DEV, "settings");
      story.deletes("diff-1");
      answering.hasHandled("diff");
      assertThat(answering.get("/v1/chatbots/diff/versions/diff-1/diff/diff-2").body())
          .isEqualTo(
              """
              {"from":"diff-1","to":"diff-2","components":{"conversation":\
              [{"op":"add","path":"/flows/0","value":0},{"op":"remove","path":"/x"}],"apps":[],\
              "settings":[{"op":"add","path":"/preferences","value":{"t":"ü"}}]}}""");
      assertThat(
              answering
                  .json("/v1/chatbots/diff/versions/diff-2/diff/deployed:dev")
                  .get("components")
                  .toString())
          .isEqualTo(
              "{\"conversation\":[],\"apps\":[],\"settings\":[{\"op\":\"remove\",\"path\":\"/preferences\"}]}");
      assertThat(problem(answering.get("/v1/chatbots/diff/versions/diff-2/diff/deployed:prod")))
          .isEqualTo("404 nothing-deployed");
      assertThat(problem(answering.get("/v1/chatbots/diff/versions/diff-2/diff/deployed:moon")))
          .isEqualTo("400 invalid-request");
      assertThat(problem(answering.get("/v1/chatbots/diff/versions/diff-2/diff/nothing")))
          .isEqualTo("404 version-not-found");
    }

    @Test
    void allWrongParametersAreNamedAtOnce() {
      HttpResponse<String> response =
          answering.get(
              "/v1/chatbots/list/versions?limit=0&cursor=zz&order=up&includeDeleted=1&more=1");
      assertThat(problem(response)).isEqualTo("400 invalid-request");
      HttpResponse<String> values =
          answering.get(
              "/v1/chatbots/list/versions?limit=1001&cursor=%25&order=up&includeDeleted=");
      assertThat(texts(Answering.JSON.readTree(values.body()).get("issues"), "field"))
          .containsExactlyInAnyOrder("limit", "cursor", "order", "includeDeleted");
    }
  }

  @Nested
  class Chatbots {
    @Test
    void areListedWithWhatRuns() {
      Story story = chatbot("shop~1");
      story.creates("shop-1", "One");
      String deployment = story.deploys("shop-1", PROD);
      chatbot("shop~2").creates("shop-2", "Two");
      chatbot("Shop~3").creates("shop-3", "Three");
      answering.hasHandled("shop~1");
      answering.hasHandled("shop~2");
      answering.hasHandled("Shop~3");
      List<JsonNode> pages = answering.pages("/v1/chatbots?text=hop~&limit=2");
      assertThat(pages).hasSize(2);
      assertThat(texts(pages.get(0).get("chatbots"), "chatbotId"))
          .containsExactly("Shop~3", "shop~1");
      assertThat(texts(pages.get(1).get("chatbots"), "chatbotId")).containsExactly("shop~2");
      JsonNode environments = pages.get(0).get("chatbots").get(1).get("environments");
      assertThat(environments.get("dev").isNull()).isTrue();
      assertThat(environments.get("prod").get("deploymentId").asString()).isEqualTo(deployment);
      assertThat(environments.get("prod").get("versionNumber").asString()).isEqualTo("1.0");
    }
  }

  @Nested
  class Environments {
    @Test
    void tellWhatRunsWithItsComposedContent() {
      Story story = chatbot("run");
      story.creates(
          "run-1", "One", "{\"preferences\":{\"p\":1.0},\"integrations\":{ \"i\":1},\"x\":1}");
      story.creates(
          "run-2",
          "Two",
          "{\"integrations\":{\"i\":2},\"preferences\":{\"p\":2},\"y\":1e2,\"z\":[]}");
      assertThat(problem(answering.get("/v1/chatbots/run/environments/prod/deployed-version")))
          .isEqualTo("404 nothing-deployed");
      story.deploys("run-1", PROD);
      String deployment = story.by("eve", "oops").rollsBack("run-2", PROD, "apps");
      answering.hasHandled("run");
      HttpResponse<String> response =
          answering.get("/v1/chatbots/run/environments/prod/deployed-version");
      assertThat(response.body())
          .contains(
              "\"content\":{\"y\":1e2,\"z\":[],\"preferences\":{\"p\":2},\"integrations\":{ \"i\":1}}")
          .contains("\"kind\":\"rollback\"", "\"reason\":\"oops\"", "\"by\":\"eve\"");
      JsonNode answer = Answering.JSON.readTree(response.body());
      assertThat(answer.get("components").get("apps").asString()).isEqualTo("run-1");
      assertThat(answer.get("version").get("id").asString()).isEqualTo("run-2");
      String tag = "\"" + deployment + "\"";
      assertThat(response.headers().firstValue("ETag")).contains(tag);
      for (String known : List.of(tag, "W/" + tag, "\"a\", W/" + tag + ", \"b\"", "*")) {
        HttpResponse<String> again =
            answering.get(
                "/v1/chatbots/run/environments/prod/deployed-version", "If-None-Match", known);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("ETag")).contains(tag);
        assertThat(again.body()).isEmpty();
      }
      assertThat(
              answering
                  .get(
                      "/v1/chatbots/run/environments/prod/deployed-version",
                      "If-None-Match",
                      "\"a\"")
                  .statusCode())
          .isEqualTo(200);
      assertThat(answering.get("/v1/chatbots/run/deployments/status").body())
          .isEqualTo(
              "{\"dev\":null,\"test\":null,\"prod\":{\"id\":\""
                  + deployment
                  + "\",\"version\":\"1.1\"}}");
    }

    @Test
    void keepALedger() {
      Story story = chatbot("book");
      story.creates("book-1", "One");
      story.creates("book-2", "Two");
      story.by("ann", "first").deploys("book-1", PROD);
      story.deploys("book-1", DEV);
      story.by("bob", null).deploys("book-2", PROD);
      story.undeploys(DEV);
      answering.hasHandled("book");
      JsonNode ledger = answering.json("/v1/chatbots/book/deployments").get("deployments");
      assertThat(texts(ledger, "environment")).containsExactly("prod", "dev", "prod");
      assertThat(ledger.get(0).get("to")).isEqualTo(ledger.get(2).get("from"));
      assertThat(ledger.get(1).get("to").isNull()).isFalse();
      assertThat(ledger.get(2).get("to").isNull()).isTrue();
      assertThat(ledger.get(2).get("previousDeploymentId"))
          .isEqualTo(ledger.get(0).get("deploymentId"));
      List<JsonNode> pages =
          answering.pages("/v1/chatbots/book/deployments?environment=prod&limit=1");
      assertThat(pages).hasSize(2);
      assertThat(texts(pages.get(1).get("deployments"), "name")).containsExactly("Two");
      List<JsonNode> newest =
          answering.pages("/v1/chatbots/book/deployments?order=desc&environment=prod&limit=1");
      assertThat(newest).extracting(page -> page.get("deployments").get(0)).hasSize(2);
      assertThat(texts(newest.get(0).get("deployments"), "name")).containsExactly("Two");
      assertThat(newest.get(1)).isEqualTo(pages.get(0));
      assertThat(answering.get("/v1/chatbots/book/deployments?order=newest").statusCode())
          .isEqualTo(400);
    }
  }

  @Nested
  class AiHub {
    @Test
    void listsTheVersionsOfAnAssistant() {
      Story story = chatbot("hub");
      story.creates("hub-1", "v1", "{\"name\":\"Helper \\u00fc\"}");
      story.creates("hub-2", "v2", "{\"name\":null}");
      story.creates("hub-3", "v3");
      story.deploys("hub-1", TEST);
      story.by("dan", null).deploys("hub-2", PROD);
      story.deletes("hub-3");
      answering.hasHandled("hub");
      JsonNode list = answering.json("/api/ai-hub/assistant/hub/versions");
      assertThat(list.get("total_versions").asInt()).isEqualTo(2);
      assertThat(texts(list.get("versions"), "name")).containsExactly("Helper ü", "v2");
      assertThat(list.get("versions").get(0).get("is_deployed").asBoolean()).isFalse();
      assertThat(list.get("versions").get(0).has("deployed_at")).isFalse();
      assertThat(list.get("versions").get(1).get("deployed_by").asString()).isEqualTo("dan");
    }

    @Test
    void givesTheDeployedVersionWithAllThatItIsMadeOf() {
      Story story = chatbot("hub2");
      HttpResponse<String> nothing = answering.get("/api/ai-hub/assistant/hub2/deployed-version");
      assertThat(problem(nothing)).isEqualTo("404 nothing-deployed");
      assertThat(nothing.body()).startsWith("{\"success\":false,\"error\":");
      story.creates(
          "hub2-1",
          "v1",
          "{\"name\":\"Helper\",\"logo_url\":\"l\",\"version_id\":\"mine\",\"preferences\":{\"a\":1.50},\"knowledge_base\":[{}]}");
      story.deploys("hub2-1", PROD);
      answering.hasHandled("hub2");
      assertThat(answering.get("/api/ai-hub/assistant/hub2/deployed-version").body())
          .matches(
              "\\{\"success\":true,\"deployed_version\":\\{\"version_id\":\"hub2-1\",\"version_name\":\"v1\","
                  + "\"name\":\"Helper\",\"description\":\"about v1\",\"deployed_at\":\"[^\"]*\","
                  + "\"deployed_by\":\"anna\",\"logo_url\":\"l\",\"knowledge_base\":\\[\\{\\}\\],"
                  + "\"preferences\":\\{\"a\":1.50\\}\\}\\}");
    }
  }

  @Nested
  class Projections {
    @Test
    void sayHowFarTheyAre() {
      chatbot("far").creates("far-1", "One");
      answering.hasHandled("far");
      JsonNode all = answering.json("/v1/projections").get("projections");
      assertThat(texts(all, "name"))
          .containsExactly("version-list", "deployed-version", "audit-history");
      JsonNode one = answering.json("/v1/projections/audit-history");
      assertThat(one.get("position")).isEqualTo(one.get("head"));
      assertThat(one.get("lagEvents").asInt()).isZero();
      assertThat(one.get("complete").asBoolean()).isTrue();
      assertThat(one.get("rebuild").isNull()).isTrue();
      assertThat(problem(answering.get("/v1/projections/none"))).isEqualTo("404 not-found");
      assertThat(gauge(answering, "lag.events")).isZero();
      await().untilAsserted(() -> assertThat(gauge(answering, "segments")).isEqualTo(4));
    }
  }

  private static double gauge(Answering answering, String name) {
    return answering
        .bean(MeterRegistry.class)
        .get("botledger.projection." + name)
        .tag("projection", "version-list")
        .gauge()
        .value();
  }
}
