package io.botledger.query.console.chatbot;

import io.botledger.query.console.answer.Deployed;
import io.botledger.query.console.answer.Ledger;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.page.Expected;
import io.botledger.query.console.page.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An environment of a chatbot.
 *
 * @param running what runs there, or that nothing does
 * @param earlier what ran before that; null if nothing did, or it is not known
 * @param back where a rollback would lead
 * @param now the moment that is shown
 */
record Environment(
    String name,
    Part<Deployed> running,
    Ledger.@Nullable Entry earlier,
    WayBack.Target back,
    Instant now) {

  /** All of them, that which matters most first. */
  static final List<String> NAMES = List.of("prod", "test", "dev");

  /** Whether it is known that nothing runs. */
  public boolean isEmpty() {
    return running.problem() != null && running.problem().isNotFound();
  }

  /** Whether what runs may be seen. */
  public boolean isReadable() {
    return running.isThere() || isEmpty();
  }

  /**
   * What a form about this environment expects to be there: the id of the deployment that runs,
   * {@code none}, or nothing if that is not known.
   */
  public String expected() {
    Deployed deployed = running.value();
    if (deployed != null) {
      return deployed.deploymentId();
    }
    return isEmpty() ? "none" : "";
  }

  /** The same as a header. */
  public String condition() {
    return Expected.condition(expected());
  }

  /** Whether there may be something to go back to. */
  public boolean canGoBack() {
    return (running.isThere() || earlier != null) && !back.isNothing();
  }

  /** How long it has run. */
  public String age() {
    Instant since = running.value() == null ? null : Text.instant(running.value().since());
    return since == null ? "" : Text.span(since, now);
  }
}
