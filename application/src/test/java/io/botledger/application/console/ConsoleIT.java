package io.botledger.application.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.botledger.application.console.Clicks.card;
import static io.botledger.application.console.Clicks.open;
import static io.botledger.application.console.Clicks.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.application.process.Launch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the console, in a real browser against the running process. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  @AutoClose private static BotledgerProcess botledger;
  @AutoClose private static Chromium chromium;

  private static Seen seen;

  private final SeenChatbot bot = new SeenChatbot(() -> botledger);
  private final String page = bot.page();

  /** With a history of three weeks. The browser first: without one nothing can be tested. */
  @BeforeAll
  static void start(@TempDir Path data) {
    Launch launch = Launch.of(data, "--botledger.demo=true");
    chromium = Chromium.start(URI.create("http://localhost:" + launch.port()));
    botledger = BotledgerProcess.launch(launch).awaitReady();
    seen = new Seen(botledger, chromium, new Screens(chromium, botledger.adminKey()));
  }

  @AfterEach
  void noPageDidWhatNoneMay() {
    List<String> faults = chromium.takeFaults();
    chromium.closePages();
    assertThat(faults).isEmpty();
  }

  @Nested
  class Live extends LivePages {
    Live() {
      super(seen);
    }
  }

  @Nested
  class Operators extends OperatorsPages {
    Operators() {
      super(seen);
    }
  }

  private static Page admin() {
    return seen.admin();
  }

  /** Two clicks and a reason. */
  @Test
  void aRollbackIsOnTheTimelineAndThePastCanBeGoneBackTo() {
    bot.deploy(bot.version("Spring menu"), "prod");
    bot.deploy(bot.version("Summer menu"), "prod");
    Page browser = admin();
    browser.navigate(page);
    assertThat(card(browser, "prod")).containsText("1.1 Summer menu");
    assertThat(browser.locator(".picture .bar.rollback")).hasCount(0);
    open(card(browser, "prod"), "Roll back…");
    card(browser, "prod").locator("textarea").first().fill("Summer forgot the cheese");
    assertThat(card(browser, "prod").locator(".target")).containsText("Back to 1.0 Spring menu");
    press(card(browser, "prod"), "Roll back prod");
    assertThat(browser.locator(".done")).hasText("Rolled back.");
    assertThat(card(browser, "prod")).containsText("1.0 Spring menu");
    assertThat(card(browser, "prod")).containsText("“Summer forgot the cheese”");
    assertThat(browser.locator(".picture .bar.rollback .back")).hasCount(1);
    Locator bars = browser.locator(".picture a");
    assertThat(bars).hasCount(3);
    assertThat(bars.nth(2)).hasAttribute("aria-label", Pattern.compile("rolled back.*the cheese"));
    // By the keyboard, to the moment when Summer went live.
    bars.nth(1).focus();
    browser.keyboard().press("Enter");
    assertThat(browser.locator(".past")).containsText("this is how it was");
    assertThat(card(browser, "prod")).containsText("1.1 Summer menu");
    assertThat(browser.locator(".environment .act")).hasCount(0);
    browser.click("text=Back to now");
    assertThat(card(browser, "prod")).containsText("1.0 Spring menu");
    // By dragging: the far left of the slider is the beginning.
    browser.locator("#moment").focus();
    browser.keyboard().press("Home");
    assertThat(browser.locator(".past")).isVisible();
    assertThat(card(browser, "prod")).containsText("1.0 Spring menu");
    assertThat(card(browser, "prod")).containsText("deployed");
  }

  @Test
  void theLogIsSteppedThroughByTheArrowKeys() {
    bot.deploy(bot.version("Spring menu"), "test");
    Page browser = admin();
    browser.navigate("/console/log?chatbotId=" + bot.id());
    assertThat(browser.locator("#event h2")).containsText("VersionCreated");
    browser.locator("#step").focus();
    browser.keyboard().press("ArrowRight");
    assertThat(browser.locator("#event h2")).containsText("VersionDeployed");
    assertThat(browser.locator("#stretch a[aria-current]")).containsText("VersionDeployed");
    Locator changed = browser.locator("#event tr.changed");
    assertThat(changed.filter(new Locator.FilterOptions().setHasText("hasActiveDeployment")))
        .containsText(Pattern.compile("false\\s*true"));
    assertThat(
            browser
                .locator("#event tr:not(.changed)")
                .filter(new Locator.FilterOptions().setHasText("versionNumber")))
        .hasCount(1);
    browser.keyboard().press("ArrowLeft");
    assertThat(browser.locator("#event h2")).containsText("VersionCreated");
  }

  @Test
  void aKeyWithoutGrantsSeesNothing() throws IOException {
    bot.deploy(bot.version("Spring menu"), "prod");
    Page browser = chromium.signedIn(bot.key("metrics.read"));
    assertThat(browser.locator("main")).containsText("Your key may not read the chatbots");
    browser.navigate(page);
    assertThat(browser.locator("main")).not().containsText("Spring menu");
    assertThat(browser.locator("main form[method=post]")).hasCount(0);
    assertThat(seen.screens().look(browser, "no-grants")).isEmpty();
    browser.click("text=Sign out");
    assertThat(browser.locator("main")).containsText("You are signed out.");
  }

  /** The reader's, and the exact ones in UTC. */
  @Test
  void timesAreTheReaders() {
    bot.version("Spring menu");
    Page browser = admin();
    browser.navigate(page);
    Locator time = browser.locator("#versions time").first();
    assertThat(time).hasAttribute("title", Pattern.compile("T.*Z"));
    assertThat(time).not().containsText("UTC");
    Page dark = Chromium.signIn(chromium.open(390, ColorScheme.DARK), botledger.adminKey());
    assertThat(dark.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(18, 21, 26)");
  }

  /** First, while there is nothing but the history of the demo to be seen. */
  @Test
  @Order(1)
  void everyPageIsAccessibleAndFitsItsWidth() throws IOException {
    assertThat(seen.screens().faultsOfAll()).isEmpty();
  }

  /** The negative control of what looks after each test: markup that was not escaped. */
  @Test
  void whatNoPageMayDoIsNoticed() {
    Page browser = chromium.open(1280, ColorScheme.LIGHT);
    browser.navigate("/console/sign-in");
    assertThat(chromium.takeFaults()).isEmpty();
    browser.evaluate(
        "document.body.innerHTML = '<img src=//elsewhere.example/x onerror=alert(1)>'");
    browser.waitForCondition(() -> chromium.hasFaults());
    assertThat(String.join(" ", chromium.takeFaults())).contains("Content Security Policy");
    browser.evaluate("fetch('/v1/chatbots')");
    browser.waitForCondition(() -> chromium.hasFaults());
    assertThat(chromium.takeFaults()).singleElement().asString().startsWith("got a 401 from");
  }

  /** The negative control of what looks for such faults. */
  @Test
  void aFieldWithoutALabelIsFound() {
    Page browser = chromium.open(1280, ColorScheme.LIGHT);
    browser.navigate("/console/sign-in");
    Accessibility axe = new Accessibility(browser);
    assertThat(axe.faults()).isEmpty();
    browser.evaluate(
        "document.querySelector('label').replaceWith(document.querySelector('label input'))");
    assertThat(axe.faults()).isNotEmpty();
  }
}
