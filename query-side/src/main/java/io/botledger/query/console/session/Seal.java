package io.botledger.query.console.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Text that only we can read or make: AES-256-GCM with a random nonce. Every process that has the
 * same admin key opens it.
 */
final class Seal {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final String purpose;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param purpose what is sealed for one is nothing for another
   */
  Seal(SecretKey key, String purpose) {
    this.key = key;
    this.purpose = purpose;
  }

  /** Letters, digits, {@code -} and {@code _} alone. */
  String close(byte[] plain) {
    byte[] nonce = bytes(NONCE);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
      return text(ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM.", e);
    }
  }

  /** Empty if it was not sealed by us, for this purpose. */
  Optional<byte[]> open(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length <= NONCE
          ? Optional.empty()
          : Optional.of(
              cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE))
                  .doFinal(bytes, NONCE, bytes.length - NONCE));
    } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** That nobody can guess. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Bytes as they are written in cookies, forms and addresses. */
  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(("botledger " + purpose).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
