package io.botledger.application;

import java.nio.file.Path;
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
 */
@ConfigurationProperties("botledger")
public record Settings(
    @DefaultValue("all") String role,
    @DefaultValue("./data") String dataDir,
    @Nullable String adminKey,
    @Nullable String adminKeyFile) {

  public Path dataDirectory() {
    return Path.of(dataDir);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Settings[role=%s, dataDir=%s]".formatted(role, dataDir);
  }
}
