package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.web.EventStream;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** Whoever listens badly, or too many, or for too long, costs nobody else anything. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamLimitsTest {

  /** More than there are threads here, and connections to read with. */
  private static final int MOST = 40;

  private static final int MANY = 50;

  private final Answering answering =
      new Answering(
          TestPostgres.freshDatabase(),
          "--botledger.streams.most=" + MOST,
          "--server.shutdown=graceful",
          "--server.tomcat.threads.max=4",
          "--server.tomcat.connection-timeout=2s");

  private static String path(String chatbot) {
    return "/v1/chatbots/" + chatbot + "/stream";
  }

  private double open() {
    return answering.bean(MeterRegistry.class).get("botledger.streams.open").gauge().value();
  }

  private void everyPlaceIsGivenBack() {
    await().until(() -> open() == 0);
  }

  @Test
  @Order(1)
  void thereIsRoomForSoManyAndNoMore() {
    List<EventStream> streams = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      streams.add(answering.listen(path("room-" + i)));
    }
    assertThat(answering.get("/v1/chatbots").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = answering.get(path("room"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(refused.headers().firstValue("Botledger-Problem")).contains("unavailable");
    streams.get(0).close();
    await().until(() -> open() == MOST - 1);
    streams.add(answering.listen(path("room")));
    streams.forEach(EventStream::close);
    everyPlaceIsGivenBack();
  }

  @Test
  @Order(1)
  void aHeadEndsAtOnce() {
    assertThat(answering.send("HEAD", path("head"), "").statusCode()).isEqualTo(200);
    everyPlaceIsGivenBack();
  }

  /** It takes nothing while ten MB are told, which no socket holds. */
  @Test
  @Order(2)
  void whoeverReadsSlowlyHoldsUpNobodyAndIsCutOff() throws Exception {
    Story story = answering.log().chatbot("slow");
    String name = "x".repeat(100_000);
    story.creates("slow-1", name);
    story.creates("slow-2", name);
    answering.hasHandled("slow");
    try (Socket slow = notReading();
        EventStream other = answering.listen(path("slow"))) {
      other.take(3);
      story.deploysInTurn(MANY, PROD, "slow-1", "slow-2");
      answering.hasHandled("slow");
      assertThat(other.take(MANY)).hasSize(MANY);
      await().until(() -> open() == 1);
      assertThat(other.ends(Duration.ZERO)).isFalse();
      assertThat(slow.isConnected()).isTrue();
    }
  }

  private Socket notReading() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("localhost", answering.port()));
    socket
        .getOutputStream()
        .write(
            ("GET " + path("slow") + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    await().until(() -> open() == 1);
    return socket;
  }

  /** The server waits for its requests to end: eight seconds and more for any that does not. */
  @Test
  @Order(3)
  void aStopEndsThemInGoodOrder() {
    EventStream stream = answering.listen(path("stopped"));
    stream.take(3);
    long start = System.nanoTime();
    answering.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(stream.ends(Duration.ofSeconds(1))).isTrue();
    assertThatThrownBy(() -> answering.listen(path("stopped"))).hasMessageContaining("Connect");
  }
}
