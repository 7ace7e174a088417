package io.botledger.platform.apikey;

import io.botledger.events.ApiKeyCreated;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.serialization.SimpleSerializedObject;

/**
 * What a key is compared with, and what its bearer may do, which is what the event of its creation
 * says.
 */
record StoredKey(Row row, String name, Grants grants, Instant expires) {
  private static final EventSerializer SERIALIZER = new EventSerializer();

  /**
   * As it is stored.
   *
   * @param hash SHA-256 of the secret
   * @param payload of the event
   */
  record Row(byte[] hash, String type, String revision, String payload) {}

  static StoredKey of(Row row) {
    ApiKeyCreated created =
        Objects.requireNonNull(
            SERIALIZER.deserialize(
                new SimpleSerializedObject<>(
                    row.payload(), String.class, row.type(), row.revision())));
    Grants grants =
        new Grants(
            created.grants().stream()
                // What a later release may grant, this one cannot: it is denied.
                .flatMap(grant -> Grant.of(grant.permission(), grant.resource()).stream())
                .toList());
    return new StoredKey(row, created.name(), grants, Instant.parse(created.expires()));
  }

  /** Who shows the key; empty if that is another one's secret, or the key has expired. */
  Optional<Caller> caller(KeyText text, Instant now) {
    return MessageDigest.isEqual(row.hash(), text.hash()) && now.isBefore(expires)
        ? Optional.of(new Caller(name, "key", grants, "api-key:" + text.selector()))
        : Optional.empty();
  }
}
