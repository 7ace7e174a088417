package io.botledger.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A conversation as pgjdbc leads it, byte by byte. */
class FrontendTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private interface Body {
    void to(DataOutputStream out) throws IOException;
  }

  private void message(String type, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.to(new DataOutputStream(bytes));
    sent.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    new DataOutputStream(sent).writeInt(bytes.size() + 4);
    sent.writeBytes(bytes.toByteArray());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write(0);
  }

  private void parse(String name, String sql, int... types) throws IOException {
    message(
        "P",
        out -> {
          text(out, name);
          text(out, sql);
          out.writeShort(types.length);
          for (int type : types) {
            out.writeInt(type);
          }
        });
  }

  private void run(String name, String... values) throws IOException {
    message(
        "B",
        out -> {
          text(out, "");
          text(out, name);
          out.writeShort(0);
          out.writeShort(values.length);
          for (String value : values) {
            out.writeInt(value.length());
            out.write(value.getBytes(StandardCharsets.UTF_8));
          }
          out.writeShort(0);
        });
    message(
        "E",
        out -> {
          text(out, "");
          out.writeInt(0);
        });
  }

  private void sync() throws IOException {
    message("S", out -> {});
  }

  @Test
  void statementsAndRoundTripsAreSeenAndEverythingIsHandedOn() throws Exception {
    message(
        "",
        out -> {
          out.writeInt(196608);
          text(out, "user");
          text(out, "postgres");
          text(out, "");
        });
    parse("", "SET application_name = 'botledger command'");
    run("");
    sync();
    parse("S_1", "select $1", 1043);
    run("S_1", "a");
    run("S_1", "b");
    sync();
    run("S_1", "c");
    sync();
    message("Q", out -> text(out, "BEGIN"));
    run("S_1", "d");
    sync();
    message("Q", out -> text(out, "COMMIT"));
    ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
    try (Tap tap = new Tap(1)) {
      new Frontend(tap).follow(new ByteArrayInputStream(sent.toByteArray()), handedOn);
      assertThat(tap.trips()).extracting(Trip::application).containsOnly("botledger command");
      assertThat(tap.trips())
          .extracting(trip -> trip.statements().size())
          .containsExactly(1, 2, 1, 2, 1);
      assertThat(tap.trips().get(2).statements().get(0).sql()).isEqualTo("select $1");
      assertThat(tap.trips().get(2).statements().get(0).types()).containsExactly(1043);
      assertThat(tap.trips().get(2).statements().get(0).values()).containsExactly("c");
    }
    assertThat(handedOn.toByteArray()).isEqualTo(sent.toByteArray());
  }
}
