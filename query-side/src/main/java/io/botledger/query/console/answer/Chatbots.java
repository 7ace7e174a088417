package io.botledger.query.console.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/chatbots}. */
public record Chatbots(List<Chatbot> chatbots) {

  public record Chatbot(
      String chatbotId, long versions, String lastChange, Environments environments) {}

  public record Environments(
      @Nullable Running dev, @Nullable Running test, @Nullable Running prod) {}

  public record Running(
      String deploymentId, String versionId, String versionNumber, String name, String since) {}
}
