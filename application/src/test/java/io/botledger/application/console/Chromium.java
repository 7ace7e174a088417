package io.botledger.application.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser that is installed, without a window. Where there is none the test is skipped, unless
 * the environment variable {@code CI} is {@code true}: then it fails.
 *
 * <p>It keeps everything that no page of ours may do: ask another host, ask for a part that is
 * refused, report an error, break the Content-Security-Policy (which is reported as an error).
 */
final class Chromium implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Chromium.class);
  private static final String MISSING =
      "NOT TESTED: the console in a browser, since there is no Chromium here."
          + " On Debian: apt-get install chromium";
  private static final double LONGEST_WAIT = 15_000;

  /**
   * Said of documents too, which the tests want to see refused; so answers are looked at instead.
   */
  private static final String REFUSED = "Failed to load resource: the server responded";

  private final Playwright playwright;
  private final Browser browser;
  private final URI base;
  private final Map<String, String> sessions = new HashMap<>();
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  private Chromium(Playwright playwright, Browser browser, URI base) {
    this.playwright = playwright;
    this.browser = browser;
    this.base = base;
  }

  /** Starts it, for pages of one server. */
  static Chromium start(URI base) {
    Path program = program();
    PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_WAIT);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Chromium(playwright, browser, base);
  }

  /** Somebody's browser, who is not signed in. Its clock is not that of UTC. */
  Page open(int width, ColorScheme colors) {
    return open(context().setViewportSize(width, 900).setColorScheme(colors));
  }

  private Browser.NewContextOptions context() {
    return new Browser.NewContextOptions()
        .setBaseURL(base.toString())
        .setViewportSize(1280, 900)
        .setColorScheme(ColorScheme.LIGHT)
        // A colour on its way to another one is none to be looked at.
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale("en-GB")
        .setTimezoneId("Europe/Berlin");
  }

  private Page open(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(LONGEST_WAIT);
    context.onRequest(
        request -> {
          if (!request.url().startsWith(base + "/") && !request.url().startsWith("data:")) {
            faults.add("asked " + request.url());
          }
        });
    context.onResponse(
        response -> {
          if (response.status() >= 400 && !response.request().isNavigationRequest()) {
            faults.add("got a " + response.status() + " from " + response.url());
          }
        });
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          boolean isFault = message.type().equals("error") || message.type().equals("warning");
          if (isFault && !message.text().startsWith(REFUSED)) {
            faults.add(page.url() + " says " + message.text());
          }
        });
    page.onPageError(error -> faults.add(page.url() + " throws " + error));
    return page;
  }

  /** The same, signed in: by the form once, and with its cookie, at no page yet, from then on. */
  Page signedIn(String key) {
    String session = sessions.get(key);
    if (session == null) {
      Page page = signIn(open(1280, ColorScheme.LIGHT), key);
      sessions.put(key, page.context().storageState());
      return page;
    }
    return open(context().setStorageState(session));
  }

  static Page signIn(Page page, String key) {
    page.navigate("/console/sign-in");
    page.fill("input[name=credential]", key);
    page.click("text=Sign in >> nth=-1");
    page.waitForURL("**/");
    return page;
  }

  /** Closes all browsers that were opened: what is seen is told what happens, and asks again. */
  void closePages() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  boolean hasFaults() {
    return !faults.isEmpty();
  }

  /** What pages did that none may do, since this was asked last. */
  List<String> takeFaults() {
    List<String> taken = List.copyOf(faults);
    faults.clear();
    return taken;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Path program() {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path program = Path.of(place, name);
        if (Files.isExecutable(program)) {
          return program;
        }
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(MISSING);
    }
    log.warn(MISSING);
    Assumptions.abort(MISSING);
    throw new AssertionError("Aborted.");
  }
}
