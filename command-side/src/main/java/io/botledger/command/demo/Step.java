package io.botledger.command.demo;

import io.botledger.command.request.Asked;
import io.botledger.command.whatif.LiveRequest;
import io.botledger.platform.web.JsonBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request of the history, a line of {@code demo/history.ndjson}.
 *
 * @param secondsAgo when it is said to have come
 * @param by who is said to have sent it
 * @param creates what the version that it creates is called by the steps that follow; null if none
 * @param command as in a question what it would do: the command's name, and the members of its body
 */
record Step(
    long secondsAgo, String by, String chatbot, @Nullable String creates, ObjectNode command) {
  private static final String SCRIPT = "/demo/history.ndjson";
  private static final String TYPE = "type";
  private static final String VERSION = "versionId";
  private static final JsonMapper JSON = new JsonMapper();

  /** All of them, in their order. */
  static List<Step> all() {
    try (InputStream script = Objects.requireNonNull(Step.class.getResourceAsStream(SCRIPT));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> JSON.readValue(line, Step.class)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Instant time(Instant now) {
    return now.minus(Duration.ofSeconds(secondsAgo));
  }

  /**
   * What it asks for, by the code that reads the requests of clients.
   *
   * @param versions ids by what the steps call them
   */
  Asked asked(Map<String, String> versions) {
    ObjectNode body = command.deepCopy();
    if (body.has(VERSION)) {
      body.put(VERSION, Objects.requireNonNull(versions.get(body.get(VERSION).asString())));
    }
    return LiveRequest.of(
            chatbot, body.get(TYPE).asString(), JsonBody.parse(JSON.writeValueAsBytes(body)))
        .read()
        .get();
  }
}
