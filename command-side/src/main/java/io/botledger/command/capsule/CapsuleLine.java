package io.botledger.command.capsule;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.LedgerEvent;
import io.botledger.platform.eventstore.EventSerializer;
import java.time.Instant;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a capsule, which is NDJSON: a header; events in the order of their positions, each
 * creation with its content in front of it unless that stands further up; an end.
 */
public sealed interface CapsuleLine {

  /** The one format that there is so far. */
  String FORMAT = "botledger-capsule";

  /** Its version: another one is for what older releases would misunderstand. */
  int VERSION = 1;

  /**
   * The first line.
   *
   * @param chatbotId whose events these are; null for those of all
   * @param position the capsule has all events up to here; 0 if there are none
   * @param time when it was made
   * @param product what made it
   */
  record Header(
      String format,
      int version,
      @Nullable String chatbotId,
      long position,
      String time,
      String product)
      implements CapsuleLine {}

  /**
   * The content of the version that the next line creates.
   *
   * @param hash SHA-256 of its UTF-8 bytes, in lower-case hexadecimal
   * @param size the number of these
   * @param content JSON as a text, since it is kept to the letter, line breaks included
   */
  record Content(String hash, long size, String content) implements CapsuleLine {}

  /**
   * An event.
   *
   * @param type its logical name; with the revision it was written in
   * @param versionId the stream: a version's id, or that of an API key
   * @param sequence its number in the stream, from 0
   * @param payload JSON, exactly as it is stored
   * @param metadata JSON, exactly as it is stored
   */
  record Event(
      long position,
      String id,
      String type,
      String revision,
      String versionId,
      long sequence,
      String timestamp,
      @JsonRawValue String payload,
      @JsonRawValue String metadata)
      implements CapsuleLine {

    private static final EventSerializer SERIALIZER = new EventSerializer();

    /**
     * The payload as this release reads it.
     *
     * @throws org.axonframework.serialization.SerializationException if it does not
     */
    public LedgerEvent payloadAsEvent() {
      return SERIALIZER.deserialize(
          new SimpleSerializedObject<>(payload, String.class, type, revision));
    }

    /**
     * The metadata as this release reads them.
     *
     * @throws org.axonframework.serialization.SerializationException if it does not
     */
    public MetaData metadataAsMap() {
      return SERIALIZER.deserialize(
          new SimpleSerializedObject<>(metadata, String.class, MetaData.class.getName(), null));
    }

    /** The timestamp as a time. */
    public Instant time() {
      return Instant.parse(timestamp);
    }
  }

  /**
   * The last line.
   *
   * @param events how many event lines there are
   * @param contents how many content lines there are
   * @param sha256 of all bytes before this line
   */
  record End(long events, long contents, String sha256) implements CapsuleLine {}

  /** The line as it is written, with its end. */
  default String text() {
    return Json.MAPPER.writeValueAsString(this) + "\n";
  }

  /** Holds the mapper, which an interface cannot hide. */
  final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private Json() {}
  }
}
