package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.application.process.PostgresForTests;
import io.botledger.application.process.Refused;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation moves into another one, which then answers as it did. */
class CapsuleIT {
  private static final String KEY = "the-key-of-the-copy-0123";

  @TempDir static Path directory = Path.of("");
  private static Map<String, String> answers = Map.of();
  private static Map<String, String> answersAboutAll = Map.of();
  private static Path capsule = Path.of("");
  private static Path support = Path.of("");

  @BeforeAll
  static void tellAndExport() throws Exception {
    try (BotledgerProcess original = BotledgerProcess.start(directory.resolve("original"))) {
      ContractClient client = client(original);
      new TwoSurfaceStory(client).tell();
      anOlderReleaseRestored(original.database());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> client.get("/v1/chatbots/older/audit").text().contains("older name"));
      answers = TwoSurfaceStory.answers(client, TwoSurfaceStory.CHATBOTS);
      answersAboutAll = TwoSurfaceStory.answersAboutAll(client);
      capsule = save("all.ndjson", client.get("/v1/capsule"));
      support = save("support.ndjson", client.get("/v1/chatbots/support:1/capsule"));
    }
  }

  private static ContractClient client(BotledgerProcess process) {
    return new ContractClient(process.url(""), process.adminKey());
  }

  private static Path save(String name, Answer answer) throws Exception {
    return Files.writeString(directory.resolve(name), answer.text());
  }

  /** Deletes the version of the chatbot "older" and restores it as revision 1 did. */
  private static void anOlderReleaseRestored(Database database) {
    JdbcClient sql = JdbcClient.create(TestPostgres.dataSource(database));
    for (String event :
        List.of(
            "1, 'VersionDeleted', '{\"chatbotId\":\"older\"}'",
            "2, 'VersionRestored', '{\"chatbotId\":\"older\",\"name\":\"older name\"}'")) {
      sql.sql(
              """
              insert into events.event (event_identifier, aggregate_identifier, sequence_number,
                type, payload_type, payload_revision, payload, meta_data, time_stamp)
              select gen_random_uuid(), e.aggregate_identifier, new.n, 'Version', new.name, '1',
                new.payload::json, e.meta_data, e.time_stamp
              from events.event e, (values (%s)) as new (n, name, payload)
              where e.chatbot_id = 'older' and e.sequence_number = 0
              """
                  .formatted(event))
          .update();
    }
    sql.sql("update command.version set name = 'older name' where chatbot_id = 'older'").update();
  }

  private static BotledgerProcess copy(String name, Path file) {
    return BotledgerProcess.start(directory.resolve(name), "--botledger.import=" + file);
  }

  @Test
  void theCopyAnswersEverythingAsTheOriginalDid() throws SQLException {
    assertThat(answers).hasSizeGreaterThan(60);
    try (BotledgerProcess copy = copy("copy", capsule)) {
      ContractClient client = client(copy);
      assertThat(TwoSurfaceStory.answers(client, TwoSurfaceStory.CHATBOTS)).isEqualTo(answers);
      assertThat(TwoSurfaceStory.answersAboutAll(client)).isEqualTo(answersAboutAll);
      assertThat(copy.output()).contains("Imported " + capsule);
      goesOn(client);
      assertThat(new CommandStateCheck(TestPostgres.dataSource(copy.database())).differences())
          .isEmpty();
    }
    Refused again = Refused.of(directory.resolve("copy"), "--botledger.import=" + capsule);
    assertThat(again.output())
        .contains("botledger.import is given, but the log has events already, up to position")
        .contains("Start without botledger.import");
  }

  private static void goesOn(ContractClient client) {
    String before = client.get("/v1/chatbots/support:1/versions?order=desc&limit=1").text();
    assertThat(before).contains("\"versionNumber\":\"1.3\"");
    Answer created =
        client.post(
            "/v1/chatbots/support:1/versions", "{\"name\":\"next\",\"environment\":\"prod\"}");
    assertThat(created.body().at("/version/versionNumber").asString()).isEqualTo("1.4");
    Answer events = client.get("/v1/chatbots/support:1/events?limit=1000");
    List<Long> positions =
        events.body().at("/events").valueStream().map(e -> e.at("/position").asLong()).toList();
    assertThat(positions).isSorted().doesNotHaveDuplicates();
    assertThat(client.get("/v1/chatbots/support:1/environments/prod/deployed-version").text())
        .contains("\"name\":\"next\"");
  }

  @Test
  void aChatbotMovesAlone() {
    try (BotledgerProcess copy = copy("alone", support)) {
      ContractClient client = client(copy);
      Map<String, String> expected = new TreeMap<>(answers);
      expected.keySet().removeIf(path -> !path.contains("support:1"));
      assertThat(TwoSurfaceStory.answers(client, List.of("support:1"))).isEqualTo(expected);
      assertThat(client.get("/v1/chatbots").body().at("/chatbots")).hasSize(1);
      goesOn(client);
    }
  }

  @Test
  void itMovesIntoAPostgresOfOnesOwn() {
    Database database = PostgresForTests.version15().create("capsule_copy");
    String[] own = PostgresForTests.options(database);
    try (BotledgerProcess copy =
        BotledgerProcess.start(
            directory.resolve("own"),
            own[0],
            own[1],
            own[2],
            "--botledger.admin-key=" + KEY,
            "--botledger.import=" + capsule)) {
      ContractClient client = new ContractClient(copy.url(""), KEY);
      assertThat(TwoSurfaceStory.answers(client, TwoSurfaceStory.CHATBOTS)).isEqualTo(answers);
    }
  }

  @Test
  void aChangedCapsuleIsRefusedAndNothingOfItStays() throws Exception {
    Path changed =
        Files.writeString(
            directory.resolve("changed.ndjson"),
            Files.readString(capsule).replaceFirst("because", "becausE"));
    Path target = directory.resolve("refused");
    assertThat(Refused.of(target, "--botledger.import=" + changed).output())
        .contains("nothing of it was stored. Line ", "The checksum is another one")
        .contains("Take an unchanged copy of it");
    try (BotledgerProcess empty = BotledgerProcess.start(target)) {
      assertThat(client(empty).get("/v1/chatbots").body().at("/chatbots")).isEmpty();
    }
  }
}
