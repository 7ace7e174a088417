package io.botledger.platform.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided on method, path and grants alone. */
class LackingTest {

  private static String lacking(String method, String path, String permission, String resource) {
    Route route = Routes.of(method, path).orElseThrow();
    Grants grants =
        new Grants(
            List.of(
                new Grant(
                    Permission.named(permission).orElseThrow(),
                    Resource.parse(resource).orElseThrow())));
    return route.lacking(grants, path).map(Resource::text).orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /v1/chatbots/a/versions                           | chatbots.versions.list   | chatbots/a                   | nothing
          GET    | /v1/chatbots/a/versions                           | chatbots.versions.list   | chatbots/b                   | chatbots/a
          GET    | /v1/chatbots/%61/versions                         | chatbots.versions.list   | chatbots/a                   | nothing
          GET    | /v1/chatbots/a/versions                           | chatbots.versions.create | chatbots/*                   | chatbots/a
          HEAD   | /v1/chatbots/a/versions                           | chatbots.versions.create | chatbots/*                   | chatbots/a
          DELETE | /v1/chatbots/a/versions/x                         | chatbots.versions.delete | chatbots/a                   | nothing
          POST   | /v1/chatbots/a/versions/x/restore                 | chatbots.versions.deploy | chatbots/a                   | chatbots/a
          POST   | /v1/chatbots/a/versions/x/deploy                  | chatbots.versions.deploy | chatbots/*/environments/test | nothing
          POST   | /v1/chatbots/a/environments/test/rollback         | chatbots.versions.deploy | chatbots/*/environments/test | nothing
          POST   | /v1/chatbots/a/environments/prod/rollback         | chatbots.versions.deploy | chatbots/*/environments/test | chatbots/a/environments/prod
          DELETE | /v1/chatbots/a/environments/prod/deployment       | chatbots.versions.deploy | chatbots/a/environments/test | chatbots/a/environments/prod
          DELETE | /v1/chatbots/a/environments/staging/deployment    | chatbots.versions.deploy | chatbots/a/environments/test | chatbots/a
          POST   | /api/ai-hub/assistant/a/version/x/deploy          | chatbots.versions.deploy | chatbots/a/environments/prod | nothing
          POST   | /api/ai-hub/assistant/a/version/x/deploy          | chatbots.versions.deploy | chatbots/a/environments/test | chatbots/a/environments/prod
          GET    | /v1/chatbots/a/stream                             | chatbots.deployed-version.read | chatbots/*/environments/prod | nothing
          GET    | /v1/chatbots/b/stream                             | chatbots.deployed-version.read | chatbots/a/environments/prod | chatbots/b
          GET    | /v1/events                                        | chatbots.events.read     | chatbots/a                   | chatbots/*
          GET    | /v1/chatbots                                      | chatbots.versions.list   | chatbots/a                   | nothing
          GET    | /v1/chatbots                                      | chatbots.events.read     | chatbots/a                   | chatbots/*
          GET    | /v1/projections                                   | projections.manage       | chatbots/a                   | chatbots/*
          """)
  void isSaid(String method, String path, String permission, String resource, String lacks) {
    assertThat(lacking(method, path, permission, resource)).isEqualTo(lacks);
  }

  @Test
  void nothingIsOpenToNobody() {
    for (Route route : Routes.ALL) {
      String path = route.path().replaceAll("\\{environment}", "prod").replaceAll("\\{[^/]+}", "x");
      assertThat(route.lacking(new Grants(List.of()), path)).as(route.toString()).isPresent();
      assertThat(route.lacking(Grants.ALL, path)).as(route.toString()).isEmpty();
      Grants allButThis =
          new Grants(
              Arrays.stream(Permission.values())
                  .filter(permission -> permission != route.permission())
                  .map(permission -> new Grant(permission, Resource.EVERYTHING))
                  .toList());
      assertThat(route.lacking(allButThis, path)).as(route.toString()).isPresent();
    }
  }
}
