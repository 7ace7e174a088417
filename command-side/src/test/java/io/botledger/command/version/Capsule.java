package io.botledger.command.version;

import io.botledger.command.capsule.CapsuleLine.Event;
import io.botledger.command.capsule.CapsuleReader;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Decision.Change;
import io.botledger.events.VersionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;

/**
 * A capsule as the past of a test: what happened in production is given, and a command comes. Older
 * revisions of events are read as they are read there.
 */
public final class Capsule {

  private record Past(long position, String versionId, VersionEvent event, MetaData metaData) {}

  private final List<Past> past;

  private Capsule(List<Past> past) {
    this.past = past;
  }

  /**
   * Reads a file and checks it.
   *
   * @param file unpacked if its name ends in {@code .gz}
   * @throws io.botledger.command.capsule.BadCapsule which names the line
   */
  public static Capsule read(Path file) {
    List<Past> past = new ArrayList<>();
    try (CapsuleReader capsule = CapsuleReader.open(file)) {
      for (var line = capsule.next(); line != null; line = capsule.next()) {
        if (line instanceof Event event) {
          if (capsule.event() instanceof VersionEvent ofVersion) {
            past.add(
                new Past(event.position(), event.versionId(), ofVersion, event.metadataAsMap()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Capsule(past);
  }

  /** Reads one of {@code src/test/resources/capsules}. */
  public static Capsule named(String name) {
    URL resource = Capsule.class.getResource("/capsules/" + name);
    if (resource == null) {
      throw new IllegalArgumentException("There is no capsule " + name + " in the test resources.");
    }
    try {
      return read(Path.of(resource.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What had happened when the event of that position had, and nothing after it. */
  public Capsule upTo(long position) {
    return new Capsule(past.stream().filter(event -> event.position() <= position).toList());
  }

  /** The events and the versions that they are about, in order. */
  public List<Change> changes() {
    return past.stream().map(event -> new Change(event.versionId(), event.event())).toList();
  }

  /** What decisions need to know of the chatbot. Of a capsule of all chatbots, take out one. */
  public ChatbotState chatbot() {
    ChatbotState state = new ChatbotState();
    past.forEach(event -> state.evolve(event.versionId(), event.event()));
    return state;
  }

  /** What is in it of one chatbot. */
  public Capsule of(String chatbotId) {
    return new Capsule(
        past.stream().filter(event -> event.event().chatbotId().equals(chatbotId)).toList());
  }

  /** A version's events, with their metadata, as what Axon's fixture is given. */
  public <T> TestExecutor<T> given(FixtureConfiguration<T> fixture, String versionId) {
    return fixture.given(
        past.stream()
            .filter(event -> event.versionId().equals(versionId))
            .map(event -> new GenericEventMessage<>(event.event(), event.metaData()))
            .toList());
  }
}
