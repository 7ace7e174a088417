package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An event that cannot be applied, from the first sign of it to its end, through two processes. */
class DeadLettersIT {
  private static final String PROJECTION = "/v1/projections/deployed-version";
  private static final String LETTERS = PROJECTION + "/dead-letters";

  private static Answer deploysAnother(ContractClient client, String chatbot, int number) {
    Answer created =
        client.post(
            "/v1/chatbots/" + chatbot + "/versions",
            "{\"name\":\"v%d\",\"environment\":\"prod\"}".formatted(number));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created;
  }

  private static String running(ContractClient client, String chatbot) {
    return client
        .get("/v1/chatbots/" + chatbot + "/environments/prod/deployed-version")
        .body()
        .at("/version/name")
        .stringValue();
  }

  /** Behind the projection's back; it says the other name of the running deployment. */
  private static void rename(TwoProcesses processes, String from, String to) throws SQLException {
    try (Connection connection = processes.database().connect(Duration.ofSeconds(10));
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update deployed_version_1.deployment set deployment_id = ?
                where deployment_id = ? and to_position is null
                """)) {
      statement.setString(1, to);
      statement.setString(2, from);
      assertThat(statement.executeUpdate()).isOne();
    }
  }

  /** Makes one event of the chatbot that does not fit. */
  private static String poison(TwoProcesses processes, String chatbot, int number)
      throws SQLException {
    ContractClient client = processes.client(0);
    Answer first = deploysAnother(client, chatbot, number);
    String deployment = first.body().at("/version/deploymentId").stringValue();
    rename(processes, deployment, "tampered-" + deployment);
    long start = System.nanoTime();
    Answer held = deploysAnother(client, chatbot, number + 1);
    assertThat(held.header("Botledger-Reads-Lag")).isEqualTo("true");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("what is known to be held up is not waited for")
        .isLessThan(Duration.ofMillis(1_900));
    return deployment;
  }

  @Test
  void aPoisonedEventHoldsUpItsChatbotUntilSomebodySeesToIt() throws Exception {
    try (TwoProcesses processes = TwoProcesses.start()) {
      ContractClient one = processes.client(0);
      ContractClient two = processes.client(1);
      String deployment = poison(processes, "bad", 1);
      for (int i = 0; i < 10; i++) {
        assertThat(deploysAnother(one, "good", i).header("Botledger-Reads-Lag")).isEmpty();
        assertThat(running(two, "good")).isEqualTo("v" + i);
        assertThat(deploysAnother(two, "bad", 10 + i).header("Botledger-Reads-Lag"))
            .isEqualTo("true");
      }
      assertThat(running(one, "bad")).isEqualTo("v1");

      JsonNode letters = two.get(LETTERS).body().at("/deadLetters");
      assertThat(letters).hasSize(1);
      assertThat(letters.at("/0/chatbotId").stringValue()).isEqualTo("bad");
      assertThat(letters.at("/0/waiting").longValue()).isEqualTo(letters(one, "bad") - 1);
      String id = letters.at("/0/id").stringValue();
      JsonNode failed = two.post(LETTERS + "/" + id + "/retry").body();
      assertThat(failed.at("/cause/message").stringValue()).contains("does not run in prod");
      rename(processes, "tampered-" + deployment, deployment);
      JsonNode mended = two.post(LETTERS + "/" + id + "/retry").body();
      assertThat(mended.at("/deadLetters").longValue()).as("%s", mended).isZero();
      assertThat(running(one, "bad")).isEqualTo("v19");
      assertThat(deploysAnother(one, "bad", 20).header("Botledger-Reads-Lag")).isEmpty();
      assertThat(one.get(PROJECTION).body().at("/complete").booleanValue()).isTrue();
      assertThat(two.get(PROJECTION + "/journal").body().at("/entries")).hasSize(2);
    }
  }

  @Test
  void whatIsGivenUpIsNamedAndTheRestGoesOn() throws Exception {
    try (TwoProcesses processes = TwoProcesses.start()) {
      ContractClient one = processes.client(0);
      ContractClient two = processes.client(1);
      poison(processes, "bad", 1);
      String id = one.get(LETTERS).body().at("/deadLetters/0/id").stringValue();
      assertThat(two.delete(LETTERS + "/" + id).code()).isEqualTo("invalid-request");
      assertThat(two.withKey(null).delete(LETTERS + "/" + id).status()).isEqualTo(401);
      Answer givenUp =
          two.send(
              "DELETE",
              LETTERS + "/" + id,
              BodyPublishers.ofString("{\"reason\":\"its start was removed by hand\"}"),
              "Content-Type",
              "application/json");
      assertThat(givenUp.status()).as(givenUp.text()).isEqualTo(200);
      assertThat(givenUp.body().at("/deadLetters").longValue()).as(givenUp.text()).isZero();
      assertThat(running(one, "bad")).isEqualTo("v2");
      assertThat(deploysAnother(one, "bad", 3).header("Botledger-Reads-Lag")).isEmpty();
      assertThat(running(two, "bad")).isEqualTo("v3");
      JsonNode standing = two.get(PROJECTION).body();
      assertThat(standing.at("/complete").booleanValue()).as("%s", standing).isTrue();
      assertThat(standing.at("/givenUp").longValue()).isOne();
      assertThat(standing.at("/deadLetters").longValue()).isZero();
      assertThat(one.get(PROJECTION + "/journal").body().at("/entries/0/reason").stringValue())
          .isEqualTo("its start was removed by hand");
      assertThat(two.post(LETTERS + "/" + id + "/retry").status()).isEqualTo(404);
    }
  }

  private static long letters(ContractClient client, String chatbot) {
    return client.get(LETTERS + "?chatbotId=" + chatbot).body().at("/deadLetters").size();
  }
}
