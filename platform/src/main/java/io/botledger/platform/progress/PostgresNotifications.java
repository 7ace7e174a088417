package io.botledger.platform.progress;

import io.botledger.platform.database.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Announcements between the processes on one database, by {@code LISTEN} and {@code NOTIFY}: that
 * events were committed, and what the projections have handled.
 *
 * <p>They are hints. They are merged on the way, they may be lost with a connection, and nobody may
 * depend on one.
 */
public final class PostgresNotifications implements EventsAppended, AutoCloseable {

  static final String EVENTS = "botledger_events";
  static final String PROGRESS = "botledger_progress";

  /** On {@link #PROGRESS}: says that its sender knows nothing and asks all others to report. */
  static final String HELLO = "hello";

  private final List<Runnable> onAppended = new CopyOnWriteArrayList<>();
  private final List<Runnable> onHello = new CopyOnWriteArrayList<>();
  private final List<Consumer<ProgressReport>> onProgress = new CopyOnWriteArrayList<>();
  private final Notifier notifier;
  private final Listener listener;

  public PostgresNotifications(Database database) {
    this.notifier = new Notifier(database);
    this.listener = new Listener(database, this::connected, this::received);
  }

  /** Runs whenever events may have been committed; must return at once. */
  public void onAppended(Runnable action) {
    onAppended.add(action);
  }

  /** Runs when another process asks what the projections here have handled. */
  void onHello(Runnable action) {
    onHello.add(action);
  }

  /** Gets what other processes report. */
  void onProgress(Consumer<ProgressReport> action) {
    onProgress.add(action);
  }

  /** Opens the connections, in threads of their own, and keeps them open. */
  public void start() {
    notifier.start();
    listener.start();
  }

  @Override
  public void announce() {
    onAppended.forEach(Runnable::run);
    notifier.announce();
  }

  /** Tells the other processes. */
  void publish(ProgressReport report) {
    notifier.publish(report);
  }

  /** Whether announcements of other processes come through at present. */
  boolean isListening() {
    return listener.isListening();
  }

  private void connected() {
    // What was announced while nobody listened is unknown.
    notifier.hello();
    onAppended.forEach(Runnable::run);
  }

  private void received(int sender, String channel, String text) {
    if (sender == notifier.backend()) {
      return;
    }
    if (channel.equals(EVENTS)) {
      onAppended.forEach(Runnable::run);
    } else if (text.equals(HELLO)) {
      onHello.forEach(Runnable::run);
    } else {
      ProgressReport.parse(text)
          .ifPresent(report -> onProgress.forEach(action -> action.accept(report)));
    }
  }

  /** Sends what is left and closes the connections. */
  @Override
  public void close() {
    listener.close();
    notifier.close();
  }
}
