package io.botledger.application.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Asks a gateway. */
final class Client {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI gateway;

  Client(Nginx nginx) {
    this.gateway = nginx.url();
  }

  HttpResponse<String> ask(String method, String target, String... headers) {
    return ask(method, target, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> ask(String method, String target, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = request(target).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(gateway + target)).timeout(Duration.ofSeconds(15));
  }

  HttpClient http() {
    return http;
  }

  /** Sends these very bytes and returns all that comes until the connection ends. */
  String raw(String request) {
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> json(String text) {
    return JSON.readValue(text, new TypeReference<>() {});
  }

  /** Asserts a refusal's status, code and form, which the headers name too. */
  static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Botledger-Problem")).contains(code);
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/problem+json");
    assertThat(json(answer.body())).containsEntry("code", code).containsEntry("status", status);
  }
}
