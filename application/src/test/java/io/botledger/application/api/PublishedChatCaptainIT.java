package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** ChatCaptain's five operations, as a client that knows nothing else uses them. */
public class PublishedChatCaptainIT implements RunningBotledger {
  private final ContractClient client = connect();
  private String versions = "";

  @BeforeEach
  void ownChatbot() {
    versions = "/v1/chatbots/" + UUID.randomUUID() + "/versions";
  }

  @Test
  void anUnknownChatbotHasAnEmptyList() {
    assertThat(client.get(versions).body().at("/versions").size()).isZero();
  }

  @Test
  void createdWithNoneItBelongsToDevAndDoesNotRun() {
    JsonNode version = create("Spring menu", "none");
    assertThat(version.at("/environment").asString()).isEqualTo("dev");
    assertThat(version.at("/hasActiveDeployment").asBoolean()).isFalse();
    assertThat(version.at("/deployed").asString()).isEmpty();
    assertThat(version.at("/versionNumber").asString()).isEqualTo("1.0");
    assertThat(version.at("/resettable").asBoolean()).isTrue();
    assertThat(version.has("deploymentId")).isFalse();
  }

  @Test
  void createdForProdItRunsThere() {
    JsonNode version = create("Spring menu", "prod");
    assertThat(version.at("/environment").asString()).isEqualTo("prod");
    assertThat(version.at("/hasActiveDeployment").asBoolean()).isTrue();
    assertThat(version.at("/deployed").asString()).isNotEmpty();
    assertThat(version.at("/deploymentId").asString()).isNotEmpty();
    assertThat(client.get(versions).body().at("/versions/0")).isEqualTo(withoutContent(version));
  }

  @Test
  void deployStartsAndDeployingAgainChangesNothing() {
    String id = create("a", "none").at("/id").asString();
    Answer first = client.post(versions + "/" + id + "/deploy", "{\"environment\":\"test\"}");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.body().at("/started").asBoolean()).isTrue();
    Answer again = client.post(versions + "/" + id + "/deploy", "{\"environment\":\"test\"}");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void rollbackGoesBackAndKeepsWhatIsExcluded() {
    String a = create("a", "prod").at("/id").asString();
    String b = create("b", "prod").at("/id").asString();
    Answer answer = client.post(versions + "/" + a + "/rollback", "{\"excludeComponents\":[0,-1]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/rolledBack").asBoolean()).isTrue();
    assertThat(answer.body().at("/environment").asString()).isEqualTo("prod");
    String chatbot = versions.substring(0, versions.length() - "/versions".length());
    JsonNode components =
        connectToLook()
            .get(chatbot + "/environments/prod/deployed-version")
            .body()
            .at("/components");
    assertThat(components.at("/apps").asString()).isEqualTo(b);
    assertThat(components.at("/settings").asString()).isEqualTo(a);
    assertThat(components.at("/conversation").asString()).isEqualTo(a);
    assertThat(client.delete(versions + "/" + b).status()).isEqualTo(409);
  }

  @Test
  void deleteIsSoftAndTheListForgets() {
    String id = create("a", "none").at("/id").asString();
    Answer answer = client.delete(versions + "/" + id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/deleted").asBoolean()).isTrue();
    assertThat(client.get(versions).body().at("/versions").size()).isZero();
    assertThat(client.get(versions + "?includeDeleted=true").body().at("/versions").size()).isOne();
    assertThat(client.get(versions + "/" + id).status()).isEqualTo(410);
    assertThat(client.delete(versions + "/" + id).status()).isEqualTo(410);
  }

  @Test
  void refusalsCarryThePublishedMembers() {
    String id = create("a", "prod").at("/id").asString();
    Answer deleted = client.delete(versions + "/" + id);
    assertThat(deleted.status()).isEqualTo(409);
    assertThat(deleted.body().at("/deleted").asBoolean(true)).isFalse();
    assertThat(deleted.body().at("/error").asString()).isNotBlank();
    Answer started = client.post(versions + "/nowhere/deploy", "{\"environment\":\"prod\"}");
    assertThat(started.status()).isEqualTo(404);
    assertThat(started.body().at("/started").asBoolean(true)).isFalse();
    Answer rolled = client.post(versions + "/" + id + "/rollback", "{\"excludeComponents\":[]}");
    assertThat(rolled.status()).isEqualTo(409);
    assertThat(rolled.body().at("/code").asString()).isEqualTo("already-running");
    assertThat(rolled.body().at("/rolledBack").asBoolean(true)).isFalse();
  }

  @Test
  void numbersFollowTheModel() {
    assertThat(createWith("a", "m1").at("/versionNumber").asString()).isEqualTo("1.0");
    assertThat(createWith("b", "m1").at("/versionNumber").asString()).isEqualTo("1.1");
    assertThat(createWith("c", "m2").at("/versionNumber").asString()).isEqualTo("2.0");
    JsonNode taken = create("d", "none");
    assertThat(taken.at("/versionNumber").asString()).isEqualTo("2.1");
    assertThat(taken.at("/modelId").asString()).isEqualTo("m2");
    client.delete(versions + "/" + taken.at("/id").asString());
    assertThat(createWith("d", "m1").at("/versionNumber").asString()).isEqualTo("3.0");
  }

  private JsonNode create(String name, String environment) {
    Answer answer =
        client.post(
            versions, "{\"name\":\"" + name + "\",\"environment\":\"" + environment + "\"}");
    assertThat(answer.status()).isEqualTo(201);
    return answer.body().at("/version");
  }

  private JsonNode createWith(String name, String model) {
    return client
        .post(
            versions,
            "{\"name\":\"%s\",\"environment\":\"none\",\"modelId\":\"%s\"}".formatted(name, model))
        .body()
        .at("/version");
  }

  private static JsonNode withoutContent(JsonNode version) {
    return ((tools.jackson.databind.node.ObjectNode) version.deepCopy()).without("content");
  }
}
