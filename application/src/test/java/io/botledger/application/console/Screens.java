package io.botledger.application.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every page in both themes and both widths: what axe finds (folded parts included), what is wider
 * than its window, and a picture in {@code target/screenshots}.
 */
final class Screens {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private final Chromium chromium;
  private final String key;
  private final List<String> faults = new ArrayList<>();
  private Map<String, String> pages = Map.of();

  Screens(Chromium chromium, String key) {
    this.chromium = chromium;
    this.key = key;
  }

  /** Looks at all of them. */
  List<String> faults() throws IOException {
    Files.createDirectories(PICTURES);
    for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {WIDE, NARROW}) {
        Page page = chromium.open(width, colors);
        page.navigate("/console/sign-in");
        look(page, "sign-in", width, colors);
        Chromium.signIn(page, key);
        if (pages.isEmpty()) {
          pages = pages(page);
        }
        for (Map.Entry<String, String> each : pages.entrySet()) {
          page.navigate(each.getValue());
          look(page, each.getKey(), width, colors);
        }
        page.context().close();
      }
    }
    ofTheReadme();
    return faults;
  }

  /** Small enough to be kept with the sources: see docs/images. */
  private void ofTheReadme() {
    Page page = Chromium.signIn(chromium.open(1000, ColorScheme.LIGHT), key);
    page.setViewportSize(1000, 680);
    for (String name : List.of("chatbots", "chatbot", "log")) {
      page.navigate(pages.getOrDefault(name, "/"));
      page.screenshot(
          new Page.ScreenshotOptions().setPath(PICTURES.resolve("readme-" + name + ".png")));
    }
    page.context().close();
  }

  private static Map<String, String> pages(Page page) {
    String chatbot = "/console/chatbots/pizzeria-bella-napoli";
    page.navigate(chatbot);
    String version = page.locator("#versions tbody th a").nth(2).getAttribute("href");
    String past = page.locator(".picture a").nth(3).getAttribute("href");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("chatbots", "/");
    pages.put("no-chatbot", "/?text=nowhere");
    pages.put("chatbot", chatbot);
    pages.put("chatbot-past", past);
    pages.put("chatbot-none", "/console/chatbots/nobody");
    pages.put("version", version + "?against=deployed:prod");
    pages.put("audit", "/console/audit?action=rolled-back");
    pages.put("log", "/console/log?chatbotId=pizzeria-bella-napoli&after=150&position=161");
    pages.put("what-if", chatbot + "/what-if");
    pages.put("projections", "/console/projections");
    pages.put("projection", "/console/projections/version-list");
    pages.put("keys", "/console/keys");
    pages.put("problem", "/console/nothing");
    return pages;
  }

  private void look(Page page, String name, int width, ColorScheme colors) {
    String what = "%s-%d-%s".formatted(name, width, colors == ColorScheme.DARK ? "dark" : "light");
    if (!page.evaluate("document.documentElement.scrollWidth <= window.innerWidth").equals(true)) {
      faults.add(what + " is wider than its window");
    }
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(what + ".png")).setFullPage(true));
    if (width == WIDE) {
      page.evaluate(
          "document.querySelectorAll('details').forEach(one => {one.name = ''; one.open = true})");
      List<String> found =
          colors == ColorScheme.LIGHT
              ? Accessibility.faults(page)
              : Accessibility.faultsOfColors(page);
      found.forEach(fault -> faults.add(what + ": " + fault));
    }
  }
}
