package io.botledger.platform.eventstore;

import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import java.util.List;
import java.util.Optional;

/**
 * The closed registry of what can stand in the log: a logical name with a revision, and the record
 * that it is read as. No class name is ever stored, and no class is loaded because a row names it.
 */
public final class EventTypes {

  /** One name and revision. */
  public record EventType(String name, String revision, Class<? extends VersionEvent> type) {}

  private static final List<EventType> ALL =
      List.of(
          new EventType("VersionCreated", "1", VersionCreated.class),
          new EventType("VersionDeployed", "1", VersionDeployed.class),
          new EventType("VersionRolledBack", "1", VersionRolledBack.class),
          new EventType("VersionUndeployed", "1", VersionUndeployed.class),
          new EventType("VersionDeleted", "1", VersionDeleted.class),
          new EventType("VersionRestored", "1", VersionRestored.class));

  private EventTypes() {}

  /** All of them, in the order of a version's life. */
  public static List<EventType> all() {
    return ALL;
  }

  /** What a stored name and revision is read as; empty if nothing of that name is known. */
  public static Optional<EventType> named(String name, String revision) {
    return ALL.stream()
        .filter(event -> event.name().equals(name) && event.revision().equals(revision))
        .findFirst();
  }

  /** How an event of that class is stored; empty if it is none. */
  public static Optional<EventType> of(Class<?> type) {
    return ALL.stream().filter(event -> event.type().equals(type)).findFirst();
  }
}
