package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventTables;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The checker finds what it is there to find. */
class LogInvariantsTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-01T12:00:00Z");
  private DataSource dataSource;
  private JdbcTemplate database;
  private int number;

  @BeforeEach
  void emptyLog() {
    Database fresh = TestPostgres.freshDatabase();
    EventTables.prepare(fresh);
    dataSource = TestPostgres.dataSource(fresh);
    database = new JdbcTemplate(dataSource);
  }

  @Test
  void aProperStoryHasNoViolation() {
    properStory();
    undeployed("c5", "v1", 4, "d3", "d4");
    deployed("c5", "v2", 1, "d4", "v2", "d3");
    assertFound();
  }

  @Test
  void twoCompositionsAtOnce() {
    properStory();
    deployed("c5", "v2", 1, "d4", "v2", "d3");
    assertFound("something runs there already");
  }

  @Test
  void aDeletedPartOfWhatRuns() {
    properStory();
    append("c5", "v1", 4, "VersionDeleted", "");
    assertFound("v1 is deleted or unknown, and part of prod");
  }

  @Test
  void aDeploymentOfWhatIsDeleted() {
    properStory();
    append("c5", "v2", 1, "VersionDeleted", "");
    undeployed("c6", "v1", 4, "d3", "d4");
    deployed("c6", "v2", 2, "d4", "v2", "d3");
    assertFound("v2 is deleted or unknown, and part of prod");
  }

  @Test
  void aNameThatIsThereTwice() {
    properStory();
    created("c5", "v3", "v2", "1.2");
    assertFound("v2 is there twice");
  }

  @Test
  void aNumberThatComesTwice() {
    properStory();
    created("c5", "v3", "v3", "1.1");
    assertFound("1.1 comes after 1.1", "1.1 comes twice");
  }

  @Test
  void anEndWithoutTheAnnouncedStart() {
    properStory();
    undeployed("c5", "v1", 4, "d3", "d4");
    created("c6", "v3", "v3", "1.2");
    assertFound("did not start the next");
  }

  @Test
  void aGapInAStream() {
    properStory();
    append("c5", "v2", 2, "VersionDeleted", "");
    assertFound("its sequence number is 2");
  }

  @Test
  void timeThatRunsBackwards() {
    properStory();
    append("c5", "v2", 1, "VersionDeleted", "", NOON.minusSeconds(1));
    assertFound("time runs backwards");
  }

  @Test
  void aCommandOfTwoTimes() {
    properStory();
    append("c4b", "v2", 1, "VersionDeleted", "", NOON.plusHours(1));
    assertFound("one command has two times");
  }

  private void properStory() {
    created("c1", "v1", "v1", "1.0");
    created("c2", "v2", "v2", "1.1");
    deployed("c3", "v1", 1, "d1", "v1", null);
    append("c4", "v1", 2, "VersionUndeployed", members("d1", "null"));
    deployed("c4b", "v1", 3, "d3", "v1", "d1");
  }

  private void created(String command, String id, String name, String versionNumber) {
    append(
        command,
        id,
        0,
        "VersionCreated",
        ", \"name\":\"%s\", \"modelId\":\"\", \"versionNumber\":\"%s\""
            .formatted(name, versionNumber));
  }

  private void deployed(
      String command,
      String id,
      int sequence,
      String deployment,
      String of,
      @Nullable String previous) {
    append(
        command,
        id,
        sequence,
        "VersionDeployed",
        (", \"environment\":\"prod\", \"deploymentId\":\"%s\", \"previousDeploymentId\":%s,"
                + " \"components\":{\"apps\":\"%s\",\"settings\":\"%s\",\"conversation\":\"%s\"}")
            .formatted(deployment, previous == null ? "null" : "\"" + previous + "\"", of, of, of));
  }

  private void undeployed(
      String command, String id, int sequence, String deployment, String replacedBy) {
    append(
        command, id, sequence, "VersionUndeployed", members(deployment, "\"" + replacedBy + "\""));
  }

  private static String members(String deployment, String replacedBy) {
    return ", \"environment\":\"prod\", \"deploymentId\":\"%s\", \"replacedBy\":%s"
        .formatted(deployment, replacedBy);
  }

  private void append(String command, String id, int sequence, String type, String members) {
    append(command, id, sequence, type, members, NOON);
  }

  private void append(
      String command, String id, int sequence, String type, String members, OffsetDateTime time) {
    database.update(
        """
        insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
          payload_type, payload_revision, payload, meta_data, time_stamp)
        values (?, ?, ?, 'Version', ?, '1', ?::json, ?::json, ?)
        """,
        "e" + ++number,
        id,
        sequence,
        type,
        "{\"chatbotId\":\"bot\"" + members + "}",
        "{\"commandId\":\"" + command + "\"}",
        time);
  }

  private void assertFound(String... violations) {
    assertThat(new LogInvariants(dataSource).violations())
        .hasSize(violations.length)
        .zipSatisfy(List.of(violations), (found, expected) -> assertThat(found).contains(expected));
  }
}
