package io.botledger.query.stream;

import io.botledger.events.Composition;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.Environment;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.query.projection.Recorded;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an environment runs from a position on, as it is told.
 *
 * @param position that of the event by which it came about; 0 if nothing has ever run there
 * @param block an event of a stream (HTML, section 9.2.6), the empty line at its end included
 */
record Change(long position, Environment environment, byte[] block) {

  /**
   * As {@code deployed-version} without its content; where nothing runs, no deployment is named.
   */
  private record Data(
      @Nullable String deploymentId,
      Environment environment,
      @Nullable String since,
      @Nullable String by,
      @Nullable String kind,
      @Nullable String reason,
      @Nullable VersionDto version,
      @Nullable Composition components) {}

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Of an event after which an environment runs something else. Whoever tells it, and whenever, it
   * is the same.
   *
   * @param version of the event, as it was after it
   */
  static Change of(Recorded recorded, VersionSnapshot version) {
    if (recorded.event() instanceof DeploymentStarted started) {
      return told(
          recorded,
          new Data(
              started.deploymentId(),
              started.environment(),
              recorded.timeText(),
              recorded.actor(),
              started instanceof VersionRolledBack ? "rollback" : "deploy",
              recorded.reason(),
              version.dto(),
              started.components()));
    }
    if (recorded.event() instanceof VersionUndeployed ended) {
      return told(
          recorded,
          new Data(
              null,
              ended.environment(),
              recorded.timeText(),
              recorded.actor(),
              "undeploy",
              recorded.reason(),
              null,
              null));
    }
    throw new IllegalArgumentException("It changes no environment: " + recorded.event());
  }

  /** Where nothing has ever run. It has no id: who resumes has not got past the beginning. */
  static Change none(Environment environment) {
    Data data = new Data(null, environment, null, null, null, null, null, null);
    return new Change(0, environment, block("", data));
  }

  /** Whether the environment runs something else after the event. */
  static boolean isIn(Recorded recorded) {
    return recorded.event() instanceof DeploymentStarted
        || (recorded.event() instanceof VersionUndeployed ended && ended.replacedBy() == null);
  }

  private static Change told(Recorded recorded, Data data) {
    long position = recorded.position();
    return new Change(position, data.environment(), block("id: " + position + "\n", data));
  }

  private static byte[] block(String id, Data data) {
    // JSON has no line breaks but between its tokens, where this writer puts none.
    String text = id + "data: " + JSON.writeValueAsString(data) + "\n\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
