package io.botledger.query.console.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Sessions as sealed text. No process keeps any. */
final class SessionSeal {

  /** How long one is signed in. */
  static final Duration LIFE = Duration.ofHours(12);

  private static final int TOKEN = 18;

  private final Seal seal;
  private final Clock clock;

  SessionSeal(SecretKey key, Clock clock) {
    this.seal = new Seal(key, "console session 1");
    this.clock = clock;
  }

  /** A new one that begins now. */
  Session begin(String credential) {
    return new Session(
        credential,
        Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond()),
        Seal.text(seal.bytes(TOKEN)));
  }

  String seal(Session session) {
    byte[] credential = session.credential().getBytes(StandardCharsets.UTF_8);
    return seal.close(
        ByteBuffer.allocate(Long.BYTES + TOKEN + credential.length)
            .putLong(session.expires().getEpochSecond())
            .put(Base64.getUrlDecoder().decode(session.formToken()))
            .put(credential)
            .array());
  }

  /** Empty if it was not sealed by us, or is over. */
  Optional<Session> open(String text) {
    return seal.open(text)
        .map(plain -> session(ByteBuffer.wrap(plain)))
        .filter(session -> clock.instant().isBefore(session.expires()));
  }

  private static Session session(ByteBuffer plain) {
    Instant expires = Instant.ofEpochSecond(plain.getLong());
    byte[] token = new byte[TOKEN];
    plain.get(token);
    byte[] credential = new byte[plain.remaining()];
    plain.get(credential);
    return new Session(new String(credential, StandardCharsets.UTF_8), expires, Seal.text(token));
  }
}
