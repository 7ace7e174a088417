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
import java.util.function.Consumer;

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
  private Map<String, String> pages = Map.of();

  Screens(Chromium chromium, String key) {
    this.chromium = chromium;
    this.key = key;
  }

  /** Looks at all of them that are there without anybody doing anything. */
  List<String> faultsOfAll() throws IOException {
    List<String> faults = new ArrayList<>();
    Page nobody = chromium.open(WIDE, ColorScheme.LIGHT);
    nobody.navigate("/console/sign-in");
    faults.addAll(look(nobody, "sign-in"));
    nobody.context().close();
    Page page = chromium.signedIn(key);
    pages = pages(page);
    for (Map.Entry<String, String> each : pages.entrySet()) {
      page.navigate(each.getValue());
      faults.addAll(look(page, each.getKey()));
    }
    ofTheReadme(page);
    page.context().close();
    return faults;
  }

  /** Small enough to be kept with the sources: see docs/images. */
  private void ofTheReadme(Page page) {
    as(page, 1000, ColorScheme.LIGHT);
    page.setViewportSize(1000, 680);
    for (String name : List.of("chatbots", "chatbot", "log")) {
      page.navigate(pages.getOrDefault(name, "/"));
      page.screenshot(
          new Page.ScreenshotOptions().setPath(PICTURES.resolve("readme-" + name + ".png")));
    }
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

  /** The page that is open, in each theme and width, as it is and with all its parts unfolded. */
  List<String> look(Page page, String name) throws IOException {
    List<String> faults = new ArrayList<>();
    Files.createDirectories(PICTURES);
    each(page, name, what -> faults.addAll(picture(page, what)));
    page.evaluate(
        "document.querySelectorAll('details').forEach(one => {one.name = ''; one.open = true})");
    Accessibility axe = new Accessibility(page);
    each(page, name, what -> axe.faults().forEach(fault -> faults.add(what + ": " + fault)));
    return faults;
  }

  private static void each(Page page, String name, Consumer<String> look) {
    for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {WIDE, NARROW}) {
        as(page, width, colors);
        look.accept(
            "%s-%d-%s".formatted(name, width, colors == ColorScheme.DARK ? "dark" : "light"));
      }
    }
  }

  private static void as(Page page, int width, ColorScheme colors) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
  }

  private static List<String> picture(Page page, String what) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(what + ".png")).setFullPage(true));
    boolean fits =
        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth").equals(true);
    return fits ? List.of() : List.of(what + " is wider than its window");
  }
}
