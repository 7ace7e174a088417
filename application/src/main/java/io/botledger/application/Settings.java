package io.botledger.application;

import io.botledger.platform.start.StartRefused;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options below {@code botledger}.
 *
 * @param role what the process does; see {@link io.botledger.application.start.Role}
 * @param dataDir where the embedded PostgreSQL and the generated secrets live
 * @param adminKey the admin key itself
 * @param adminKeyFile a file that holds the admin key
 * @param drain how long a process that is asked to stop sends new requests elsewhere before it
 *     takes no more connections; without it, three seconds in the roles {@code command} and {@code
 *     query}, which stand behind a gateway, and none in {@code all}
 */
@ConfigurationProperties("botledger")
public record Settings(
    @DefaultValue("all") String role,
    @DefaultValue(Settings.DATA_DIRECTORY) String dataDir,
    @Nullable String adminKey,
    @Nullable String adminKeyFile,
    @Nullable Duration drain) {

  /** Where a process keeps what it keeps, unless {@code botledger.data-dir} is given. */
  public static final String DATA_DIRECTORY = "./data";

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

  public Settings {
    if (drain != null && (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0)) {
      throw new StartRefused(
          "botledger.drain is %d ms.".formatted(drain.toMillis()),
          "Set it to a duration from 0s to %ds; the whole stop takes 20 s at most."
              .formatted(LONGEST_DRAIN.toSeconds()));
    }
  }

  public Path dataDirectory() {
    return Path.of(dataDir);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Settings[role=%s, dataDir=%s]".formatted(role, dataDir);
  }
}
