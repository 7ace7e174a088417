package io.botledger.command.answer;

import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.CommandResult.Reads;
import io.botledger.platform.web.ReadsLag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** How every accepted command is answered. */
public final class Acknowledgement {
  private Acknowledgement() {}

  /** The answer's beginning: its status, and what there is to say about reads that follow. */
  public static ResponseEntity.BodyBuilder of(HttpStatus status, CommandResult result) {
    return of(status, result.reads());
  }

  /** The same of a command that is about no version. */
  public static ResponseEntity.BodyBuilder of(HttpStatus status, Reads reads) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (reads == Reads.NOT_WAITED_FOR) {
      answer.header("Preference-Applied", "respond-async");
    } else if (reads == Reads.LAG) {
      answer.header(ReadsLag.HEADER, "true");
    }
    return answer;
  }

  /** The entity tag of a version: its revision, quoted. */
  public static String entityTag(CommandResult result) {
    return result.outcome().version().entityTag();
  }
}
