package io.botledger.command.capsule;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.command.TestCommandSide;
import io.botledger.command.TestCommandSide.Done;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapsuleTest {
  @TempDir static Path directory = Path.of("");
  private static CapsuleStory story;

  @BeforeAll
  static void tell() {
    story = new CapsuleStory(directory);
  }

  @AfterAll
  static void stop() {
    story.close();
  }

  @Test
  void aCopyIsTheOriginalRowByRow() {
    assertThat(CapsuleStory.rows(CapsuleStory.copy(story.capsule)))
        .isEqualTo(CapsuleStory.rows(story.database))
        .hasSizeGreaterThan(20);
  }

  @Test
  void aCapsuleOfTheCopyIsThatOfTheOriginal() throws IOException {
    try (TestCommandSide copy = TestCommandSide.startWithHttp(CapsuleStory.copy(story.capsule))) {
      assertThat(CapsuleStory.lines(story.export(copy, "/v1/capsule", ".*")))
          .isEqualTo(CapsuleStory.lines(story.capsule));
    }
  }

  @Test
  void theCopyGoesOnBehindThePositionsOfTheOriginal() throws SQLException {
    Database database = CapsuleStory.copy(story.capsule);
    long newest = newest(database);
    try (TestCommandSide copy = TestCommandSide.start(database)) {
      Done created = copy.execute(create("bot", "v4", "v4", Environment.PROD));
      assertThat(created.positions()).containsExactly(newest + 1, newest + 2, newest + 3);
      assertThat(created.result().outcome().version().versionNumber()).isEqualTo("1.3");
      assertThat(created.result().deployment().previousVersionId()).isEqualTo("v1");
      assertThatThrownBy(() -> copy.execute(create("bot", "v5", "v3 again", null)))
          .hasMessageContaining("v3 again");
      assertThat(new CommandStateCheck(TestPostgres.dataSource(database)).differences()).isEmpty();
    }
  }

  private static long newest(Database database) {
    return CapsuleStory.sql(database)
        .sql("select max(global_index) from events.event")
        .query(Long.class)
        .single();
  }

  @Test
  void aChatbotsCapsuleHasThatChatbotAlone() {
    Path capsule =
        story.export(
            story.commandSide, "/v1/chatbots/another/capsule", "botledger-another-\\d+.ndjson");
    Database database = CapsuleStory.copy(capsule);
    assertThat(CapsuleStory.rows(database))
        .isEqualTo(
            CapsuleStory.rows(story.database).stream()
                .filter(row -> row.contains("\"another\"") || row.contains("\"content\":{}"))
                .toList())
        .hasSize(7);
  }

  @Test
  void aChatbotThatNobodyKnowsHasACapsuleWithoutEvents() throws IOException {
    Path capsule =
        story.export(story.commandSide, "/v1/chatbots/a:b~c/capsule", "botledger-a_b_c-0.ndjson");
    assertThat(Files.readAllLines(capsule)).hasSize(2);
    assertThat(CapsuleStory.rows(CapsuleStory.copy(capsule))).isEmpty();
  }

  @Test
  void aCapsuleMayBePacked() throws IOException {
    Path packed = directory.resolve("packed.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(story.capsule, out);
    }
    assertThat(CapsuleStory.rows(CapsuleStory.copy(packed)))
        .isEqualTo(CapsuleStory.rows(story.database));
  }

  @Test
  void whatAnOlderReleaseWroteIsTakenInAsItIs() throws IOException, SQLException {
    EditedCapsule older = EditedCapsule.of(story.capsule);
    int line = older.find("VersionRestored");
    older
        .replace(
            line,
            "\"type\":\"VersionRestored\",\"revision\":\"2\"",
            "\"type\":\"VersionRestored\",\"revision\":\"1\"")
        .replace(line, ",\"previousName\":\"v3\"", "")
        .sealed();
    Path capsule = older.write(directory);
    Database database = CapsuleStory.copy(capsule);
    assertThat(new CommandStateCheck(TestPostgres.dataSource(database)).differences()).isEmpty();
    try (TestCommandSide copy = TestCommandSide.startWithHttp(database)) {
      assertThat(CapsuleStory.lines(story.export(copy, "/v1/capsule", ".*")))
          .isEqualTo(CapsuleStory.lines(capsule));
      copy.execute(new DeleteVersion("bot", "v3"));
      Done restored = copy.execute(new RestoreVersion("bot", "v3", null));
      assertThat(restored.result().outcome().version().name()).isEqualTo("v3 again");
      assertThat(
              CapsuleStory.sql(database)
                  .sql(
                      """
                      select payload_revision || ' ' || payload::text from events.event
                       where payload_type = 'VersionRestored' order by global_index
                      """)
                  .query(String.class)
                  .list())
          .containsExactly(
              "1 {\"chatbotId\":\"bot\",\"name\":\"v3 again\"}",
              "2 {\"chatbotId\":\"bot\",\"name\":\"v3 again\",\"previousName\":\"v3 again\"}");
    }
  }

  @Test
  void aLogWithEventsTakesNothingIn() {
    Database database = CapsuleStory.copy(story.capsule);
    List<String> before = CapsuleStory.rows(database);
    assertThatThrownBy(() -> CapsuleImport.run(database, story.capsule))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the log has events already")
        .hasMessageContaining("Start without botledger.import");
    assertThat(CapsuleStory.rows(database)).isEqualTo(before);
  }
}
