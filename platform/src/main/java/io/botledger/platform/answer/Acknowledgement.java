package io.botledger.platform.answer;

import io.botledger.platform.web.ReadsLag;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * How every accepted command is answered.
 *
 * @param replayed whether it is the answer that an earlier request with the same idempotency key
 *     got
 * @param positions of the command's events, in order; empty if nothing changed, or not by this
 *     request
 * @param reads whether reads show it by now
 */
public record Acknowledgement(Reply reply, boolean replayed, List<Long> positions, Reads reads) {

  /** {@code true} on the answer to a request that was carried out before. */
  public static final String REPLAYED_HEADER = "Idempotency-Replayed";

  /** Whether reads show what was written. */
  public enum Reads {
    /** They do. */
    SHOW_IT,
    /** They did not within the time that a write waits for them. */
    LAG,
    /** Nobody wanted to know. */
    NOT_WAITED_FOR
  }

  public Acknowledgement {
    positions = List.copyOf(positions);
  }

  /** The same with another body, which is not kept. */
  public Acknowledgement with(Object body) {
    return new Acknowledgement(reply.with(body), replayed, positions, reads);
  }

  /** The reply, and what there is to say about reads that follow. */
  public ResponseEntity<Object> response() {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(reply.status());
    if (reply.location() != null) {
      answer.header(HttpHeaders.LOCATION, reply.location());
    }
    if (reply.entityTag() != null) {
      answer.eTag(reply.entityTag());
    }
    if (replayed) {
      answer.header(REPLAYED_HEADER, "true");
    }
    if (reads == Reads.NOT_WAITED_FOR) {
      answer.header("Preference-Applied", "respond-async");
    } else if (reads == Reads.LAG) {
      answer.header(ReadsLag.HEADER, "true");
    }
    return answer.body(reply.body());
  }
}
