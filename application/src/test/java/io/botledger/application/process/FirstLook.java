package io.botledger.application.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.api.Projections;
import io.botledger.application.contract.ContractClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What somebody sees who has just started a process with the demo's history. */
record FirstLook(ContractClient client) {

  static FirstLook at(BotledgerProcess process) {
    return new FirstLook(new ContractClient(process.url(""), process.adminKey()));
  }

  /** All entries, as JSON. */
  List<String> audit() {
    return entries().stream().map(JsonNode::toString).toList();
  }

  private List<JsonNode> entries() {
    return client.pages("/v1/audit?order=asc&limit=1000", "entries");
  }

  /** Something of everything, told by the reads as soon as the process is ready. */
  List<String> isBelievable() {
    assertThat(client.get("/v1/chatbots").body().at("/chatbots"))
        .hasSize(3)
        .allMatch(chatbot -> chatbot.at("/environments/prod/name").isString());
    List<JsonNode> entries = entries();
    assertThat(distinct(entries, "/action"))
        .containsExactlyInAnyOrder(
            "created", "deployed", "undeployed", "rolled-back", "deleted", "restored");
    assertThat(distinct(entries, "/actor/name")).hasSizeBetween(2, 3);
    List<Instant> times =
        entries.stream().map(entry -> Instant.parse(entry.at("/time").asString())).toList();
    assertThat(times).isSorted();
    assertThat(times.get(0)).isBefore(Instant.now().minus(Duration.ofDays(20)));
    new Projections(client).assertWhole();
    return audit();
  }

  private static List<String> distinct(List<JsonNode> entries, String pointer) {
    return entries.stream().map(entry -> entry.at(pointer).asString()).distinct().toList();
  }
}
