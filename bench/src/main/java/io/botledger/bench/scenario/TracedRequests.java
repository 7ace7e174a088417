package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.limit.Trip;
import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Target;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that are traced; told to nobody, they warm up. */
final class TracedRequests {

  /** Told of each request and what it sent. */
  interface Seen {
    void of(String name, List<Trip> trips);
  }

  private static final String BOT = "/v1/chatbots/" + Histories.chatbot(Histories.FIRST);
  private static final String PROD = "{\"environment\":\"prod\"}";
  private static final String BACK = "{\"environment\":\"prod\",\"excludeComponents\":[-1]}";
  private static final String FIRST = Histories.version(Histories.FIRST, 0);
  private static final String SECOND = Histories.version(Histories.FIRST, Histories.VERSIONS - 1);

  private final Traced traced;
  private final Target target;

  TracedRequests(Traced traced) {
    this.traced = traced;
    this.target = traced.connection().target();
  }

  void commands(@Nullable Seen seen) throws IOException, InterruptedException {
    String created = ask(seen, "create", post("/versions", CommandLoad.body())).first("id");
    String body = CommandLoad.body().replace("\"none\"", "\"prod\"");
    ask(seen, "create and deploy", post("/versions", body));
    ask(seen, "deploy", post("/versions/" + FIRST + "/deploy", PROD));
    ask(seen, "deploy what runs", post("/versions/" + FIRST + "/deploy", PROD));
    ask(seen, "roll back an environment", post("/environments/prod/rollback", "{}"));
    ask(seen, "roll back to a version", post("/versions/" + SECOND + "/rollback", BACK));
    ask(seen, "undeploy", target.delete(BOT + "/environments/prod/deployment"));
    ask(seen, "delete", target.delete(BOT + "/versions/" + created));
    ask(seen, "restore", post("/versions/" + created + "/restore", "{}"));
    ask(
        seen,
        "create, with an idempotency key",
        target.post(
            BOT + "/versions",
            CommandLoad.body(),
            "Idempotency-Key: \"" + System.nanoTime() + "\""));
    traced.send(202, post("/versions/" + SECOND + "/deploy", PROD));
  }

  void reads(@Nullable Seen seen) throws IOException, InterruptedException {
    String deployed = BOT + "/environments/prod/deployed-version";
    Answer answer = ask(seen, "deployed-version, 200", target.get(deployed));
    String tag = "If-None-Match: " + answer.header("ETag").orElse("");
    ask(seen, "deployed-version, 304", target.get(deployed, tag));
    for (String path :
        List.of(
            "/versions?limit=20",
            "/versions/" + FIRST,
            "/deployments/status",
            "/deployments?environment=prod&limit=20",
            "/audit?limit=20",
            "/environments/prod/deployed-version?position=11",
            "/events?limit=20")) {
      ask(seen, "GET …" + path.replace(FIRST, "{versionId}"), target.get(BOT + path));
    }
    ask(seen, "GET /v1/chatbots", target.get("/v1/chatbots?limit=20"));
    ask(seen, "GET /v1/audit", target.get("/v1/audit?limit=20"));
  }

  private byte[] post(String path, String body) {
    return target.post(BOT + path, body);
  }

  private Answer ask(@Nullable Seen seen, String name, byte[] request)
      throws IOException, InterruptedException {
    if (seen == null) {
      return checked(name, request);
    }
    Answer[] answer = new Answer[1];
    List<Trip> trips = traced.window(() -> answer[0] = checked(name, request));
    seen.of(name, trips);
    return answer[0];
  }

  private Answer checked(String name, byte[] request) throws IOException {
    Answer answer = traced.connection().send(request);
    if (answer.status() >= 400) {
      throw new IOException(name + ": " + answer);
    }
    return answer;
  }
}
