package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A client that writes, at once reads elsewhere what must show it, and returns what did not. It
 * writes through one way and reads through all of them in turn: lists, what runs, and the audit.
 */
record PairsOfWriteAndRead(
    ContractClient writer, List<ContractClient> readers, String chatbot, int pairs)
    implements Callable<List<String>> {

  @Override
  public List<String> call() {
    String path = "/v1/chatbots/" + chatbot;
    List<String> stale = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      Answer created =
          writer.post(
              path + "/versions", "{\"name\":\"v%d\",\"environment\":\"prod\"}".formatted(pair));
      assertThat(created.status()).as(created.text()).isEqualTo(201);
      assertThat(created.header("Botledger-Reads-Lag")).as("a write waited in vain").isEmpty();
      String written = created.body().at("/version/id").stringValue();
      int way = pair % readers.size();
      int question = pair / readers.size() % 3;
      String shown = newest(readers.get(way), path, question);
      if (!shown.equals(written)) {
        stale.add("%s %d: %s, read by way %d".formatted(chatbot, pair, question, way));
      }
    }
    return stale;
  }

  /** The version that one of three questions shows as the newest. */
  private static String newest(ContractClient reader, String path, int question) {
    Answer answer =
        switch (question) {
          case 0 -> reader.get(path + "/environments/prod/deployed-version");
          case 1 -> reader.get(path + "/versions?order=desc&limit=1");
          default -> reader.get(path + "/audit?limit=1");
        };
    String where =
        switch (question) {
          case 0 -> "/version/id";
          case 1 -> "/versions/0/id";
          default -> "/entries/0/versionId";
        };
    return answer.body().at(where).asString("");
  }
}
