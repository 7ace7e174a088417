package io.botledger.query.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.json.Json;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void numbersKeepTheirLiteralsAndEachMemberHasALine() {
    assertThat(JsonText.pretty(Json.parse("{\"a\":[1.10,{}],\"b\":\"x\"}")))
        .isEqualTo("{\n  \"a\": [\n    1.10,\n    {}\n  ],\n  \"b\": \"x\"\n}");
  }

  /** Half a megabyte that would become tens of them by indenting. */
  @Test
  void whatIndentingWouldBlowUpIsCut() {
    String bomb = "[".repeat(60) + "1" + ",1".repeat(200_000) + "]".repeat(60);
    JsonText.Room room = new JsonText.Room();
    assertThat(JsonText.pretty(Json.parse(bomb), room))
        .hasSizeBetween(262_144, 263_000)
        .endsWith("has all of it.");
    assertThat(JsonText.pretty(Json.parse(bomb), room)).hasSizeLessThan(1_000);
  }
}
