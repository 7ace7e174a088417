package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.platform.web.EventStream.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever comes back to a stream, at whichever process, is told everything once and in order. */
abstract class ResumedStreams {
  private static final String BOT = "/v1/chatbots/streamed";
  private static final int DEPLOYS = 300;

  private final SplitShape shape;
  private final ContractClient client;

  ResumedStreams(SplitShape shape) {
    this.shape = shape;
    this.client = shape.client();
  }

  @Test
  void aListenerWhoIsCutAtRandomMissesNothing() throws Exception {
    AtomicInteger deployed = new AtomicInteger();
    List<Callable<List<Event>>> clients = new ArrayList<>();
    for (BotledgerProcess process : shape.commands()) {
      clients.add(() -> deploys(shape.client(process), deployed));
    }
    List<ContractClient> ways =
        Stream.concat(Stream.of(client), shape.queries().stream().map(shape::client)).toList();
    clients.add(new CutListener(ways, BOT, 1, true, deployed, DEPLOYS));
    clients.add(new CutListener(ways, BOT, 2, true, deployed, DEPLOYS));
    clients.add(new CutListener(ways, BOT, 3, false, deployed, DEPLOYS));
    List<List<Event>> heard = Together.run(clients).subList(2, 5);
    List<String> positions =
        client.pages(BOT + "/events?limit=1000", "events").stream()
            .filter(event -> event.at("/type").asString().equals("VersionDeployed"))
            .map(event -> Long.toString(event.at("/position").longValue()))
            .toList();
    assertThat(positions).hasSize(DEPLOYS);
    assertThat(heard.get(0)).extracting(Event::id).isEqualTo(positions);
    assertThat(heard.get(1)).isEqualTo(heard.get(0));
    heard.get(0).forEach(client::told);
    // The negative control: who comes back without the last id is told the present instead.
    assertThat(heard.get(2)).extracting(Event::id).isNotEqualTo(positions);
  }

  /** Half of them, by turns of two versions, so that each one changes what runs. */
  private static List<Event> deploys(ContractClient client, AtomicInteger deployed) {
    List<String> versions = List.of(create(client), create(client));
    for (int i = 0; i < DEPLOYS / 2; i++) {
      String path = BOT + "/versions/" + versions.get(i % 2) + "/deploy";
      String prod = "{\"environment\":\"prod\"}";
      assertThat(client.post(path, prod, "Prefer", "respond-async").status()).isEqualTo(202);
      deployed.incrementAndGet();
    }
    return List.of();
  }

  private static String create(ContractClient client) {
    String body = "{\"name\":\"%s\",\"environment\":\"none\"}".formatted(UUID.randomUUID());
    JsonNode created = client.post(BOT + "/versions", body).body();
    return created.at("/version/id").asString();
  }
}
