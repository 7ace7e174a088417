package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a running command side that does not wait for projections. */
final class Http {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  Http(String url) {
    this.url = url;
  }

  /** An answer, taken apart. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return JSON.readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The member at a JSON pointer, as text. */
    String at(String pointer) {
      return json().at(pointer).asString("");
    }

    Answer mustBe(int status) {
      assertThat(status()).as(text()).isEqualTo(status);
      return this;
    }

    Answer mustBe(int status, String problem) {
      assertThat(header("Botledger-Problem")).as(text()).isEqualTo(problem);
      return mustBe(status);
    }
  }

  Answer post(String path, @Nullable String body) {
    return send("POST", path, body, true);
  }

  Answer delete(String path) {
    return send("DELETE", path, null, true);
  }

  Answer delete(String path, String body) {
    return send("DELETE", path, body, true);
  }

  Answer get(String path) {
    return send("GET", path, null, true);
  }

  /** With further headers, names and values in turn. */
  Answer sendWith(String method, String path, @Nullable String body, String... headers) {
    return send(method, path, body, true, headers);
  }

  Answer send(String method, String path, @Nullable String body, boolean async, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (async) {
      request.header("Prefer", "respond-async");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
