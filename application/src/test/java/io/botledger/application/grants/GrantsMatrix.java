package io.botledger.application.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.contract.Document;
import io.botledger.application.contract.Operation;
import io.botledger.platform.grant.Permission;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the document, asked for with no credential, an expired and a revoked one,
 * without the permission, with that for another chatbot and with the right one alone.
 */
abstract class GrantsMatrix {
  private static final String CHATBOT = "matrix";

  /** What an operation is sent, and what it answers then to whoever may ask. */
  private record Row(int status, String body, List<String> headers) {}

  /** Of a chatbot that nobody has heard of, and a projection that there is not. */
  private static final Map<String, Row> ROWS =
      Map.ofEntries(
          row("listVersions", 200),
          row("createVersion", 201, "{\"name\":\"a\",\"environment\":\"none\"}"),
          row("getVersion", 404),
          row("deleteVersion", 404),
          row("deployVersion", 404, "{\"environment\":\"prod\"}"),
          row("rollbackVersion", 404, "{\"environment\":\"prod\",\"excludeComponents\":[]}"),
          row("restoreVersion", 404),
          row("listVersionEvents", 404),
          row("readVersionEvent", 404),
          row("diffVersions", 404),
          row("listChatbots", 200),
          row("getDeploymentsStatus", 200),
          row("listDeployments", 200),
          row("getDeployedVersion", 404),
          stream("streamChanges"),
          row("rollbackEnvironment", 409),
          row("undeploy", 409),
          row("listChatbotEvents", 200),
          row(
              "askWhatIf",
              200,
              "{\"command\":{\"type\":\"UndeployVersion\",\"environment\":\"prod\"}}"),
          row("exportChatbot", 200),
          row("listChatbotAudit", 200),
          row("listEvents", 200),
          row("listAudit", 200),
          stream("followAudit"),
          row("exportAll", 200),
          row(
              "createApiKey",
              201,
              "{\"name\":\"a\",\"grants\":[{\"permission\":\"apikeys.manage\",\"resource\":\"chatbots/*\"}]}"),
          row("listApiKeys", 200),
          row("revokeApiKey", 404),
          row("listProjections", 200),
          row("getProjection", 404),
          row("startRebuild", 404),
          row("getRebuild", 404),
          row("cancelRebuild", 404),
          row("startVerification", 404),
          row("getVerification", 404),
          row("listDeadLetters", 404),
          row("giveUpDeadLetter", 404, "{\"reason\":\"enough\"}"),
          row("retryDeadLetter", 404),
          row("readJournal", 404),
          row("aiHubCreateVersion", 201, "{\"version_name\":\"b\"}"),
          row("aiHubListVersions", 200),
          row("aiHubGetDeployedVersion", 404),
          row("aiHubDeleteVersion", 404),
          row("aiHubDeployVersion", 404),
          row("aiHubRestoreVersion", 404),
          row("getDocumentAsYaml", 200),
          row("getDocumentAsJson", 200));

  private static Map.Entry<String, Row> row(String operation, int status) {
    return row(operation, status, "");
  }

  private static Map.Entry<String, Row> row(String operation, int status, String body) {
    return Map.entry(operation, new Row(status, body, List.of()));
  }

  /** Behind what is no id: any other answer would have no end. */
  private static Map.Entry<String, Row> stream(String operation) {
    return Map.entry(operation, new Row(400, "", List.of("Last-Event-ID", "none")));
  }

  private final GrantedCallers callers;

  GrantsMatrix(GrantedCallers callers) {
    this.callers = callers;
  }

  static List<Operation> operations() {
    return Document.ofBotledger().operations();
  }

  /** Those that take a permission; the document itself is for everybody who has a credential. */
  static Stream<Operation> guarded() {
    return operations().stream().filter(one -> !one.extension("x-permission").isEmpty());
  }

  @Test
  void everyOperationHasARow() {
    assertThat(ROWS.keySet())
        .as("A new operation needs a row: what it answers to whoever may ask.")
        .isEqualTo(
            operations().stream()
                .map(one -> one.extension("operationId"))
                .collect(Collectors.toSet()));
    assertThat(operations().stream().filter(one -> one.extension("x-permission").isEmpty()))
        .extracting(Operation::toString)
        .as("What takes no permission is counted here, by name.")
        .containsExactly("GET /openapi.yaml", "GET /openapi.json");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withoutACredentialItIs401(Operation operation) {
    assertThat(send(callers.without(), operation).status()).isEqualTo(401);
    for (String credential : callers.worthless()) {
      assertThat(send(callers.with(credential), operation).status()).as(credential).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void withoutThePermissionItIs403(Operation operation) {
    Permission permission = permission(operation);
    String others = GrantedCallers.allBut(permission, "chatbots/*");
    refused(send(callers.with(others), operation), operation);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void withAnotherChatbotsGrantItIs403(Operation operation) {
    Answer answer = send(callers.with(GrantedCallers.all("chatbots/another")), operation);
    if (operation.extension("operationId").equals("listChatbots")) {
      assertThat(answer.status()).as("shows what is granted").isEqualTo(200);
      assertThat(answer.text()).doesNotContain(CHATBOT);
    } else {
      refused(answer, operation);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void withTheRightGrantAloneItIsAnswered(Operation operation) {
    String permission = operation.extension("x-permission");
    String grant =
        permission.isEmpty() ? "apikeys.manage@chatbots/*" : permission + "@" + resource(operation);
    Answer answer = send(callers.with(grant), operation);
    assertThat(answer.status()).as(answer.text()).isEqualTo(row(operation).status());
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void anotherEnvironmentsGrantIsNone(Operation operation) {
    if (resource(operation).endsWith("/environments/prod")) {
      String grant = permission(operation).text() + "@chatbots/*/environments/test";
      refused(send(callers.with(grant), operation), operation);
    }
  }

  private static void refused(Answer answer, Operation operation) {
    assertThat(answer.status()).as(operation + " " + answer.text()).isEqualTo(403);
    if (operation.path().startsWith("/v1/")) {
      assertThat(answer.body().path("error").asString()).isEqualTo("Insufficient permissions.");
      assertThat(answer.body().path("permission").asString())
          .isEqualTo(permission(operation).text());
      assertThat(answer.body().path("resource").asString())
          .as("the resource, or the chatbot where the environment stands in the body")
          .isIn(resource(operation), "chatbots/" + CHATBOT);
    }
  }

  private static Row row(Operation operation) {
    return Objects.requireNonNull(ROWS.get(operation.extension("operationId")));
  }

  private static Permission permission(Operation operation) {
    return Permission.named(operation.extension("x-permission")).orElseThrow();
  }

  private static String resource(Operation operation) {
    return filled(operation.extension("x-resource"));
  }

  private static String filled(String template) {
    return template
        .replaceAll("\\{(chatbotId|assistant_id)}", CHATBOT)
        .replace("{environment}", "prod")
        .replace("{sequence}", "0")
        .replaceAll("\\{[^}]+}", "nowhere");
  }

  private static Answer send(ContractClient client, Operation operation) {
    String body = row(operation).body();
    String path = filled(operation.path());
    return body.isEmpty()
        ? client.send(
            operation.method(),
            path,
            BodyPublishers.noBody(),
            row(operation).headers().toArray(String[]::new))
        : client.send(
            operation.method(),
            path,
            BodyPublishers.ofString(body),
            "Content-Type",
            "application/json");
  }
}
