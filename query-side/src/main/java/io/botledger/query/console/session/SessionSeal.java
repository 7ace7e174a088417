package io.botledger.query.console.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Sessions as text that only we can read or make: AES-256-GCM with a random nonce. Every process
 * that has the same admin key opens them; none keeps any.
 */
final class SessionSeal {

  /** How long one is signed in. */
  static final Duration LIFE = Duration.ofHours(12);

  private static final byte[] CONTEXT =
      "botledger console session 1".getBytes(StandardCharsets.UTF_8);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int TOKEN = 18;

  private final SecretKey key;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SessionSeal(SecretKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /** A new one that begins now. */
  Session begin(String credential) {
    return new Session(
        credential,
        Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond()),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(TOKEN)));
  }

  String seal(Session session) {
    byte[] token = Base64.getUrlDecoder().decode(session.formToken());
    byte[] credential = session.credential().getBytes(StandardCharsets.UTF_8);
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + TOKEN + credential.length)
            .putLong(session.expires().getEpochSecond())
            .put(token)
            .put(credential)
            .array();
    byte[] nonce = bytes(NONCE);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM.", e);
    }
  }

  /** Empty if it was not sealed by us, or is over. */
  Optional<Session> open(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length <= NONCE) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE);
      byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(bytes, NONCE, bytes.length - NONCE);
      return Optional.of(session(ByteBuffer.wrap(plain)))
          .filter(session -> clock.instant().isBefore(session.expires()));
    } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static Session session(ByteBuffer plain) {
    Instant expires = Instant.ofEpochSecond(plain.getLong());
    byte[] token = new byte[TOKEN];
    plain.get(token);
    byte[] credential = new byte[plain.remaining()];
    plain.get(credential);
    return new Session(
        new String(credential, StandardCharsets.UTF_8),
        expires,
        Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(CONTEXT);
    return cipher;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
