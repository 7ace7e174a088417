package io.botledger.application.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.botledger.application.console.Clicks.card;
import static io.botledger.application.console.Clicks.open;
import static io.botledger.application.console.Clicks.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pages that are open while something changes. */
abstract class LivePages {
  private static final Route.FulfillOptions REFUSAL = new Route.FulfillOptions().setStatus(503);
  private static final String LIVE = "**/live?*";

  private final Seen seen;
  private final SeenChatbot bot;
  private final String page;

  LivePages(Seen seen) {
    this.seen = seen;
    this.bot = new SeenChatbot(seen::botledger);
    this.page = bot.page();
  }

  /** What shows the present does so by itself; where somebody reads, nothing moves. */
  @Test
  void everyPageIsToldWhatHappens() throws IOException {
    bot.deploy(bot.version("Spring menu"), "prod");
    bot.key("apikeys.manage"); // Without any, their page has its form unfolded, and moves nothing.
    Page chatbots = seen.admin("/");
    Page keys = seen.admin("/console/keys");
    Page audit = seen.admin("/console/audit");
    Page deleted = seen.admin("/console/audit?action=deleted");
    Page log = seen.admin("/console/log?chatbotId=" + bot.id());
    Locator newest = audit.locator("tbody tr").first();
    String newestId = Objects.requireNonNull(newest.getAttribute("id"));
    bot.deploy(bot.version("Summer menu"), "prod");
    assertThat(chatbots.locator("#now tbody tr", new Page.LocatorOptions().setHasText(bot.id())))
        .containsText("1.1 Summer menu");
    for (Page read : List.of(audit, log)) {
      assertThat(read.locator("#newer")).hasText("3");
      assertThat(read.locator("#changed")).isVisible();
    }
    assertThat(newest).hasAttribute("id", newestId);
    assertThat(log.locator("#stretch li")).hasCount(2);
    bot.key("metrics.read");
    assertThat(audit.locator("#newer")).hasText("4");
    assertThat(log.locator("#newer")).hasText("3");
    assertThat(deleted.locator("#changed")).isHidden();
    assertThat(keys.locator("#keys tbody tr").first()).containsText("metrics.read");
    assertThat(seen.screens().look(log, "newer")).isEmpty();
    audit.click("#changed a");
    assertThat(newest).containsText("key-created");
    log.click("#changed a");
    assertThat(log.locator("#stretch li")).hasCount(3);
    assertThat(log.locator("#changed")).isHidden();
  }

