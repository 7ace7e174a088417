package io.botledger.command.capsule;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.command.TestCommandSide;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.RollbackVersion.Component;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.decision.VersionContent;
import io.botledger.command.state.CommandTables;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.eventstore.EventTables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A history with every kind of event, and what is known about logs that should be the same. */
final class CapsuleStory implements AutoCloseable {
  final Database database = TestPostgres.freshDatabase();
  final TestCommandSide commandSide = TestCommandSide.startWithHttp(database);
  final Path directory;
  final Path capsule;

  /**
   * @param directory for capsules
   */
  CapsuleStory(Path directory) {
    this.directory = directory;
    commandSide.execute(
        with("v1", "{\n \"n\": 1e2, \"\\u0041\": \"\\u2028 Größe \\\\ \uD83D\uDE00\"\r\n}"));
    commandSide.execute(with("v2", "{\"big\":\"" + "x".repeat(1024 * 1024 - 10) + "\"}"));
    commandSide.execute(new DeployVersion("bot", "v1", Environment.PROD, "d1"));
    assertThatThrownBy(() -> commandSide.execute(new DeleteVersion("bot", "v1"))).isNotNull();
    commandSide.execute(create("another", "w1", "v1", Environment.TEST));
    commandSide.execute(new DeployVersion("bot", "v2", Environment.PROD, "d2"));
    commandSide.execute(
        new RollbackVersion("bot", "v1", Environment.PROD, Set.of(Component.APPS), "d3"));
    commandSide.execute(create("bot", "v3", "v3", null));
    commandSide.execute(new DeleteVersion("bot", "v3"));
    burnPositions();
    commandSide.execute(new RestoreVersion("bot", "v3", "v3 again"));
    commandSide.execute(new DeployVersion("bot", "v3", Environment.TEST, "d4"));
    commandSide.execute(new UndeployVersion("bot", Environment.TEST));
    capsule = export(commandSide, "/v1/capsule", "botledger-\\d+.ndjson");
  }

  @Override
  public void close() {
    commandSide.close();
  }

  private static CreateVersion with(String versionId, String content) {
    int size = content.getBytes(StandardCharsets.UTF_8).length;
    return new CreateVersion(
        "bot",
        versionId,
        versionId,
        "",
        null,
        new VersionContent(content, Contents.hash(content), size, Stats.NONE),
        null,
        "unused");
  }

  /** As commands do that are rolled back. */
  private void burnPositions() {
    sql(database)
        .sql("select nextval('events.event_global_index_seq') from generate_series(1, 5)")
        .query()
        .listOfRows();
  }

  static JdbcClient sql(Database database) {
    return JdbcClient.create(TestPostgres.dataSource(database));
  }

  Path export(TestCommandSide from, String path, String name) {
    try {
      HttpResponse<Path> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(from.url() + path)).build(),
                  BodyHandlers.ofFile(Files.createTempFile(directory, "capsule", ".ndjson")));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
      assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
          .matches("attachment; filename=\"" + name + "\"");
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An empty log. */
  static Database empty() {
    Database database = TestPostgres.freshDatabase();
    CommandTables.prepare(database, EventTables.prepare(database));
    return database;
  }

  static Database copy(Path capsule) {
    Database database = empty();
    CapsuleImport.run(database, capsule);
    return database;
  }

  /** All but the header, which has the time. */
  static List<String> lines(Path capsule) throws IOException {
    return Files.readAllLines(capsule).stream()
        .skip(1)
        .map(line -> line.replaceAll("\"sha256\":\"[0-9a-f]+\"", "the checksum"))
        .toList();
  }

  static List<String> rows(Database database) {
    return Stream.of(
            "events.event",
            "events.content",
            "command.chatbot",
            "command.version",
            "command.deployment",
            "command.environment")
        .flatMap(
            table ->
                sql(database)
                    .sql(
                        "select '%1$s ' || row_to_json(r)::text from %1$s r order by 1"
                            .formatted(table))
                    .query(String.class)
                    .list()
                    .stream())
        .toList();
  }
}
