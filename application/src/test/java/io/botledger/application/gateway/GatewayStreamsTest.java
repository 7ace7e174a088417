package io.botledger.application.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botledger.application.gateway.StubProcess.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Long answers pass as they come: nothing is held back, nothing is piled up, no end is invented.
 */
class GatewayStreamsTest {
  /** Chunks wait for each other: what has come must be seen before the next one is sent. */
  @Test
  @Timeout(20)
  void aStreamArrivesChunkByChunk() throws Exception {
    Semaphore seen = new Semaphore(0);
    Behaviour streams =
        (request, out) -> {
          out.write(chunked("8\r\n: first\n\r\n"));
          seen.acquire();
          out.write(ascii("9\r\n: second\n\r\n"));
          seen.acquire();
          out.write(ascii("8\r\n: third\n\r\n0\r\n\r\n"));
          return true;
        };
    try (StubProcess process = StubProcess.that(streams);
        Nginx nginx = Nginx.start(List.of(process.port()), List.of(process.port()));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream(nginx), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(": first");
      seen.release();
      assertThat(lines.readLine()).isEqualTo(": second");
      seen.release();
      assertThat(lines.readLine()).isEqualTo(": third");
      assertThat(lines.readLine()).isNull();
    }
  }

  /** Else a list that could not be completed would look like a complete one. */
  @Test
  void anAnswerThatIsCutIsCutForTheClientToo() {
    Behaviour cuts =
        (request, out) -> {
          out.write(chunked("8\r\n: first\n\r\n"));
          return false;
        };
    try (StubProcess process = StubProcess.that(cuts);
        Nginx nginx = Nginx.start(List.of(process.port()), List.of(process.port()))) {
      assertThatThrownBy(() -> stream(nginx).readAllBytes()).isInstanceOf(IOException.class);
      assertThat(process.requests()).hasSize(1);
    }
  }

  /** Who reads slowly slows down the process that writes, and fills no disk of the gateway. */
  @Test
  @Timeout(30)
  void aSlowReaderFillsNoDiskOfTheGateway() throws Exception {
    int mebibytes = 64;
    AtomicInteger written = new AtomicInteger();
    byte[] mebibyte = new byte[1 << 20];
    Behaviour writes =
        (request, out) -> {
          out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + (mebibytes << 20) + "\r\n\r\n"));
          while (written.get() < mebibytes) {
            out.write(mebibyte);
            written.incrementAndGet();
          }
          return true;
        };
    try (StubProcess process = StubProcess.that(writes);
        Nginx nginx = Nginx.start(List.of(process.port()), List.of(process.port()));
        InputStream answer = stream(nginx)) {
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .pollInterval(Duration.ofMillis(300))
          .until(() -> before.getAndSet(written.get()) == written.get());
      assertThat(written.get()).isLessThan(mebibytes);
      assertThat(answer.transferTo(OutputStream.nullOutputStream())).isEqualTo(mebibytes << 20);
      assertThat(nginx.logs()).doesNotContain("buffered to a temporary file");
    }
  }

  private static InputStream stream(Nginx nginx) throws IOException, InterruptedException {
    Client client = new Client(nginx);
    return client
        .http()
        .send(client.request("/v1/chatbots/x/stream").build(), BodyHandlers.ofInputStream())
        .body();
  }

  private static byte[] chunked(String chunk) {
    return ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
