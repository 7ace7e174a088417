package io.botledger.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 5869, appendix A.1: longer than one block. */
  @Test
  void itIsThatOfTheRfc() {
    assertThat(
            HEX.formatHex(
                Hkdf.sha256(
                    HEX.parseHex("0b".repeat(22)),
                    HEX.parseHex("000102030405060708090a0b0c"),
                    HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"),
                    42)))
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  @Test
  void eachAdminKeyHasASessionKeyOfItsOwn() {
    AdminKey one = new AdminKey("0123456789abcdef");
    assertThat(one.sessionKey()).isEqualTo(new AdminKey("0123456789abcdef").sessionKey());
    assertThat(one.sessionKey()).isNotEqualTo(new AdminKey("0123456789abcdeF").sessionKey());
    assertThat(one.sessionKey().getEncoded()).hasSize(32);
  }
}
