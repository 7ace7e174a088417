package io.botledger.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final int VARCHAR = 1043;
  private static final int BIGINT = 20;
  private static final String NUMBER = "1000";
  private static final String OURS = "a0000003-0000-4000-8000-000000001000";
  private static final String FIRST_ID = "3a966276-20f7-4a0b-8c1d-0123456789ab";
  private static final String SECOND_ID = "46df92cb-eadb-4fce-9c1d-0123456789ab";

  /** The checker does not see in a compiled record that its list may hold nulls. */
  @SuppressWarnings("NullAway")
  private static Statement insert(String id, long sequence, String json) {
    return new Statement(
        "insert into event values ($1, $2, $3, $4, $5::json, $6)",
        List.of(VARCHAR, VARCHAR, VARCHAR, BIGINT, VARCHAR, 0),
        values(id, "chat-1000", OURS, Long.toString(sequence), json, null));
  }

  private static List<@Nullable String> values(@Nullable String... values) {
    List<@Nullable String> all = new ArrayList<>();
    for (@Nullable String value : values) {
      all.add(value);
    }
    return all;
  }

  private static List<Trip> command(String id, long sequence) {
    String json = "{\"chatbotId\":\"chat-1000\",\"id\":\"%s\",\"by\":\"o'neill\"}".formatted(id);
    Statement begin = new Statement("BEGIN", List.of(), List.of());
    Statement commit = new Statement("COMMIT", List.of(), List.of());
    return List.of(
        new Trip("botledger command", List.of(begin, insert(id, sequence, json))),
        new Trip("botledger command", List.of(commit)));
  }

  private static Script script() {
    return Derivation.of("deploy", command(FIRST_ID, 7), command(SECOND_ID, 9), NUMBER);
  }

  @Test
  void whatDiffersBecomesFreshAndTheSameStaysTheSame() {
    assertThat(script().fresh()).isEqualTo(2);
    assertThat(script().trips().get(0).statements().get(1).values())
        .containsExactly(
            "3a966276-20f7-4a0b-8{{f1}}",
            "chat-{{n}}",
            "a0000003-0000-4000-8000-00000000{{n}}",
            "{{f2}}",
            "{\"chatbotId\":\"chat-{{n}}\",\"id\":\"3a966276-20f7-4a0b-8{{f1}}\",\"by\":\"o'neill\"}",
            null);
  }

  @Test
  void anIdThatBothCommandsSendIsNoFreshOne() {
    Script constant = Derivation.of("deploy", command(FIRST_ID, 7), command(FIRST_ID, 7), NUMBER);
    assertThat(constant.fresh()).isZero();
  }

  @Test
  void pgbenchSendsTheSameStatementsInTheSameRoundTrips() {
    assertThat(PgbenchScript.of(script(), 3_000, 31))
        .isEqualTo(
            """
            -- Derived from what Botledger sent to PostgreSQL for: deploy
            \\set n 3000 + :client_id * 31 + random(0, 30)
            \\set f1 random(1000000000000000, 8999999999999999)
            \\set f2 random(1000000000000000, 8999999999999999)
            \\startpipeline
            BEGIN;
            insert into event values (cast('3a966276-20f7-4a0b-8' || :f1 as varchar), \
            cast('chat-' || :n as varchar), cast('a0000003-0000-4000-8000-00000000' || :n as varchar), \
            cast(:f2 as bigint), cast(E'{"chatbotId"\\072"chat-' || :n || E'","id"\\072"3a966276-20f7-4a0b-8' \
            || :f1 || E'","by"\\072"o''neill"}' as varchar)::json, (null));
            \\endpipeline
            COMMIT;
            """);
  }

  @Test
  void commandsThatSentOtherStatementsAreNotOfOneKind() {
    assertThatThrownBy(() -> Derivation.of("deploy", command(FIRST_ID, 7), List.of(), NUMBER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did not send the same statements");
  }
}
