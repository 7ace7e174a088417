package io.botledger.query.stream;

import java.time.Duration;

/**
 * How often streams do what nobody asks for.
 *
 * @param heartbeat after which every stream gets a comment
 * @param look after which changes are looked for where nothing was heard of any
 * @param check after which it is asked again whether a listener may still listen
 * @param pause between two looks at least, however much is heard
 */
public record StreamPace(Duration heartbeat, Duration look, Duration check, Duration pause) {

  /** The published heartbeat, five seconds less than what the gateway waits for. */
  public static final StreamPace USUAL =
      new StreamPace(
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(20));
}
