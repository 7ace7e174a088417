package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.api.Projections;
import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What streams for long, and what runs for long, of a history of some thousand versions. */
abstract class LongAnswers {
  private final SplitShape shape;
  private final ContractClient client;

  LongAnswers(SplitShape shape) {
    this.shape = shape;
    this.client = shape.client();
  }

  @Test
  void aListPassesWhole() {
    String path = "/v1/chatbots/pairs-0/versions";
    String list = ask(client, path);
    assertThat(list.length()).isGreaterThan(200_000);
    for (BotledgerProcess process : shape.queries()) {
      assertThat(ask(shape.client(process), path)).isEqualTo(list);
    }
  }

  @Test
  void anExportPassesWhole() {
    String lines = ask(client, "/v1/audit", "Accept", "application/x-ndjson");
    assertThat(lines.lines().count()).isGreaterThan(10_000);
    BotledgerProcess process = shape.queries().get(0);
    assertThat(ask(shape.client(process), "/v1/audit", "Accept", "application/x-ndjson"))
        .isEqualTo(lines);
  }

  @Test
  void aCapsulePassesWhole() {
    String capsule = ask(client, "/v1/capsule");
    assertThat(capsule.lines().count()).isGreaterThan(10_000);
    BotledgerProcess process = shape.commands().get(0);
    assertThat(events(ask(shape.client(process), "/v1/capsule"))).isEqualTo(events(capsule));
  }

  private static String ask(ContractClient client, String path, String... headers) {
    Answer answer = client.get(path, headers);
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }

  /** Without the header, which has the time, and the checksum at the end. */
  private static String events(String capsule) {
    return capsule.substring(capsule.indexOf('\n'), capsule.lastIndexOf("\"sha256\""));
  }

  @Test
  void projectionsAreRebuiltAndVerified() {
    Projections projections = new Projections(client);
    List<String> rebuilds =
        Projections.NAMES.stream().map(name -> projections.start(name, "rebuild")).toList();
    for (String rebuild : rebuilds) {
      assertThat(projections.end(rebuild).at("/state").stringValue()).isEqualTo("swapped");
    }
    projections.assertWhole();
  }
}
