package io.botledger.application.grants;

import io.botledger.application.RunningRole;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.Caller;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Both sides in this JVM, with callers who have whatever grants a test gives them: the credential
 * names them, as {@code permission@resource} with commas between.
 */
final class GrantedCallers implements AutoCloseable {

  private final RunningRole role =
      RunningRole.start(
          "all",
          PostgresForTests.version18().create("grants"),
          real ->
              request ->
                  real.authenticate(request)
                      .or(
                          () ->
                              Optional.ofNullable(request.getHeader("Authorization"))
                                  .filter(header -> header.contains("@"))
                                  .map(header -> caller(header.substring("Bearer ".length())))));

  private final ContractClient nobody = new ContractClient(url(), null);

  private GrantedCallers() {}

  static GrantedCallers start() {
    return new GrantedCallers();
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
