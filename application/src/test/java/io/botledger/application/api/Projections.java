package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The projections, as one who runs them sees them. */
public record Projections(ContractClient client) {
  public static final List<String> NAMES =
      List.of("version-list", "deployed-version", "audit-history");

  /**
   * Starts a rebuild or a verification.
   *
   * @param what {@code rebuild} or {@code verify}
   * @return where its state is told
   */
  public String start(String projection, String what) {
    Answer started = client.post("/v1/projections/" + projection + "/" + what);
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    return started.header("Location");
  }

  /** Waits until what was started there runs no more, and returns what is told then. */
  public JsonNode end(String path) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> !client.get(path).body().at("/state").stringValue().equals("running"));
    return client.get(path).body();
  }

  /** Every event was handled once, and all is as the log says. */
  public void assertWhole() {
    Map<String, String> verifications = new LinkedHashMap<>();
    NAMES.forEach(name -> verifications.put(name, start(name, "verify")));
    for (String name : NAMES) {
      JsonNode verified = end(verifications.getOrDefault(name, ""));
      assertThat(verified.at("/state").stringValue()).as("%s", verified).isEqualTo("done");
      assertThat(verified.at("/found").longValue()).as("%s", verified).isZero();
      JsonNode standing = client.get("/v1/projections/" + name).body();
      assertThat(standing.at("/complete").booleanValue()).as("%s", standing).isTrue();
      assertThat(standing.at("/deadLetters").longValue()).as("%s", standing).isZero();
    }
  }
}
