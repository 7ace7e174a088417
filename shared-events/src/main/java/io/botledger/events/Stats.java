package io.botledger.events;

/**
 * How many elements the arrays called {@code steps}, {@code events} and so on have, anywhere in a
 * content; ChatCaptain's {@code VersionStatsDto}.
 */
public record Stats(
    long steps, long events, long intents, long entities, long flows, long triggers) {

  /** The stats of an empty content. */
  public static final Stats NONE = new Stats(0, 0, 0, 0, 0, 0);
}
