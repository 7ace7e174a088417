package io.botledger.application.access;

import io.botledger.application.Settings;
import io.botledger.application.data.DataDirectory;
import io.botledger.application.data.SecretFile;
import io.botledger.platform.access.AdminKey;
import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The admin key and where it comes from.
 *
 * @param place to be shown to people: a file, or the name of a property
 */
public record AdminKeyOrigin(AdminKey key, String place) {
  private static final String PROPERTY = "botledger.admin-key";
  private static final String FILE_PROPERTY = "botledger.admin-key-file";

  /** The configured key, or that of the data directory, which the first start makes. */
  public static AdminKeyOrigin of(Settings settings, DataDirectory data) {
    return configured(settings)
        .orElseGet(
            () -> {
              Path file = data.resolve("admin.key");
              try {
                if (!Files.exists(file)) {
                  SecretFile.write(file, "bl_" + SecretFile.randomSecret());
                }
              } catch (IOException e) {
                throw DataDirectory.notWritable(data.path(), e);
              }
              return inFile(file, file.toString());
            });
  }

  /**
   * The configured key.
   *
   * @throws StartRefused if there is none
   */
  public static AdminKeyOrigin of(Settings settings) {
    return configured(settings)
        .orElseThrow(
            () ->
                new StartRefused(
                    "There is no admin key. On a PostgreSQL of one's own none is generated.",
                    "Set %s to a secret of %d characters or more, or %s to a file that holds one."
                        .formatted(PROPERTY, AdminKey.MIN_LENGTH, FILE_PROPERTY)));
  }

  private static Optional<AdminKeyOrigin> configured(Settings settings) {
    if (settings.adminKey() != null && !settings.adminKey().isEmpty()) {
      return Optional.of(of(settings.adminKey(), PROPERTY));
    }
    if (settings.adminKeyFile() != null && !settings.adminKeyFile().isEmpty()) {
      Path file = Path.of(settings.adminKeyFile()).toAbsolutePath().normalize();
      return Optional.of(inFile(file, file.toString()));
    }
    return Optional.empty();
  }

  private static AdminKeyOrigin inFile(Path file, String place) {
    try {
      return of(SecretFile.read(file), place);
    } catch (IOException e) {
      throw new StartRefused(
          "The admin key cannot be read from %s (%s: %s)."
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          "Let the user who runs Botledger read the file.",
          e);
    }
  }

  private static AdminKeyOrigin of(String key, String place) {
    try {
      return new AdminKeyOrigin(new AdminKey(key), place);
    } catch (IllegalArgumentException e) {
      throw new StartRefused(
          "The admin key from %s is not usable. %s".formatted(place, e.getMessage()),
          "Use %d or more visible ASCII characters, for instance those of: openssl rand -hex 24"
              .formatted(AdminKey.MIN_LENGTH));
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return place;
  }
}
