package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends every example of AI Hub's "Version Management" as it stands and compares the answers. */
public class PublishedAiHubIT implements RunningBotledger {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final ContractClient client = connect();
  private String assistant = "";

  @BeforeEach
  void ownAssistant() {
    assistant = "/api/ai-hub/assistant/" + UUID.randomUUID();
  }

  @Test
  void createAnswersAsPublished() {
    Answer answer = client.post(assistant + "/version", published("create-version"));
    assertThat(answer.status()).isEqualTo(201);
    assertSameShape(answer.body(), JSON.readTree(published("create-version-answer")));
    assertThat(answer.body().at("/message").asString()).isEqualTo("Version created successfully");
    assertThat(answer.body().at("/version/version_name").asString()).isEqualTo("v2.0.0");
    assertThat(assistant).endsWith(answer.body().at("/version/assistant_id").asString());
  }

  @Test
  void theListAnswersAsPublished() {
    create("v1.0.0");
    String second =
        client
            .post(assistant + "/version", published("create-version"))
            .body()
            .at("/version/version_id")
            .asString();
    client.post(assistant + "/version/" + second + "/deploy");
    Answer answer = client.get(assistant + "/versions");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode expected = JSON.readTree(published("get-versions-answer"));
    assertSameShape(answer.body(), expected);
    assertThat(answer.body().at("/total_versions").asInt()).isEqualTo(2);
    assertThat(answer.body().at("/versions/0/is_deployed").asBoolean()).isFalse();
    assertThat(answer.body().at("/versions/1/is_deployed").asBoolean()).isTrue();
    assertThat(answer.body().at("/versions/1/name").asString())
        .isEqualTo("Customer Support Bot - Enhanced");
  }

  @Test
  void deployAnswersAsPublishedAndNamesWhatRanBefore() {
    String first = create("v1.0.0");
    String second =
        client
            .post(assistant + "/version", published("create-version"))
            .body()
            .at("/version/version_id")
            .asString();
    Answer nothingBefore = client.post(assistant + "/version/" + first + "/deploy");
    assertThat(nothingBefore.body().at("/deployment/previous_version_id").isNull()).isTrue();
    Answer answer = client.post(assistant + "/version/" + second + "/deploy");
    assertThat(answer.status()).isEqualTo(200);
    assertSameShape(answer.body(), JSON.readTree(published("deploy-version-answer")));
    assertThat(answer.body().at("/message").asString())
        .isEqualTo("Version v2.0.0 deployed successfully");
    assertThat(answer.body().at("/deployment/previous_version_id").asString()).isEqualTo(first);
  }

  @Test
  void theDeployedVersionComesBackAsItWasGiven() {
    String id =
        client
            .post(assistant + "/version", published("create-version"))
            .body()
            .at("/version/version_id")
            .asString();
    client.post(assistant + "/version/" + id + "/deploy");
    Answer answer = client.get(assistant + "/deployed-version");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode deployed = answer.body().at("/deployed_version");
    JsonNode given = JSON.readTree(published("create-version"));
    for (String member : given.propertyNames()) {
      assertThat(deployed.get(member)).as(member).isEqualTo(given.get(member));
    }
    List<String> published =
        new ArrayList<>(
            JSON.readTree(published("get-deployed-version-answer"))
                .at("/deployed_version")
                .propertyNames());
    assertThat(deployed.propertyNames()).containsAll(published);
  }

  @Test
  void deleteAnswersAsPublishedAndTheVersionCanBeRestored() {
    String first = create("v1.0.0");
    Answer answer = client.delete(assistant + "/version/" + first);
    assertThat(answer.status()).isEqualTo(200);
    assertSameShape(answer.body(), JSON.readTree(published("delete-version-answer")));
    assertThat(answer.body().at("/message").asString())
        .isEqualTo("Version v1.0.0 deleted successfully");
    assertThat(client.get(assistant + "/versions").body().at("/total_versions").asInt()).isZero();
    Answer restored = client.post(assistant + "/version/" + first + "/restore");
    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.body().at("/restored_version/version_name").asString()).isEqualTo("v1.0.0");
    assertThat(client.get(assistant + "/versions").body().at("/total_versions").asInt()).isOne();
  }

  @Test
  void aDeployedVersionCannotBeDeleted() {
    String first = create("v1.0.0");
    client.post(assistant + "/version/" + first + "/deploy");
    Answer answer = client.delete(assistant + "/version/" + first);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().at("/success").asBoolean()).isFalse();
    assertThat(answer.body().at("/error").asString()).isNotBlank();
  }

  private String create(String name) {
    return client
        .post(assistant + "/version", "{\"version_name\":\"" + name + "\",\"name\":\"Bot\"}")
        .body()
        .at("/version/version_id")
        .asString();
  }

  /** The same members with the same types, all the way down; arrays by their elements. */
  private static void assertSameShape(JsonNode actual, JsonNode expected) {
    assertThat(actual.getNodeType()).isEqualTo(expected.getNodeType());
    if (expected.isObject()) {
      assertThat(actual.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
      expected
          .propertyNames()
          .forEach(name -> assertSameShape(actual.get(name), expected.get(name)));
    }
    if (expected.isArray()) {
      assertThat(actual.size()).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertSameShape(actual.get(i), expected.get(i));
      }
    }
  }

  private static String published(String name) {
    String file = "/published/ai-hub-" + name + ".json";
    try (var in = Objects.requireNonNull(PublishedAiHubIT.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }
}
