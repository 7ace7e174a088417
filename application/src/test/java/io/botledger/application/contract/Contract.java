package io.botledger.application.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Holds answers against a document: status, media type, body, headers, the refusal's code and its
 * published flag.
 */
final class Contract {

  private static final String AI_HUB = "/api/ai-hub/";

  /** Made by the server itself, which knows no operation: these are only held against the form. */
  private static final String FROM_THE_SERVER = "bad-request";

  private final Document document;

  Contract(Document document) {
    this.document = document;
  }

  /**
   * @param path as sent, without the query
   * @throws AssertionError naming the operation, the status and every violation
   */
  void check(String method, String path, Answer answer) {
    Optional<Operation> operation = document.operation(method, path);
    List<String> violations =
        operation.isPresent() && !answer.code().equals(FROM_THE_SERVER)
            ? ofOperation(operation.get(), answer)
            : withoutOperation(path, answer);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          """
          %s (sent: %s %s) answered %d against the contract:
            - %s
          Headers: %s
          Body: %s"""
              .formatted(
                  operation.map(Operation::toString).orElse("No operation of the document"),
                  method,
                  path,
                  answer.status(),
                  String.join("\n  - ", violations),
                  answer.headers().map(),
                  abbreviated(answer.text())));
    }
  }

  /**
   * Holds the data of an event against what the stream at that path of the document tells.
   *
   * @throws AssertionError naming every violation
   */
  void checkEvent(String path, JsonNode data) {
    Operation stream = document.operation("GET", path).orElseThrow();
    Place media = stream.response(200).get("content").get("text/event-stream");
    List<String> violations = document.violations(media.get("x-event-schema"), data);
    if (!violations.isEmpty()) {
      throw new AssertionError(stream + " told " + data + " against the contract: " + violations);
    }
  }

  private List<String> ofOperation(Operation operation, Answer answer) {
    Place response = operation.response(answer.status());
    if (!response.exists()) {
      return List.of("The status is not documented here.");
    }
    if (response.get("x-not-answered").exists()) {
      return List.of("Never to be answered: " + response.get("x-not-answered").text());
    }
    List<String> violations = new ArrayList<>();
    body(response.get("content"), answer, violations);
    headers(response.get("headers"), answer, violations);
    if (answer.status() >= 400) {
      refusal(operation, response.get("x-problem-codes").texts(), answer, violations);
    } else if (operation.path().startsWith("/v1/") && answer.body().has("error")) {
      violations.add("A success has no member 'error'.");
    }
    return violations;
  }

  private void body(Place content, Answer answer, List<String> violations) {
    if (!content.exists()) {
      if (!answer.text().isEmpty()) {
        violations.add("No body is documented here.");
      }
      return;
    }
    Place media = content.get(answer.mediaType());
    if (!media.exists()) {
      violations.add(
          "The media type '%s' is not one of %s.".formatted(answer.mediaType(), content.members()));
      return;
    }
    if (!answer.mediaType().endsWith("json")) {
      violations.addAll(
          document.violations(media.get("schema"), StringNode.valueOf(answer.text())));
    } else if (media.get("x-line-schema").exists()) {
      answer
          .text()
          .lines()
          .map(ContractClient::json)
          .forEach(
              line -> violations.addAll(document.violations(media.get("x-line-schema"), line)));
    } else {
      violations.addAll(document.violations(media.get("schema"), answer.body()));
    }
  }

  private void headers(Place headers, Answer answer, List<String> violations) {
    for (String name : headers.members()) {
      Place header = headers.get(name).followed();
      Optional<String> value = answer.headers().firstValue(name);
      if (value.isPresent()) {
        document.violations(header.get("schema"), StringNode.valueOf(value.get())).stream()
            .map(violation -> "Header " + name + " '" + value.get() + "' " + violation)
            .forEach(violations::add);
      } else if (header.get("required").node().asBoolean(false)) {
        violations.add("The header " + name + " is missing.");
      }
    }
  }

  private static void refusal(
      Operation operation, List<String> codes, Answer answer, List<String> violations) {
    if (!codes.contains(answer.code())) {
      violations.add("The problem code '%s' is not one of %s.".formatted(answer.code(), codes));
    }
    consistent(answer, violations);
    String flag = operation.place().get("x-refusal-flag").text();
    if (!flag.isEmpty() && !answer.body().has(flag)) {
      violations.add("The published member '" + flag + "' is missing.");
    }
  }

  private List<String> withoutOperation(String path, Answer answer) {
    if (answer.status() < 400) {
      return List.of("The operation is not in the document.");
    }
    if (answer.status() == 500) {
      return List.of("Never to be answered: a 500.");
    }
    boolean aiHub =
        answer.code().equals(FROM_THE_SERVER)
            ? answer.mediaType().equals("application/json")
            : path.startsWith(AI_HUB);
    String mediaType = aiHub ? "application/json" : "application/problem+json";
    List<String> violations = new ArrayList<>();
    if (!answer.mediaType().equals(mediaType)) {
      violations.add("The media type '%s' is not '%s'.".formatted(answer.mediaType(), mediaType));
    }
    Place components = document.root().get("components");
    violations.addAll(
        document.violations(
            components.get("schemas").get(aiHub ? "AiHubRefusal" : "Problem"), answer.body()));
    violations.addAll(
        document.violations(
            components.get("schemas").get("ProblemCode"), StringNode.valueOf(answer.code())));
    consistent(answer, violations);
    return violations;
  }

  private static void consistent(Answer answer, List<String> violations) {
    JsonNode body = answer.body();
    if (body.has("code") && !body.get("code").asString("").equals(answer.code())) {
      violations.add("The header Botledger-Problem does not name the body's code.");
    }
    if (body.has("status") && body.get("status").asInt(0) != answer.status()) {
      violations.add("The body names another status.");
    }
    if (body.has("correlationId")
        && !body.get("correlationId").asString("").equals(answer.header("X-Correlation-Id"))) {
      violations.add("The header X-Correlation-Id does not name the body's correlationId.");
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 4000 ? text : text.substring(0, 4000) + "…";
  }
}
