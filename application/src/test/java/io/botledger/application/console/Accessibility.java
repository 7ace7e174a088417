package io.botledger.application.console;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe-core finds on a page. */
final class Accessibility {
  private static final String AXE = script();
  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
        return found.violations
          .filter(one => one.impact === "serious" || one.impact === "critical")
          .map(one => one.impact + " " + one.id + ": " + one.nodes.map(node => node.target).join(", "));
      }
      """;

  private final Page page;

  /** Of a page, until it shows another address. */
  Accessibility(Page page) {
    this.page = page;
    page.evaluate(AXE);
  }

  /** The serious and the critical faults, as the page is now; with each where it is. */
  List<String> faults() {
    return ((List<?>) page.evaluate(RUN)).stream().map(Object::toString).toList();
  }

  private static String script() {
    try (InputStream file =
        Objects.requireNonNull(Accessibility.class.getResourceAsStream("/axe.min.js"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
