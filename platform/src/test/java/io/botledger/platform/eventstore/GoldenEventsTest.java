package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyEvent;
import io.botledger.events.ApiKeyRevoked;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.LedgerEvent;
import io.botledger.events.Stats;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.eventstore.EventTypes.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was once written is read for ever: a golden file is never changed, and there is one for
 * every event and revision.
 */
class GoldenEventsTest {

  private static final Map<String, LedgerEvent> GOLDEN =
      Map.of(
          "ApiKeyCreated-1",
          new ApiKeyCreated(
              "*",
              "Förderband \"1\"",
              List.of(
                  new ApiKeyCreated.Grant(
                      "chatbots.versions.deploy", "chatbots/bot:1/environments/test"),
                  new ApiKeyCreated.Grant("chatbots.versions.list", "chatbots/*")),
              "2027-02-19T09:30:00.000Z"),
          "ApiKeyRevoked-1",
          new ApiKeyRevoked("*", "Förderband \"1\""),
          "VersionCreated-1",
          new VersionCreated(
              "bot:1",
              "Größe \"1\"",
              "",
              "1.0",
              "gpt-x",
              Environment.DEV,
              new Stats(1, 2, 3, 4, 5, 6),
              "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
              2),
          "VersionDeployed-1",
          new VersionDeployed("bot:1", Environment.PROD, "d-2", Composition.of("v-1"), "d-1"),
          "VersionRolledBack-1",
          new VersionRolledBack(
              "bot:1",
              Environment.TEST,
              "d-3",
              new Composition("v-2", "v-2", "v-1"),
              null,
              List.of("apps", "settings"),
              null),
          "VersionUndeployed-1",
          new VersionUndeployed("bot:1", Environment.PROD, "d-2", null),
          "VersionDeleted-1",
          new VersionDeleted("bot:1"),
          "VersionRestored-1",
          new VersionRestored("bot:1", "again", null),
          "VersionRestored-2",
          new VersionRestored("bot:1", "again", "before"));

  private final EventSerializer serializer = new EventSerializer();

  static List<EventType> current() {
    return EventTypes.current();
  }

  static List<EventType> older() {
    return EventTypes.older();
  }

  private static String golden(EventType type) throws IOException {
    String file = "/golden/" + type.name() + "-" + type.revision() + ".json";
    try (InputStream json = GoldenEventsTest.class.getResourceAsStream(file)) {
      assertThat(json).as("the golden file " + file).isNotNull();
      return new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    }
  }

  private LedgerEvent read(EventType type, String json) {
    return Objects.requireNonNull(
        serializer.deserialize(
            new SimpleSerializedObject<>(json, String.class, type.name(), type.revision())));
  }

  private static LedgerEvent meant(EventType type) {
    return Objects.requireNonNull(
        GOLDEN.get(type.name() + "-" + type.revision()), () -> "no golden event for " + type);
  }

  @ParameterizedTest
  @MethodSource("current")
  void the_golden_file_is_what_is_written_and_is_read_back(EventType type) throws IOException {
    LedgerEvent event = meant(type);
    SerializedObject<String> written = serializer.serialize(event, String.class);
    assertThat(written.getData()).isEqualTo(golden(type));
    assertThat(written.getType().getName()).isEqualTo(type.name());
    assertThat(written.getType().getRevision()).isEqualTo(type.revision());
    assertThat(read(type, golden(type))).isEqualTo(event).isInstanceOf(type.type());
  }

  @ParameterizedTest
  @MethodSource("older")
  void what_is_written_no_more_is_read_as_the_present_revision(EventType type) throws IOException {
    assertThat(read(type, golden(type))).isEqualTo(meant(type)).isInstanceOf(type.type());
    assertThat(EventTypes.of(type.type()).orElseThrow().revision()).isNotEqualTo(type.revision());
  }

  @ParameterizedTest
  @MethodSource("older")
  void nothing_but_its_upcaster_makes_an_older_revision_readable(EventType type) {
    EventSerializer without = new EventSerializer(NoOpEventUpcaster.INSTANCE);
    assertThatThrownBy(
            () ->
                without.deserialize(
                    new SimpleSerializedObject<>(
                        golden(type), String.class, type.name(), type.revision())))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Nothing lifts %s from revision %s", type.name(), type.revision());
  }

  @Test
  void every_event_has_a_name_and_no_name_is_used_twice() {
    assertThat(EventTypes.current().stream().<Class<?>>map(EventType::type))
        .containsExactlyInAnyOrder(permitted());
    assertThat(EventTypes.current()).extracting(EventType::name).doesNotHaveDuplicates();
  }

  @Test
  void there_is_a_golden_file_for_every_event_and_revision_and_no_other() {
    assertThat(Stream.concat(current().stream(), older().stream()))
        .extracting(type -> type.name() + "-" + type.revision())
        .containsExactlyInAnyOrderElementsOf(GOLDEN.keySet());
  }

  private static Class<?>[] permitted() {
    return Stream.of(VersionEvent.class, ApiKeyEvent.class)
        .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
        .toArray(Class<?>[]::new);
  }

  @Test
  void an_event_is_never_half_understood() {
    for (String revision : List.of("1", "2")) {
      EventType type = EventTypes.named("VersionRestored", revision).orElseThrow();
      for (String json :
          List.of(
              "{\"chatbotId\":\"a\"}",
              "{\"chatbotId\":\"a\",\"name\":\"b\",\"previousName\":null,\"more\":1}",
              "{\"chatbotId\":\"a\",\"name\":5,\"previousName\":null}",
              "[]")) {
        assertThatThrownBy(() -> read(type, json)).isInstanceOf(SerializationException.class);
      }
    }
  }

  @Test
  void no_class_is_loaded_because_a_row_names_it() {
    for (String name : List.of("VersionForgotten", VersionDeleted.class.getName())) {
      assertThatThrownBy(
              () ->
                  serializer.deserialize(
                      new SimpleSerializedObject<>("{}", String.class, name, "1")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(name);
    }
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new SimpleSerializedObject<>("{}", String.class, "VersionDeleted", "2")))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> serializer.serialize(new Object(), String.class))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void metadata_are_plain_json() {
    MetaData metaData =
        MetaData.with("actor", Map.of("name", "Ann", "kind", "user")).and("surface", "v1");
    SerializedObject<String> written = serializer.serialize(metaData, String.class);
    assertThat(written.getData()).contains("\"surface\":\"v1\"").doesNotContain("class");
    MetaData read = serializer.deserialize(written);
    assertThat(read).isEqualTo(metaData);
  }
}
