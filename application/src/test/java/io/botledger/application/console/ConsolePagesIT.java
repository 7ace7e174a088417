package io.botledger.application.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.web.EventStream;
import io.botledger.platform.web.EventStream.Event;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console without a browser: who gets which page, and which form does something. */
public class ConsolePagesIT extends VisitedConsole {
  private static final String MARKUP = "<script>alert('x')</script><b title=\"y\">";

  @ParameterizedTest
  @CsvSource({
    "/, /console/sign-in",
    "/console/audit?from=a%20b, /console/sign-in?next=%2Fconsole%2Faudit%3Ffrom%3Da%2520b",
    "/console/nothing, /console/sign-in?next=%2Fconsole%2Fnothing",
  })
  void whoIsNotSignedInIsAskedToFirst(String page, String location) {
    HttpResponse<String> answer = visitor().get(page);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains(location);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "blk_0123456789abcdef_0123456789", "two words", "ü"})
  void aWrongKeyGetsTheSamePageAgain(String key) {
    HttpResponse<String> answer =
        visitor().post("/console/sign-in", Map.of("credential", key, "next", "/console/audit"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .contains("not a valid key or token", "value=\"/console/audit\"")
        .doesNotContain("0123456789");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/console/audit?text=a%20b, /console/audit?text=a%20b",
    "https://elsewhere.example/, /",
    "//elsewhere.example/, /",
    "/\\elsewhere.example, /",
  })
  void whoSignsInComesToAPageOfOurs(String next, String location) {
    HttpResponse<String> answer =
        visitor().post("/console/sign-in", Map.of("credential", adminKey(), "next", next));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains(location);
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("botledger=")
        .contains("; Path=/", "; Max-Age=43200", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain(adminKey());
  }

  @Test
  void whoTypesItsNameComesToItsTop() {
    assertThat(visitor().get("/console").headers().firstValue("Location"))
        .contains("/console/sign-in?next=%2Fconsole");
    assertThat(admin().get("/console").headers().firstValue("Location")).contains("/");
  }

  /** No page of another origin can make a browser call the API in its user's name. */
  @Test
  void theApiTakesNoCookie() {
    Visitor admin = admin();
    assertThat(admin.get("/").statusCode()).isEqualTo(200);
    assertThat(admin.get("/v1/chatbots").statusCode()).isEqualTo(401);
    assertThat(admin.get("/openapi.json").statusCode()).isEqualTo(401);
    assertThat(admin.post("/v1/api-keys", Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void everyProcessTakesTheSession() {
    Visitor admin = admin();
    for (URI process : processes()) {
      assertThat(admin.at(process).get("/").statusCode()).isEqualTo(200);
    }
  }

  /** Names, reasons, contents, who did it, keys, and what an event has changed. */
  @Test
  void whatClientsWriteIsShownAsText() {
    String key = key(MARKUP, "chatbots.versions.create", "chatbots/" + bot);
    String version =
        version(
            api.withKey(key),
            Map.of(
                "name",
                MARKUP,
                "environment",
                "none",
                "reason",
                MARKUP,
                "description",
                MARKUP,
                "content",
                Map.of(MARKUP, List.of(MARKUP))));
    String other = version("other", "prod");
    Visitor admin = admin();
    for (String page :
        List.of(
            "/",
            "/?text=%3Cscript%3Ealert('x')",
            "/console/chatbots/" + bot,
            "/console/chatbots/%3Cscript%3Ealert('x')",
            "/console/chatbots/" + bot + "/versions/" + version,
            "/console/chatbots/" + bot + "/versions/" + version + "?against=" + other,
            "/console/chatbots/" + bot + "/versions/" + other + "?other=%3Cscript%3Ealert('x')",
            "/console/chatbots/" + bot + "/what-if",
            "/console/audit?chatbotId=" + bot,
            "/console/audit?text=%3Cscript%3Ealert('x')",
            "/console/log?chatbotId=" + bot,
            "/console/keys")) {
      HttpResponse<String> answer = admin.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      assertThat(answer.body())
          .as(page)
          .doesNotContain("<script>alert", "<b title")
          .contains("alert(");
    }
    assertThat(admin.get("/console/sign-in?next=%22%3E%3Cscript%3Ealert('x')").body())
        .doesNotContain("alert(");
    assertThat(admin.get("/console/log?chatbotId=" + bot).body())
        .contains("by <strong>&lt;script&gt;", "<td>&lt;script&gt;");
    assertThat(admin.get("/console/chatbots/" + bot + "/versions/" + version).body())
        .contains("&quot;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;b title=");
  }

  /** By its last event at whichever process; a page begins behind what it was made with. */
  @Test
  void whoComesBackToAStreamIsToldWhatCameSince() {
    version("one", "none");
    String live = "/console/live?after=0&chatbotId=" + bot;
    Visitor admin = admin();
    Event first;
    try (EventStream stream = admin.listen(live)) {
      first = stream.take(1).get(0);
    }
    version("two", "prod");
    for (URI process : processes()) {
      try (EventStream stream =
          admin.at(process).listen(live, "Last-Event-ID", Objects.requireNonNull(first.id()))) {
        assertThat(stream.take(2).stream().map(Event::data))
            .allSatisfy(data -> assertThat(data).contains("two"));
        assertThat(stream.left()).isEmpty();
      }
    }
    String page = admin.get("/console/audit?chatbotId=" + bot).body();
    assertThat(page).contains("/console/live?chatbotId=" + bot + "&amp;after=" + first.id() + "\"");
  }

  @Test
  void whatIsNoFileIsAPageThatSaysSo() {
    Visitor nobody = visitor();
    for (String path : List.of("nothing.css", "..%2fpages", "a/console.css", "")) {
      HttpResponse<String> answer = nobody.get("/console/files/" + path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      if (answer.statusCode() == 404) {
        assertThat(answer.body()).as(path).contains("There is no such file.");
      }
    }
    HttpResponse<String> changed = nobody.post("/console/files/console.css", Map.of());
    assertThat(changed.statusCode()).isEqualTo(405);
    assertThat(changed.body()).contains("Files can only be read.");
  }

  /** Of more versions than a list would hold. */
  @Test
  void aVersionIsComparedWithAnyOtherByItsId() {
    String one = version("one", "none");
    String two =
        version(api, Map.of("name", "two", "environment", "none", "content", Map.of("a", 7)));
    String page = "/console/chatbots/" + bot + "/versions/" + one;
    assertThat(admin().get(page + "?against=deployed:prod&other=" + two).body())
        .contains("<code>/a</code>", "value=\"" + two + "\"");
    assertThat(admin().get(page + "?other=nobody").body()).contains("not-found");
  }

  /** It sees nothing, and is told what it lacks. */
  @Test
  void aKeyWithoutGrantsIsToldSo() {
    version("one", "prod");
    Visitor nobody =
        visitor()
            .signIn(
                key("of the console", "chatbots.deployments.status", "chatbots/of-somebody-else"));
    assertThat(nobody.get("/").body())
        .contains("Your key may not read", "chatbots.versions.list", "chatbots.audit.read");
    assertThat(nobody.get("/console/chatbots/" + bot).body())
        .contains("chatbots.deployed-version.read", "chatbots/" + bot)
        .doesNotContain("Roll back prod");
    for (String page :
        List.of("/console/audit", "/console/log", "/console/projections", "/console/keys")) {
      assertThat(nobody.get(page).statusCode()).isEqualTo(200);
      assertThat(nobody.get(page).body()).contains("Your key may not read");
    }
    HttpResponse<String> refused =
        nobody.act("/console/chatbots/" + bot + "/environments/prod/rollback", Map.of());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("chatbots.versions.deploy");
  }

  @Test
  void everyPageHasTheHeaders() {
    Visitor admin = admin();
    for (String page :
        List.of("/", "/console/audit", "/console/nothing", "/console/files/console.css")) {
      Map<String, List<String>> headers = admin.get(page).headers().map();
      assertThat(headers.get("Content-Security-Policy"))
          .containsExactly(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " font-src 'self'; connect-src 'self'; form-action 'self';"
                  + " frame-ancestors 'none'; base-uri 'none'");
      assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
      assertThat(headers.get("Referrer-Policy")).containsExactly("same-origin");
      assertThat(headers.get("Cache-Control"))
          .containsExactly(page.contains("files") ? "private, no-cache" : "no-store");
    }
  }

  /** The requests that a page has made, without the key. */
  @Test
  void everyPageShowsItsCurl() {
    String body = admin().get("/console/audit?environment=prod").body();
    assertThat(body)
        .contains("/v1/audit?environment=prod&amp;limit=50", "Bearer $KEY")
        .doesNotContain(adminKey());
  }

  @Test
  void noAddressEndsTheQuotesOfACurl() {
    String shown = admin().get("/console/chatbots/a%27b").body().replace("&#39;", "'");
    assertThat(shown).contains("/v1/chatbots/a%27b/deployments").doesNotContain("/v1/chatbots/a'b");
  }

  /** With what the form beside it expects; what is compared is told. */
  @Test
  void aVersionsCurlsExpectWhatItsFormsDo() {
    String version = version("one", "prod");
    String page = "/console/chatbots/" + bot + "/versions/" + version;
    String running =
        api.get("/v1/chatbots/" + bot + "/environments/prod/deployed-version")
            .body()
            .at("/deploymentId")
            .asString();
    assertThat(admin().get(page).body().replace("&quot;", "\"").replace("&#39;", "'"))
        .contains("-H 'If-Match: \"" + running + "\"'", "-H 'If-None-Match: *'")
        .doesNotContain("not what ran then");
    String past = page + "?at=9999-01-01T00:00:00Z&against=deployed:prod";
    assertThat(admin().get(past).body())
        .contains("not what ran then", "name=\"at\" value=\"9999-01-01T00:00:00Z\"");
  }

  @Test
  void theAuditIsAFileToo() {
    version("one", "prod");
    HttpResponse<String> csv = admin().get("/console/audit.csv?chatbotId=" + bot);
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.body().lines()).hasSize(3);
    HttpResponse<String> wrong = admin().get("/console/audit.csv?from=yesterday");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("from", "RFC 3339");
  }
}
