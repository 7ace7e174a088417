package io.botledger.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.botledger.events.Stats;
import io.botledger.platform.web.JsonMember.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  @Test
  void aValueKeepsTheTextThatWasSent() {
    String content =
        "{ \"b\" : 1e2, \"a\":[1.10, -0.0, 12345678901234567890.123456789012345678],"
            + " \"t\":\"\\u00e9\\\"\\\\ \\ud83d\\ude00 \uD83D\uDE00\" }";
    JsonBody body =
        body("{\"name\":\"x\", \"content\" : " + content + " , \"n\":1e400,\"z\":true}");
    assertThat(body.members().keySet()).containsExactly("name", "content", "n", "z");
    assertThat(member(body, "content").raw()).isEqualTo(content);
    assertThat(member(body, "content").levels()).isEqualTo(2);
    assertThat(member(body, "n").raw()).isEqualTo("1e400");
    assertThat(member(body, "z").kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(member(body, "name").raw()).isEqualTo("\"x\"");
  }

  @Test
  void longValuesKeepTheirText() {
    String text = "ab\\n\\\"".repeat(60_000);
    JsonBody body = body("{\"a\":\"" + text + "\",\"b\":{\"c\":\"" + text + "\"},\"d\":[]}");
    assertThat(member(body, "a").raw()).isEqualTo("\"" + text + "\"");
    assertThat(member(body, "b").raw()).isEqualTo("{\"c\":\"" + text + "\"}");
    assertThat(member(body, "d").raw()).isEqualTo("[]");
  }

  @Test
  void statsCountTheElementsOfArraysAnywhere() {
    JsonBody body =
        body(
            """
            {"content":{"flows":[{"steps":[1,{"steps":[[],[]]},3]},{"steps":{}}],"intents":[],
             "x":{"entities":["a"],"triggers":[1,2]},"events":"none","list":[[{"events":[0]}]]},
             "steps":[1,2]}
            """);
    assertThat(member(body, "content").stats()).isEqualTo(new Stats(5, 1, 0, 1, 2, 2));
    assertThat(member(body, "steps").stats()).isEqualTo(new Stats(2, 0, 0, 0, 0, 0));
  }

  @Test
  void allThatIsWrongInsideIsReportedAtOnce() {
    JsonBody body =
        body(
            "{\"a\":{\"b\":1,\"b\":2,\"c\":[\"\\u0000\",\"\\ud800\"]},\"a\":1,\"n\":"
                + "1".repeat(1001)
                + ",\"m\":"
                + "1".repeat(1000)
                + "}");
    assertThat(body.issues())
        .extracting(Issue::field)
        .containsExactly("a.b", "a.c[0]", "a.c[1]", "a", "n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "nul",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "\uFEFF{",
        "{\"a\":tru"
      })
  void whatIsNoJsonIsMalformed(String text) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> body(text))
        .satisfies(r -> assertThat(r.code()).isEqualTo(ProblemCode.MALFORMED_JSON))
        .satisfies(r -> assertThat(r.issues()).isNotEmpty())
        .satisfies(r -> assertThat(r.issues().toString()).doesNotContain("REDACTED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"a\"", "true"})
  void whatIsNoObjectIsInvalid(String text) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> body(text))
        .satisfies(r -> assertThat(r.code()).isEqualTo(ProblemCode.INVALID_REQUEST));
  }

  @Test
  void tooManyLevelsForTheParserAreMalformedAndNoStackOverflow() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> body("{\"a\":" + "[".repeat(100_000)))
        .satisfies(r -> assertThat(r.code()).isEqualTo(ProblemCode.MALFORMED_JSON));
    String deep = "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}";
    assertThat(member(body(deep), "a").levels()).isEqualTo(64);
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> JsonBody.parse(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () -> JsonBody.parse(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}));
  }

  @Test
  void fieldsAreAllReportedAtOnceAndNothingIsCoerced() {
    JsonFields fields = new JsonFields(body("{\"name\":5,\"environment\":\"PROD\",\"x\":1}"));
    fields.name("name");
    fields.oneOf("environment", List.of("test", "prod", "none"));
    fields.optionalText("description", 10);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(fields::check)
        .satisfies(
            r ->
                assertThat(r.issues())
                    .extracting(Issue::field)
                    .containsExactly("name", "environment", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0\u2003", "a\\u0007b", "\\u0085"})
  void aNameIsNotBlankAndHasNoControlCharacters(String name) {
    JsonFields fields = new JsonFields(body("{\"name\":\"" + name + "\"}"));
    fields.name("name");
    assertThatExceptionOfType(Refusal.class).isThrownBy(fields::check);
  }

  @Test
  void lengthsCountCharactersAndNotCodeUnits() {
    JsonFields fine = new JsonFields(body("{\"name\":\"" + "😀".repeat(200) + "\"}"));
    fine.name("name");
    fine.check();
    JsonFields long201 = new JsonFields(body("{\"name\":\"" + "😀".repeat(201) + "\"}"));
    long201.name("name");
    assertThatExceptionOfType(Refusal.class).isThrownBy(long201::check);
  }

  @Test
  void whatIsWrongInsideABodyOfItsOwnIsSaidByItsOwnFields() {
    JsonFields outer =
        new JsonFields(
            body(
                "{\"in\":{\"a\":{\"b\":1,\"b\":2},\"c\":\"\\u0000\"},\"in\":1,\"i\":\"\\u0000\"}"));
    JsonFields inner = new JsonFields(outer.object("in"));
    inner.optional("a", Kind.OBJECT);
    inner.optionalText("c", 10);
    assertThat(wrong(inner)).containsExactly("a.b", "c");
    outer.optionalText("i", 10);
    assertThat(wrong(outer)).containsExactly("in", "i");

    JsonFields without = new JsonFields(body("{\"in\":[]}"));
    assertThat(without.object("in").members()).isEmpty();
    assertThat(wrong(without)).containsExactly("in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.0", "1e3", "9999999999999999999", "\"1\"", "null"})
  void aPositionIsAPlainInteger(String position) {
    JsonFields fields = new JsonFields(body("{\"position\":" + position + "}"));
    fields.optionalPosition("position");
    assertThat(wrong(fields)).containsExactly("position");
  }

  @Test
  void positionsAndTimesAreRead() {
    JsonFields fields =
        new JsonFields(body("{\"position\":41,\"at\":\"2026-03-01T13:00:00.5+01:00\"}"));
    assertThat(fields.optionalPosition("position")).isEqualTo(41);
    assertThat(fields.optionalTime("at")).isEqualTo(Instant.parse("2026-03-01T12:00:00.5Z"));
    assertThat(fields.optionalPosition("none")).isNull();
    assertThat(fields.optionalTime("none")).isNull();
    fields.check();
  }

  private static List<String> wrong(JsonFields fields) {
    return Objects.requireNonNull(catchThrowableOfType(Refusal.class, fields::check))
        .issues()
        .stream()
        .map(Issue::field)
        .toList();
  }

  private static JsonBody body(String text) {
    return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonMember member(JsonBody body, String name) {
    return Objects.requireNonNull(body.members().get(name), name);
  }
}
