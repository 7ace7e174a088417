package io.botledger.command.capsule;

import org.jspecify.annotations.Nullable;

/** A capsule that cannot be read, or that is not what was once written. */
public final class BadCapsule extends RuntimeException {

  /**
   * @param line its number, from 1
   * @param problem a sentence
   */
  BadCapsule(long line, String problem) {
    this(line, problem, null);
  }

  BadCapsule(long line, String problem, @Nullable Throwable cause) {
    super("Line " + line + ": " + problem, cause);
  }

  BadCapsule(String problem, Throwable cause) {
    super(problem, cause);
  }
}
