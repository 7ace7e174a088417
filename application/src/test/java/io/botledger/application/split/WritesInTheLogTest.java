package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.ContractClient;
import io.botledger.application.split.Write.Kind;
import io.botledger.application.split.Write.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That a log which contradicts what clients were told is found out. */
class WritesInTheLogTest {
  private static final Write ACKNOWLEDGED =
      write("acknowledged", Kind.DEPLOY, Outcome.ACKNOWLEDGED);
  private static final Write REFUSED = write("refused", Kind.CREATE, Outcome.REFUSED);
  private static final Write UNKNOWN = write("unknown", Kind.DELETE, Outcome.UNKNOWN);

  private final List<JsonNode> log =
      new ArrayList<>(
          List.of(
              event("acknowledged", "VersionUndeployed", "c1"),
              event("acknowledged", "VersionDeployed", "c1")));

  private static Write write(String id, Kind kind, Outcome outcome) {
    return new Write(id, kind, outcome, 0, false, Duration.ZERO);
  }

  private static JsonNode event(String id, String type, String command) {
    return ContractClient.json(
        "{\"type\":\"%s\",\"metadata\":{\"correlationId\":\"%s\",\"commandId\":\"%s\"}}"
            .formatted(type, id, command));
  }

  private List<String> contradictions() {
    return new WritesInTheLog(log).contradictions(List.of(ACKNOWLEDGED, REFUSED, UNKNOWN));
  }

  private void assertFoundOut(Write write) {
    assertThat(contradictions()).singleElement().asString().contains("id=" + write.id());
  }

  @Test
  void aLogThatFitsIsFine() {
    assertThat(contradictions()).isEmpty();
    log.add(event("unknown", "VersionDeleted", "c2"));
    log.add(event("somebody else's", "VersionDeleted", "c3"));
    assertThat(contradictions()).isEmpty();
  }

  @Test
  void anAcknowledgedWriteThatIsLost() {
    log.clear();
    assertFoundOut(ACKNOWLEDGED);
  }

  @Test
  void anAcknowledgedWriteOfWhichHalfIsLost() {
    log.remove(1);
    assertFoundOut(ACKNOWLEDGED);
  }

  @Test
  void anAcknowledgedWriteThatIsThereTwice() {
    log.add(event("acknowledged", "VersionDeployed", "c1"));
    assertFoundOut(ACKNOWLEDGED);
  }

  @Test
  void anAcknowledgedWriteThatASecondCommandAddedTo() {
    log.add(event("acknowledged", "VersionUndeployed", "c2"));
    assertFoundOut(ACKNOWLEDGED);
  }

  @Test
  void aRefusedWriteThatIsThere() {
    log.add(event("refused", "VersionCreated", "c2"));
    assertFoundOut(REFUSED);
  }

  @Test
  void anUnknownWriteThatIsThereTwice() {
    log.add(event("unknown", "VersionDeleted", "c2"));
    log.add(event("unknown", "VersionDeleted", "c3"));
    assertFoundOut(UNKNOWN);
  }

  @Test
  void anUnknownWriteOfWhichHalfIsThere() {
    log.add(event("unknown", "VersionUndeployed", "c2"));
    assertFoundOut(UNKNOWN);
  }
}
