package io.botledger.command.apikey;

import io.botledger.command.apikey.CreateApiKeyBody.Lives;
import io.botledger.command.execution.KeyLedger;
import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyEvent;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.apikey.KeyText;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/api-keys}: the one answer that has a key's secret. */
@RestController
class CreateApiKeyEndpoint {

  /** What a repeated request gets, and what is kept for it. */
  record WithoutSecret(ApiKeyDto key) {}

  /**
   * What the first one gets.
   *
   * @param secret the key's text, to be kept by whoever asked
   */
  record Answer(ApiKeyDto key, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Answer[" + key + "]";
    }
  }

  private final KeyLedger ledger;
  private final JdbcClient database;
  private final KnownKeys keys;
  private final Lives lives;

  CreateApiKeyEndpoint(
      KeyLedger ledger, @Qualifier("commandDataSource") DataSource commandDataSource, Lives lives) {
    this.ledger = ledger;
    this.database = JdbcClient.create(commandDataSource);
    this.keys = new KnownKeys(commandDataSource);
    this.lives = lives;
  }

  @PostMapping(path = "/v1/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> create(JsonBody body, RequestContext context) {
    CreateApiKeyBody asked = CreateApiKeyBody.read(new JsonFields(body), lives, Instant.now());
    // Nobody gives what they do not have.
    asked.grants().forEach(grant -> context.require(grant.permission(), grant.resource()));
    KeyText text = KeyText.random();
    AtomicReference<ApiKeyDto> made = new AtomicReference<>();
    return ledger
        .append(
            context,
            asked.reason(),
            time -> store(text, asked),
            () -> {
              ApiKeyDto key = keys.find(text.selector()).orElseThrow();
              made.set(key);
              return Reply.of(HttpStatus.CREATED, new WithoutSecret(key))
                  .at("/v1/api-keys/" + text.selector());
            })
        .thenApply(
            done -> {
              ApiKeyDto key = made.get();
              return key == null ? done : done.with(new Answer(key, text.text()));
            })
        .thenApply(CreateApiKeyEndpoint::response);
  }

  private static ResponseEntity<Object> response(Acknowledgement done) {
    ResponseEntity<Object> response = done.response();
    return ResponseEntity.status(response.getStatusCode())
        .headers(response.getHeaders())
        .cacheControl(CacheControl.noStore())
        .body(response.getBody());
  }

  private KeyLedger.Change store(KeyText text, CreateApiKeyBody asked) {
    database
        .sql("insert into events.api_key (key_id, secret_hash) values (?, ?)")
        .params(text.selector(), text.hash())
        .update();
    List<ApiKeyCreated.Grant> grants =
        asked.grants().stream()
            .map(
                grant ->
                    new ApiKeyCreated.Grant(grant.permission().text(), grant.resource().text()))
            .toList();
    return new KeyLedger.Change(
        text.selector(),
        0,
        new ApiKeyCreated(
            ApiKeyEvent.CHATBOT_ID, asked.name(), grants, Timestamps.format(asked.expires())));
  }
}
