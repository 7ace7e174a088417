package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Requests;
import io.botledger.bench.load.Target;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands for a range of the chatbots of {@link Histories#numbered}, one chatbot after the other,
 * so that none has two at once.
 */
final class CommandLoad {
  static final String ASYNC = "Prefer: respond-async";

  /** 16 digits, so that scripts take what follows them for what is fresh in each command. */
  private static final AtomicLong MARKER = new AtomicLong(7_310_000_000_000_000L);

  private final Target target;
  private final int first;
  private final int count;
  private final AtomicLong deploys = new AtomicLong();
  private final AtomicLong creates = new AtomicLong();

  /**
   * @param first the number of the first chatbot
   */
  CommandLoad(Target target, int first, int count) {
    this.target = target;
    this.first = first;
    this.count = count;
  }

  /** Creates of versions that run nowhere yet. */
  Requests creates(String... headers) {
    return number -> create(headers);
  }

  /** Deploys, each of another version over the one that runs. */
  Requests deploys(String... headers) {
    return number -> deploy(headers);
  }

  byte[] create(String... headers) {
    int chatbot = first + (int) (creates.getAndIncrement() % count);
    return target.post(
        "/v1/chatbots/%s/versions".formatted(Histories.chatbot(chatbot)), body(), headers);
  }

  /** Of a name and a content of about 700 bytes that no other one has. */
  static String body() {
    long marker = MARKER.getAndIncrement();
    return """
        {"name":"release %1$d","environment":"none","content":{"greeting":"Welcome, %1$d!",\
        "flows":[{"name":"order","steps":[{"say":"What would you like?"},{"ask":"dish"},\
        {"ask":"size"},{"say":"Thank you."}]},{"name":"complain","steps":[{"say":"Sorry to hear."},\
        {"ask":"order number"},{"hand over":"to a person"}]}],"intents":[{"name":"order","examples":\
        ["I want a pizza","one margherita please","can I get a calzone"]},{"name":"complain",\
        "examples":["it was cold","where is my order"]}],"preferences":{"language":"en","tone":\
        "calm","timeout":30},"integrations":{"pos":{"url":"https://pos.example/api","version":3}}}}"""
        .formatted(marker);
  }

  byte[] deploy(String... headers) {
    long turn = deploys.getAndIncrement();
    int chatbot = first + (int) (turn % count);
    int version = (int) (turn / count % Histories.VERSIONS);
    return target.post(
        "/v1/chatbots/%s/versions/%s/deploy"
            .formatted(Histories.chatbot(chatbot), Histories.version(chatbot, version)),
        "{\"environment\":\"prod\"}",
        headers);
  }

  /** The same bodies to the bare route of a script. */
  Requests bare(String script) {
    return number -> {
      int chatbot = first + (int) (deploys.getAndIncrement() % count);
      return target.post(
          "/bench/%s/%d".formatted(script, chatbot),
          script.equals("create") ? body() : "{\"environment\":\"prod\"}");
    };
  }
}
