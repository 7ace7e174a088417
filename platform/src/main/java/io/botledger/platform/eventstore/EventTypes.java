package io.botledger.platform.eventstore;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyRevoked;
import io.botledger.events.LedgerEvent;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * The closed registry of what can stand in the log: a logical name with a revision, and the record
 * that it is read as. No class name is ever stored, and no class is loaded because a row names it.
 */
public final class EventTypes {

  /** One name and revision. */
  public record EventType(String name, String revision, Class<? extends LedgerEvent> type) {}

  /** What is written, one revision of each name. */
  private static final List<EventType> CURRENT =
      List.of(
          new EventType("VersionCreated", "1", VersionCreated.class),
          new EventType("VersionDeployed", "1", VersionDeployed.class),
          new EventType("VersionRolledBack", "1", VersionRolledBack.class),
          new EventType("VersionUndeployed", "1", VersionUndeployed.class),
          new EventType("VersionDeleted", "1", VersionDeleted.class),
          new EventType("VersionRestored", "2", VersionRestored.class),
          new EventType("ApiKeyCreated", "1", ApiKeyCreated.class),
          new EventType("ApiKeyRevoked", "1", ApiKeyRevoked.class));

  /** What lifts older revisions to those; of a name with several, the oldest first. */
  private static final List<PayloadUpcaster> UPCASTERS = List.of(new VersionRestored1To2());

  private static final List<EventType> OLDER =
      UPCASTERS.stream()
          .map(PayloadUpcaster::from)
          .map(from -> older(from.getName(), from.getRevision()))
          .toList();

  private EventTypes() {}

  /** Those that are written, in the order of a version's, and a key's, life. */
  public static List<EventType> current() {
    return CURRENT;
  }

  /** Those that are only read, since upcasters lead from them to the current ones. */
  public static List<EventType> older() {
    return OLDER;
  }

  /** What a stored name and revision is read as; empty if it is not known. */
  public static Optional<EventType> named(String name, String revision) {
    return Stream.concat(CURRENT.stream(), OLDER.stream())
        .filter(event -> event.name().equals(name) && event.revision().equals(revision))
        .findFirst();
  }

  /** How an event of that class is stored; empty if it is none. */
  public static Optional<EventType> of(Class<?> type) {
    return CURRENT.stream().filter(event -> event.type().equals(type)).findFirst();
  }

  static EventUpcasterChain upcasters() {
    return new EventUpcasterChain(UPCASTERS);
  }

  private static EventType older(String name, String revision) {
    return CURRENT.stream()
        .filter(event -> event.name().equals(name))
        .map(event -> new EventType(name, revision, event.type()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No event is called " + name + "."));
  }
}
