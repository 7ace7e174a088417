package io.botledger.command.apikey;

import io.botledger.command.execution.KeyLedger;
import io.botledger.command.request.Limits;
import io.botledger.events.ApiKeyEvent;
import io.botledger.events.ApiKeyRevoked;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /v1/api-keys/{keyId}}: for ever; said twice, it changes nothing. */
@RestController
class RevokeApiKeyEndpoint {

  record Answer(boolean revoked) {}

  private final KeyLedger ledger;
  private final JdbcClient database;
  private final KnownKeys keys;

  RevokeApiKeyEndpoint(
      KeyLedger ledger, @Qualifier("commandDataSource") DataSource commandDataSource) {
    this.ledger = ledger;
    this.database = JdbcClient.create(commandDataSource);
    this.keys = new KnownKeys(commandDataSource);
  }

  @DeleteMapping(path = "/v1/api-keys/{keyId}", produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> revoke(
      @PathVariable String keyId, JsonBody body, RequestContext context) {
    JsonFields fields = new JsonFields(body);
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return ledger
        .append(
            context, reason, time -> revoke(keyId), () -> Reply.of(HttpStatus.OK, new Answer(true)))
        .thenApply(Acknowledgement::response);
  }

  private KeyLedger.@Nullable Change revoke(String keyId) {
    ApiKeyDto key =
        keys.find(keyId)
            .orElseThrow(() -> Refusal.of(ProblemCode.NOT_FOUND, "There is no such key."));
    if (key.revoked() != null) {
      return null;
    }
    database
        .sql("update events.api_key set secret_hash = null where key_id = ?")
        .param(keyId)
        .update();
    return new KeyLedger.Change(keyId, 1, new ApiKeyRevoked(ApiKeyEvent.CHATBOT_ID, key.name()));
  }
}
