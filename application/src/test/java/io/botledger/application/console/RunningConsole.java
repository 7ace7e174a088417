package io.botledger.application.console;

import io.botledger.application.api.RunningBotledger;
import io.botledger.application.process.BotledgerProcess;
import java.net.URI;
import java.util.List;

/** The console that tests visit: of the process that they share, unless a test has another one. */
public interface RunningConsole extends RunningBotledger {

  /** Where it is. */
  default URI base() {
    return BotledgerProcess.shared().url("");
  }

  default String adminKey() {
    return BotledgerProcess.shared().adminKey();
  }

  /** The processes that all take the same session; one, or those behind a gateway. */
  default List<URI> processes() {
    return List.of(base());
  }

  /** Nobody yet. */
  default Visitor visitor() {
    return new Visitor(base());
  }

  /** Somebody with the admin key. */
  default Visitor admin() {
    return visitor().signIn(adminKey());
  }
}
