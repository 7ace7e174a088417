package io.botledger.application.grants;

import static org.awaitility.Awaitility.await;

import io.botledger.application.RunningRole;
import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.Caller;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Both sides in this JVM, with callers who have whatever grants a test gives them: the credential
 * names them, as {@code permission@resource} with commas between.
 */
final class GrantedCallers implements AutoCloseable {

  private final Database database = PostgresForTests.version18().create("grants");
  private final RunningRole role =
      RunningRole.start(
          "all",
          database,
          real ->
              presented ->
                  real.authenticate(presented)
                      .or(
                          () ->
                              Optional.of(presented.text())
                                  .filter(text -> text.contains("@"))
                                  .map(GrantedCallers::caller)));

  private final ContractClient nobody = new ContractClient(url(), null);
  private final List<String> worthless = List.of("no such key", "", revoked(), expired());

  private GrantedCallers() {}

  static GrantedCallers start() {
    return new GrantedCallers();
  }

  /** What identifies nobody, or nobody any more: real keys with all grants, too. */
  List<String> worthless() {
    return worthless;
  }

  private String revoked() {
    JsonNode made = key(Instant.now().plus(Duration.ofDays(1)), Permission.values());
    String path = "/v1/api-keys/" + made.at("/key/id").asString();
    if (admin().delete(path).status() != 200) {
      throw new IllegalStateException("Not revoked: " + made);
    }
    return unusable(made);
  }

  private String expired() {
    return unusable(key(Instant.now().plusSeconds(2), Permission.values()));
  }

  private String unusable(JsonNode made) {
    String secret = made.at("/secret").asString();
    await().until(() -> with(secret).get("/v1/chatbots").status() == 401);
    return secret;
  }

  /** A real key with these permissions on all chatbots. */
  ContractClient withKeyFor(Permission... permissions) {
    JsonNode made = key(Instant.now().plus(Duration.ofDays(1)), permissions);
    return with(made.at("/secret").asString());
  }

  private JsonNode key(Instant expires, Permission... permissions) {
    String grants =
        Arrays.stream(permissions)
            .map(
                permission ->
                    "{\"permission\":\"%s\",\"resource\":\"chatbots/*\"}"
                        .formatted(permission.text()))
            .collect(Collectors.joining(","));
    Answer answer =
        admin()
            .post(
                "/v1/api-keys",
                "{\"name\":\"of a test\",\"expires\":\"%s\",\"grants\":[%s]}"
                    .formatted(expires.truncatedTo(ChronoUnit.MILLIS), grants));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.text());
    }
    return answer.body();
  }

  private static Caller caller(String credential) {
    List<Grant> grants =
        Arrays.stream(credential.split(","))
            .map(text -> text.split("@", 2))
            .map(
                parts ->
                    new Grant(
                        Permission.named(parts[0]).orElseThrow(),
                        Resource.parse(parts[1]).orElseThrow()))
            .toList();
    return new Caller("caller", "test", new Grants(grants));
  }

  URI url() {
    return URI.create(role.url());
  }

  ContractClient admin() {
    return nobody.withKey(RunningRole.KEY);
  }

  Database database() {
    return database;
  }

  /** Nobody. */
  ContractClient without() {
    return nobody;
  }

  ContractClient with(String credential) {
    return nobody.withKey(credential);
  }

  /** Every permission but one, on the resource. */
  static String allBut(Permission lacking, String resource) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission != lacking)
        .map(permission -> permission.text() + "@" + resource)
        .collect(Collectors.joining(","));
  }

  static String all(String resource) {
    return Arrays.stream(Permission.values())
        .map(permission -> permission.text() + "@" + resource)
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    role.close();
  }
}
