package io.botledger.application.console;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What axe-core finds on a page. */
final class Accessibility {
  private static final String AXE = script();
  private static final String RUN =
      """
      async (rules) => {
        const found = await axe.run(
            document, {resultTypes: ["violations"], ...(rules ? {runOnly: rules} : {})});
        return found.violations
          .filter(one => one.impact === "serious" || one.impact === "critical")
          .map(one => one.impact + " " + one.id + ": " + one.nodes.map(node => node.target).join(", "));
      }
      """;

  private Accessibility() {}

  /** The serious and the critical faults; with each where it is. */
  static List<String> faults(Page page) {
    return run(page, null);
  }

  /** The same of colours alone: all that another theme can make worse. */
  static List<String> faultsOfColors(Page page) {
    return run(page, List.of("color-contrast", "link-in-text-block"));
  }

  private static List<String> run(Page page, @Nullable List<String> rules) {
    page.evaluate(AXE);
    return ((List<?>) page.evaluate(RUN, rules)).stream().map(Object::toString).toList();
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
