package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Keys that are made, used and revoked, from outside. */
public class KeysIT implements RunningBotledger {
  private static final String NEW_VERSION =
      "{\"name\":\"one\",\"description\":\"\",\"environment\":\"none\"}";

  private final ContractClient admin = connect();

  /** All that the processes have said. */
  protected String output() {
    return BotledgerProcess.shared().output();
  }

  private Answer create(ContractClient by, String name, String grants) {
    return by.post("/v1/api-keys", "{\"name\":\"%s\",\"grants\":[%s]}".formatted(name, grants));
  }

  private static String grant(String permission, String resource) {
    return "{\"permission\":\"%s\",\"resource\":\"%s\"}".formatted(permission, resource);
  }

  private static String secret(Answer created) {
    assertThat(created.status()).isEqualTo(201);
    return created.body().at("/secret").asString();
  }

  @Test
  void aKeyDoesWhatItWasGivenUntilItIsRevoked() {
    Answer created =
        create(
            admin,
            "keys it",
            grant("chatbots.versions.create", "chatbots/keys-it")
                + ","
                + grant("chatbots.versions.list", "chatbots/keys-it"));
    String id = created.body().at("/key/id").asString();
    ContractClient key = admin.withKey(secret(created));
    Answer version = key.post("/v1/chatbots/keys-it/versions", NEW_VERSION);
    assertThat(version.status()).isEqualTo(201);
    assertThat(version.body().at("/version/createdBy").asString()).isEqualTo("keys it");
    assertThat(
            admin
                .withKey(null)
                .get("/v1/chatbots/keys-it/versions", "x-chatcaptain-key", secret(created))
                .status())
        .isEqualTo(200);
    assertThat(key.get("/api/ai-hub/assistant/keys-it/versions").status()).isEqualTo(200);
    Answer elsewhere = key.post("/v1/chatbots/other/versions", NEW_VERSION);
    assertThat(elsewhere.status()).isEqualTo(403);
    assertThat(elsewhere.body().at("/resource").asString()).isEqualTo("chatbots/other");
    assertThat(key.get("/v1/api-keys").status()).isEqualTo(403);

    for (int known = 0; known < 8; known++) { // to all processes of both sides, at this moment
      assertThat(key.get("/v1/chatbots/keys-it/versions").status()).isEqualTo(200);
      assertThat(key.post("/v1/chatbots/keys-it/versions", "{}").status()).isEqualTo(400);
    }
    assertThat(admin.delete("/v1/api-keys/" + id).status()).isEqualTo(200);
    Instant last = lastAccepted(key);
    Answer audit = admin.get("/v1/audit?text=" + id);
    // The database's clock is this machine's; the event's time is from before its commit.
    assertThat(last)
        .isBefore(Instant.parse(audit.body().at("/entries/0/time").asString()).plusSeconds(1));
    assertThat(audit.body().at("/entries/0/action").asString()).isEqualTo("key-revoked");
    assertThat(audit.body().at("/entries/1/action").asString()).isEqualTo("key-created");
    assertThat(audit.body().at("/entries/1/chatbotId").isNull()).isTrue();
    assertThat(output()).contains(id).doesNotContain(secret(created).substring(21, 64));
  }

  /**
   * Asks both sides until all of their processes have refused several times.
   *
   * @return the beginning of the last request that was not refused
   */
  private static Instant lastAccepted(ContractClient key) {
    Instant last = Instant.MIN;
    for (int refused = 0; refused < 8; refused++) {
      Instant begin = Instant.now();
      if (key.get("/v1/chatbots/keys-it/versions").status() != 401
          || key.post("/v1/chatbots/keys-it/versions", "{}").status() != 401) {
        last = begin;
        refused = -1;
      }
    }
    return last;
  }

  @Test
  void nobodyGivesWhatTheyDoNotHave() {
    ContractClient manager =
        admin.withKey(
            secret(
                create(
                    admin,
                    "key manager",
                    grant("apikeys.manage", "chatbots/*")
                        + ","
                        + grant("chatbots.versions.deploy", "chatbots/*/environments/test"))));
    assertThat(
            create(
                    manager,
                    "less",
                    grant("chatbots.versions.deploy", "chatbots/a/environments/test"))
                .status())
        .isEqualTo(201);
    Answer more = create(manager, "more", grant("chatbots.versions.deploy", "chatbots/a"));
    assertThat(more.status()).isEqualTo(403);
    assertThat(more.body().at("/permission").asString()).isEqualTo("chatbots.versions.deploy");
    assertThat(create(manager, "other", grant("chatbots.audit.read", "chatbots/a")).status())
        .isEqualTo(403);
  }

  @Test
  void whatIsNoKeyIsToldNothing() {
    String good = secret(create(admin, "oracle", grant("chatbots.versions.list", "chatbots/*")));
    Answer none = admin.withKey(null).get("/v1/chatbots");
    for (String bad :
        new String[] {
          good.substring(0, 40) + "A".repeat(30), // wrong check digits
          "blk_0123456789abcdef_" + "x".repeat(43) + "0p8TzF", // unknown
          "blk_",
          "a.b.c"
        }) {
      Answer refused = admin.withKey(bad).get("/v1/chatbots");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body().at("/detail")).isEqualTo(none.body().at("/detail"));
    }
  }
}
