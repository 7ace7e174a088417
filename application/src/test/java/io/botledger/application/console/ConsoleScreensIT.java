package io.botledger.application.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.botledger.application.process.BotledgerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page in both themes and both widths, with a history of three weeks: accessible, within its
 * width, and as a picture in {@code target/screenshots}.
 */
class ConsoleScreensIT {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @Test
  void everyPageIsAccessibleAndFitsItsWidth(@TempDir Path data) throws Exception {
    List<String> faults = new ArrayList<>();
    try (BotledgerProcess botledger = BotledgerProcess.start(data, "--botledger.demo=true");
        Chromium chromium = Chromium.start(botledger.url(""))) {
      Files.createDirectories(PICTURES);
      Map<String, String> pages = new LinkedHashMap<>();
      for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {1280, 390}) {
          Page page = chromium.open(width, colors);
          page.navigate("/console/sign-in");
          look(page, "sign-in", width, colors, faults);
          Chromium.signIn(page, botledger.adminKey());
          if (pages.isEmpty()) {
            pages.putAll(pages(page));
          }
          for (Map.Entry<String, String> each : pages.entrySet()) {
            page.navigate(each.getValue());
            look(page, each.getKey(), width, colors, faults);
          }
          page.context().close();
        }
      }
      assertThat(faults).isEmpty();
      assertThat(chromium.faults()).isEmpty();
      anUnlabelledFieldIsFound(chromium.open(1280, ColorScheme.LIGHT));
    }
  }

  /** The negative control of axe. */
  private static void anUnlabelledFieldIsFound(Page page) {
    page.navigate("/console/sign-in");
    page.evaluate("document.querySelector('label').replaceWith(document.querySelector('input'))");
    assertThat(Accessibility.faults(page)).isNotEmpty();
  }

  private static Map<String, String> pages(Page page) {
    String chatbot = page.locator("#now tbody th a").nth(1).getAttribute("href");
    page.navigate(chatbot);
    String id = chatbot.substring(chatbot.lastIndexOf('/') + 1);
    String version = page.locator("#versions tbody th a").first().getAttribute("href");
    String past = page.locator(".picture a").nth(2).getAttribute("href");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("chatbots", "/");
    pages.put("no-chatbot", "/?text=nowhere");
    pages.put("chatbot", chatbot);
    pages.put("chatbot-past", past);
    pages.put("chatbot-none", "/console/chatbots/nobody");
    pages.put("version", version + "?against=deployed:prod");
    pages.put("audit", "/console/audit?limit=20");
    pages.put("log", "/console/log?chatbotId=" + id);
    pages.put("what-if", "/console/chatbots/" + id + "/what-if");
    pages.put("projections", "/console/projections");
    pages.put("projection", "/console/projections/version-list");
    pages.put("keys", "/console/keys");
    pages.put("problem", "/console/nothing");
    return pages;
  }

  private static void look(
      Page page, String name, int width, ColorScheme colors, List<String> faults) {
    String what = "%s-%d-%s".formatted(name, width, colors == ColorScheme.DARK ? "dark" : "light");
    if (!page.evaluate("document.documentElement.scrollWidth <= window.innerWidth").equals(true)) {
      faults.add(what + " is wider than its window");
    }
    // Folded parts count as well; what takes a reader longer is looked at once for each theme.
    if (width == 1280) {
      page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
      Accessibility.faults(page).forEach(fault -> faults.add(what + ": " + fault));
      page.evaluate(
          "document.querySelectorAll('details:not(.content)').forEach(one => one.open = false)");
    } else {
      Accessibility.faults(page).forEach(fault -> faults.add(what + ": " + fault));
    }
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(what + ".png")).setFullPage(true));
  }
}
