package io.botledger.application.standby;

import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.query.deployed.AnswersInFiles;
import io.botledger.query.deployed.Place;
import io.botledger.query.deployed.Served;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Answers what bots were told last, and to all else that PostgreSQL cannot be reached. */
@SuppressWarnings("serial") // Nobody serializes servlets.
final class LastKnownServlet extends HttpServlet {
  private static final String HEALTH = "/actuator/health";

  private final transient LastKnownFiles files;
  private final transient Problems problems;

  LastKnownServlet(LastKnownFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.startsWith(HEALTH)) {
      tellHealth(response, path.equals(HEALTH + "/liveness"));
      return;
    }
    Optional<Place> place =
        request.getQueryString() == null
            ? Place.asked(request.getMethod(), path)
            : Optional.empty();
    Optional<Served> known =
        place.flatMap(asked -> AnswersInFiles.find(files, asked, Instant.now()));
    if (place.isPresent() && known.isPresent()) {
      known.get().write(request, response, place.get().environment());
    } else {
      problems.write(request, response, Refusal.databaseAway(null));
    }
  }

  private static void tellHealth(HttpServletResponse response, boolean alive) throws IOException {
    response.setStatus(alive ? 200 : 503);
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(
            "{\"status\":\"%s\"}"
                .formatted(alive ? "UP" : "DOWN")
                .getBytes(StandardCharsets.UTF_8));
  }
}