  /** A strict cookie is not sent on the way from there: the page leads to itself once more. */
  @Test
  void aLinkOnAnotherSiteLeadsToItsPage() {
    Page browser = seen.admin();
    String elsewhere = "http://elsewhere.example/";
    String link = "<a href='http://localhost:%d%s'>Look</a>";
    browser.route(
        elsewhere,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody(link.formatted(seen.botledger().port(), page))));
    browser.navigate(elsewhere);
    browser.click("a");
    assertThat(browser.locator("h1")).hasText("Chatbot " + bot.id());
    assertThat(seen.chromium().takeFaults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).isEqualTo("asked " + elsewhere));
  }

  /** Signs in, deploys, and a second browser sees it by itself. */
  @Test
  void whatOneDeploysTheOtherSeesLive() {
    String version = bot.version("Spring menu");
    Page other = seen.admin();
    other.navigate(page);
    assertThat(card(other, "prod")).containsText("Nothing runs here.");
    Page browser = seen.admin();
    browser.navigate(page + "/versions/" + version);
    open(browser.locator("main"), "Deploy…");
    browser.check("input[name=environment][value=prod] >> nth=0");
    browser.fill("details[open] textarea", "Asparagus is here");
    press(browser.locator("details[open]"), "Deploy");
    assertThat(browser.locator(".done")).hasText("Deployed.");
    for (Page each : new Page[] {browser, other}) {
      assertThat(card(each, "prod")).containsText("1.0 Spring menu");
      assertThat(card(each, "prod")).containsText("by admin");
      assertThat(card(each, "prod")).containsText("“Asparagus is here”");
    }
    assertThat(other.locator(".picture .bar")).hasCount(1);
    assertThat(other.locator("#versions .tag.running")).hasText("prod");
  }

  /** A page that has been open while somebody else was quicker: it says so, and does no harm. */
  @Test
  void whatIsStaleIsRefused() throws IOException {
    bot.deploy(bot.version("Spring menu"), "prod");
    bot.deploy(bot.version("Summer menu"), "prod");
    Page browser = seen.admin();
    browser.navigate(page);
    open(card(browser, "prod"), "Roll back…");
    card(browser, "prod").locator("textarea").first().fill("half a reason");
    Object place = card(browser, "prod").evaluate("e => e.getBoundingClientRect().top");
    bot.deploy(bot.version("Autumn menu"), "prod");
    assertThat(browser.locator("#changed")).isVisible();
    assertThat(card(browser, "prod").evaluate("e => e.getBoundingClientRect().top"))
        .isEqualTo(place);
    assertThat(card(browser, "prod").locator("textarea").first()).hasValue("half a reason");
    press(card(browser, "prod"), "Roll back prod");
    assertThat(browser.locator("h1")).hasText("Something has changed meanwhile");
    assertThat(seen.screens().look(browser, "stale")).isEmpty();
    browser.getByText("Look again").click();
    assertThat(card(browser, "prod")).containsText("1.2 Autumn menu");
  }

  /** By too many pages, or while a process stops: then browsers do not come again by themselves. */
  @Test
  void aStreamThatIsRefusedIsAskedForAgain() {
    String version = bot.version("Spring menu");
    Page browser = seen.admin();
    browser.clock().install();
    browser.route(LIVE, route -> route.fulfill(REFUSAL));
    browser.navigate(page);
    assertThat(browser.locator("#cut-off")).isVisible();
    bot.deploy(version, "prod");
    browser.unroute(LIVE);
    browser.route("**" + page, route -> route.fulfill(REFUSAL));
    browser.clock().fastForward(6_000);
    assertThat(browser.locator("#cut-off")).isHidden();
    assertThat(browser.locator("#changed")).isVisible();
    assertThat(card(browser, "prod")).containsText("Nothing runs here.");
    browser.unroute("**" + page);
    browser.clock().fastForward(6_000);
    assertThat(card(browser, "prod")).containsText("1.0 Spring menu");
    assertThat(browser.locator("#changed")).isHidden();
    assertThat(seen.chromium().takeFaults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains("503"));
  }

  /** An answer whose process could not ask the API for all of it takes nothing off a page. */
  @Test
  void whatTheApiRefusesStaysAsItWas() {
    bot.deploy(bot.version("Spring menu"), "prod");
    Page browser = seen.admin();
    browser.clock().install();
    browser.waitForResponse(LIVE, () -> browser.navigate(page));
    AtomicInteger lacking = new AtomicInteger();
    browser.route(
        "**" + page,
        route -> {
          lacking.incrementAndGet();
          String whole = route.fetch().text();
          String versions = whole.substring(whole.indexOf("<table class=\"cards"));
          route.fulfill(
              new Route.FulfillOptions()
                  .setContentType("text/html")
                  .setBody(
                      whole.replace(
                          versions.substring(0, versions.indexOf("</table>")),
                          "<div data-lacking=now>It cannot be asked.</div>")));
        });
    bot.deploy(bot.version("Summer menu"), "prod");
    assertThat(browser.locator("#changed")).isVisible();
    assertThat(browser.locator("#versions tbody tr")).hasCount(1);
    assertThat(card(browser, "prod")).containsText("1.0 Spring menu");
    assertThat(lacking).hasPositiveValue();
    browser.unroute("**" + page);
    browser.clock().fastForward(6_000);
    assertThat(browser.locator("#versions tbody tr")).hasCount(2);
    assertThat(card(browser, "prod")).containsText("1.1 Summer menu");
    assertThat(browser.locator("#changed")).isHidden();
  }

  /**
   * What is asked for again is the first page: its rows would be taken for those of a later one.
   */
  @Test
  void aLaterPageOfVersionsSaysThatThereIsMoreAndMovesNothing() {
    for (int i = 0; i <= 50; i++) {
      bot.version("Menu " + i);
    }
    Page browser = seen.admin();
    browser.navigate(page);
    assertThat(browser.locator("#versions tbody tr")).hasCount(50);
    browser.waitForResponse(LIVE, () -> browser.click("#versions a[rel=next]"));
    assertThat(browser.locator("#versions tbody tr")).hasCount(1);
    bot.deploy(bot.version("Autumn menu"), "prod");
    assertThat(browser.locator("#changed")).isVisible();
    assertThat(browser.locator("#versions tbody tr")).containsText("Menu 0");
  }

  /** A list is not folded under the eyes of who reads it. */
  @Test
  void whatIsUnfoldedStaysUnfolded() {
    bot.deploy(bot.version("Spring menu"), "prod");
    Page browser = seen.admin();
    browser.waitForResponse(LIVE, () -> browser.navigate(page));
    browser.click("#timeline summary");
    bot.deploy(bot.version("Summer menu"), "prod");
    assertThat(browser.locator("#changed")).isVisible();
    assertThat(browser.locator("#timeline details[open] tbody tr")).hasCount(1);
    browser.click("#changed a");
    assertThat(browser.locator("#timeline details tbody tr")).hasCount(2);
  }

  /** Pages that nobody sees hold no connection. */
  @Test
  void aPageThatIsNotSeenFollowsNothing() {
    String version = bot.version("Spring menu");
    Page browser = seen.admin();
    List<String> ended = new ArrayList<>();
    browser.onRequestFailed(request -> ended.add(request.url()));
    browser.waitForResponse(LIVE, () -> browser.navigate(page));
    see(browser, false);
    browser.waitForCondition(() -> ended.stream().anyMatch(url -> url.contains("/live?")));
    bot.deploy(version, "prod");
    assertThat(card(browser, "prod")).containsText("Nothing runs here.");
    see(browser, true);
    assertThat(card(browser, "prod")).containsText("1.0 Spring menu");
  }

  private static void see(Page browser, boolean isSeen) {
    browser.evaluate(
        """
        isSeen => {
          Object.defineProperty(document, "hidden", {value: !isSeen, configurable: true});
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """,
        isSeen);
  }
}
