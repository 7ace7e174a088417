package io.botledger.platform.access;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys out of a secret, each for one purpose: HKDF (RFC 5869), which Java has from 25 on. */
final class Hkdf {
  private static final String MAC = "HmacSHA256";

  private Hkdf() {}

  /**
   * HKDF with SHA-256: extract, then expand.
   *
   * @param salt not empty
   * @param purpose tells this key from all others of the same secret
   * @param length in bytes, up to 255 · 32
   */
  static byte[] sha256(byte[] secret, byte[] salt, byte[] purpose, int length) {
    byte[] extracted = mac(salt, secret);
    byte[] expanded = new byte[length];
    byte[] block = {};
    for (int filled = 0, number = 1; filled < length; filled += block.length, number++) {
      block = mac(extracted, block, purpose, new byte[] {(byte) number});
      System.arraycopy(block, 0, expanded, filled, Math.min(block.length, length - filled));
    }
    Arrays.fill(extracted, (byte) 0);
    return expanded;
  }

  private static byte[] mac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + MAC + ".", e);
    }
  }
}
