package io.botledger.application.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.botledger.application.console.Clicks.open;
import static io.botledger.application.console.Clicks.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Projections and keys. */
abstract class OperatorsPages {
  private static final String RUN = "**/run?*";

  private final Seen seen;
  private final SeenChatbot bot;

  OperatorsPages(Seen seen) {
    this.seen = seen;
    this.bot = new SeenChatbot(seen::botledger);
  }

  /** One that does not fit what somebody has changed behind the projection's back. */
  @Test
  void aDeadLetterIsRetriedAndThenGivenUp() throws Exception {
    bot.deploy(bot.version("Spring menu"), "prod");
    tamper();
    bot.deploy(bot.version("Summer menu"), "prod");
    Page browser = seen.admin("/console/projections/deployed-version");
    Locator letter = browser.locator("#letters article");
    assertThat(letter).containsText(bot.id());
    assertThat(letter).containsText("does not run in prod");
    assertThat(seen.screens().look(browser, "dead-letters")).isEmpty();
    browser.reload();
    open(letter, "Retry…");
    press(letter, "Retry");
    assertThat(browser.locator(".done")).hasText("Tried again.");
    assertThat(letter).containsText("does not run in prod");
    open(letter, "Give up…");
    letter.locator("details[open] textarea").fill("it was changed by hand");
    press(letter, "Give up");
    assertThat(browser.locator(".done")).hasText("Given up.");
    assertThat(letter).hasCount(0);
    assertThat(browser.locator("#facts")).containsText("1 given up");
    assertThat(browser.locator("#journal tbody tr").first())
        .containsText("“it was changed by hand”");
  }

  private void tamper() throws SQLException {
    try (Connection connection = seen.botledger().database().connect(Duration.ofSeconds(10));
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update deployed_version_1.deployment set deployment_id = 'another'
                where chatbot_id = ? and to_position is null
                """)) {
      statement.setString(1, bot.id());
      assertThat(statement.executeUpdate()).isOne();
    }
  }

  @Test
  void aRebuildShowsHowFarItIs() throws IOException {
    bot.version("Spring menu");
    Page browser = seen.admin();
    browser.navigate("/console/projections/version-list");
    open(browser.locator("main"), "Rebuild…");
    browser.route(RUN, route -> {}); // As if it took its time.
    press(browser.locator("details[open]"), "Rebuild");
    assertThat(browser.locator("#run progress")).isVisible();
    assertThat(seen.screens().look(browser, "rebuild")).isEmpty();
    browser.unroute(RUN);
    browser.reload();
    assertThat(browser.locator("#run .tag")).hasText("swapped");
    assertThat(browser.locator("#run")).containsText(Pattern.compile("(\\d+) of \\1 events"));
    browser.reload();
    assertThat(browser.locator("main")).containsText("Journal");
    open(browser.locator("main"), "Verify…");
    press(browser.locator("details[open]"), "Verify");
    assertThat(browser.locator("#run")).containsText("all are as the events say");
  }

  @Test
  void aNewKeysSecretIsShownOnce() throws IOException {
    Page browser = seen.admin();
    browser.navigate("/console/keys");
    if (!browser.locator(".new-key").evaluate("e => e.open").equals(true)) {
      open(browser.locator("main"), "New key…");
    }
    browser.fill("input[name=name]", "pipeline of " + bot.id());
    browser.selectOption("select[name=permission0]", "chatbots.versions.list");
    browser.fill("input[name=resource0]", "chatbots/" + bot.id());
    press(browser.locator(".new-key"), "Make the key");
    String secret = browser.locator("#secret").textContent();
    assertThat(secret).startsWith("blk_");
    assertThat(seen.screens().look(browser, "new-secret")).isEmpty();
    browser.navigate("/console/keys");
    assertThat(browser.locator("main")).containsText("pipeline of " + bot.id());
    assertThat(browser.content()).doesNotContain(secret);
    bot.version("Spring menu");
    assertThat(seen.chromium().signedIn(secret).locator("main")).containsText(bot.id());
  }
}
