package io.botledger.query.deployed;

import io.botledger.events.Environment;
import io.botledger.platform.web.EntityTags;
import io.botledger.query.asof.Viewpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * What runs in an environment, and how that is known.
 *
 * @param answer null: nothing runs there
 * @param source where it comes from
 * @param age how long ago it was last seen to hold
 */
public record Served(@Nullable Answer answer, Source source, Duration age) {

  /** Where an answer comes from. */
  enum Source {
    DATABASE,
    MEMORY,
    /** The database cannot be reached. */
    LAST_KNOWN
  }

  /**
   * An answer's body.
   *
   * @param entityTag in quotes
   * @param json as it is sent; null where whoever asked has it already
   */
  @SuppressWarnings("ArrayRecordComponent") // Never changed, never compared.
  public record Answer(String entityTag, byte @Nullable [] json) {

    /** The body, which must be there. */
    byte[] rendered() {
      return Objects.requireNonNull(json);
    }

    /** Whether it can be given to somebody who has what these tags stand for. */
    boolean isEnoughFor(Predicate<String> known) {
      return json != null || known.test(entityTag);
    }
  }

  static Served fromDatabase(@Nullable Answer answer) {
    return new Served(answer, Source.DATABASE, Duration.ZERO);
  }

  static Served fromMemory(@Nullable Answer answer) {
    return new Served(answer, Source.MEMORY, Duration.ZERO);
  }

  static Served lastKnown(@Nullable Answer answer, Duration age) {
    return new Served(answer, Source.LAST_KNOWN, age.isNegative() ? Duration.ZERO : age);
  }

  /**
   * Says where it comes from: {@code Cache-Status} (RFC 9211, where a negative {@code ttl} is a
   * stale answer's) and, if it may not hold any more, {@code Age} in seconds (RFC 9111, 5.1).
   */
  void tell(HttpServletResponse response) {
    switch (source) {
      case DATABASE -> {}
      case MEMORY -> response.setHeader("Cache-Status", "botledger; hit");
      case LAST_KNOWN -> {
        response.setHeader(
            "Cache-Status",
            "botledger; hit; ttl=-%d; detail=database-unavailable"
                .formatted(Math.max(1, age.toSeconds())));
        response.setHeader("Age", Long.toString(age.toSeconds()));
      }
    }
  }

  /**
   * Writes the whole answer.
   *
   * @throws io.botledger.platform.web.Refusal {@code nothing-deployed} if nothing runs there
   */
  public void write(
      HttpServletRequest request, HttpServletResponse response, Environment environment)
      throws IOException {
    tell(response);
    if (answer == null) {
      throw Running.nothingDeployed(environment, Viewpoint.PRESENT);
    }
    response.setHeader(HttpHeaders.ETAG, answer.entityTag());
    if (EntityTags.isKnown(request, answer.entityTag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    byte[] json = answer.rendered();
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
