package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.Header;
import io.botledger.platform.eventstore.SettledPosition;
import io.botledger.platform.web.LongAnswers;
import io.botledger.platform.web.Timestamps;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/capsule} and {@code GET /v1/chatbots/{chatbotId}/capsule}. */
@RestController
class CapsuleEndpoint {
  private static final String LINES = "application/x-ndjson";

  private final JdbcClient database;
  private final SettledPosition settled;
  private final LongAnswers answers;
  private final String product;

  CapsuleEndpoint(
      @Qualifier("logAnswersDataSource") DataSource logAnswersDataSource,
      SettledPosition settled,
      LongAnswers answers,
      ObjectProvider<BuildProperties> build) {
    this.database = JdbcClient.create(logAnswersDataSource);
    this.settled = settled;
    this.answers = answers;
    BuildProperties properties = build.getIfAvailable();
    this.product = properties == null ? "botledger" : "botledger " + properties.getVersion();
  }

  @GetMapping(path = "/v1/capsule", produces = LINES)
  void ofAll(HttpServletRequest request, HttpServletResponse response) throws Exception {
    write(null, settled.newest(), request, response);
  }

  @GetMapping(path = "/v1/chatbots/{chatbotId}/capsule", produces = LINES)
  void ofChatbot(
      @PathVariable String chatbotId, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    long position =
        database
            .sql("select coalesce(max(global_index), 0) from events.event where chatbot_id = ?")
            .param(chatbotId)
            .query(Long.class)
            .single();
    write(chatbotId, position, request, response);
  }

  private void write(
      @Nullable String chatbotId,
      long position,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    Header header =
        new Header(
            CapsuleLine.FORMAT,
            CapsuleLine.VERSION,
            chatbotId,
            position,
            Timestamps.format(Instant.now()),
            product);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"%s-%d.ndjson\"".formatted(fileName(chatbotId), position));
    answers.write(request, response, LINES, new CapsuleExport(database, header));
  }

  /** Some file systems take neither colons nor tildes. */
  private static String fileName(@Nullable String chatbotId) {
    return chatbotId == null ? "botledger" : "botledger-" + chatbotId.replaceAll("[:~]", "_");
  }
}
