package io.botledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration TIME = Duration.ofMillis(900);
  private static final int STALL = 300;

  @Test
  void aServerThatStandsStillIsSeenByAllWhoComeMeanwhile() throws Exception {
    try (StubServer server = StubServer.standingStill(STALL)) {
      Target target = server.target();
      Load.Result open = Load.open(target, 4, 500, TIME, 200, number -> target.get("/"));
      assertThat(open.milliseconds(99)).isGreaterThan(STALL * 0.8);
      // A third of the time nobody was answered.
      assertThat(open.milliseconds(85)).isGreaterThan(STALL * 0.1);
    }
  }

  /** The control: who waits for the answer before asking again sees it once. */
  @Test
  void aClosedLoopOmitsThem() throws Exception {
    try (StubServer server = StubServer.standingStill(STALL)) {
      Target target = server.target();
      Load.Result closed = Load.closed(target, 4, TIME, 200, number -> target.get("/"));
      assertThat(closed.milliseconds(99)).isLessThan(STALL * 0.8);
      assertThat(closed.milliseconds(100)).isGreaterThan(STALL * 0.8);
    }
  }

  @Test
  void arrivalsHaveTheirMean() throws Exception {
    try (StubServer server = StubServer.standingStill(0)) {
      Target target = server.target();
      Load.Result open = Load.open(target, 4, 500, TIME, 200, number -> target.get("/"));
      assertThat(open.nanos().getTotalCount()).isBetween(360L, 540L);
    }
  }

  @Test
  void anAnswerThatIsNotTheExpectedOneEndsTheMeasurement() throws Exception {
    try (StubServer server = StubServer.standingStill(0)) {
      Target target = server.target();
      assertThatThrownBy(() -> Load.closed(target, 1, TIME, 304, number -> target.get("/")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Expected 304, got 200");
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNone() throws Exception {
    try (StubServer server =
            StubServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}");
        Connection connection = new Connection(server.target())) {
      assertThatThrownBy(() -> connection.send(server.target().get("/")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut");
    }
  }

  @Test
  void aConnectionThatTheServerEndsIsOpenedAnew() throws Exception {
    try (StubServer server =
            StubServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        Connection connection = new Connection(server.target())) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send(server.target().get("/")).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void chunksAreReadToTheirEnd() throws Exception {
    try (StubServer server =
            StubServer.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        Connection connection = new Connection(server.target())) {
      assertThat(connection.send(server.target().get("/")).text()).isEqualTo("abcde");
    }
  }
}
