package io.botledger.bench.inserver;

import io.botledger.bench.limit.Script;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Routes of Spring like any other, behind the same filters, so that they take a credential too: a
 * static answer, and the statements of a command on the connections of the commands, in one
 * transaction and the same round trips, in the thread of the request, without queue, Axon or JSON.
 */
@RestController
class BareRoutes {
  private static final String STATIC = "{\"hello\":\"world\"}";
  private static final String DONE =
      "{\"started\":true,\"deploymentId\":\"00000000-0000-4000-8000-000000000000\"}";

  private final @Nullable DataSource connections;
  private final String scripts;
  private final Map<String, BareScript> known = new ConcurrentHashMap<>();
  private final JsonMapper json = JsonMapper.builder().build();

  BareRoutes(@Nullable DataSource connections, String scripts) {
    this.connections = connections;
    this.scripts = scripts;
  }

  @GetMapping(path = "/bench/hello", produces = MediaType.APPLICATION_JSON_VALUE)
  String hello() {
    return STATIC;
  }

  /**
   * Runs a script.
   *
   * @param n the number of the chatbot
   */
  @PostMapping(path = "/bench/{script}/{n}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> run(
      @PathVariable String script, @PathVariable int n, HttpServletRequest request)
      throws IOException, SQLException {
    request.getInputStream().readAllBytes();
    if (connections == null) {
      return ResponseEntity.status(503).body("{}");
    }
    known.computeIfAbsent(script, this::read).run(connections, n);
    return ResponseEntity.ok(DONE);
  }

  private BareScript read(String name) {
    return new BareScript(
        json.readValue(Path.of(scripts, name + ".script.json").toFile(), Script.class));
  }
}
