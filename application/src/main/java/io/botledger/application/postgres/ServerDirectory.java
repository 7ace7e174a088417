package io.botledger.application.postgres;

import io.botledger.application.data.DataDirectory;
import io.botledger.application.data.SecretFile;
import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Where the embedded server keeps its data, and what it needs beside it. */
record ServerDirectory(DataDirectory data, Path path, String password, ServerOutput output) {
  private static final Logger log = LoggerFactory.getLogger(ServerDirectory.class);

  /** The major version of the binaries that the executable carries. */
  static final String MAJOR = "18";

  private static final String BINARIES = "postgres-binaries";

  /** In it: the library lets everybody write the directory that it is given, at each start. */
  private static final String UNPACKED = "unpacked";

  /**
   * Looks at what is there.
   *
   * @throws StartRefused if it is of another major version or its password is lost
   */
  static ServerDirectory in(DataDirectory data) throws IOException {
    Path path = data.resolve("postgres");
    setIncompleteAside(path);
    Path binaries = data.closedDirectory(BINARIES);
    deleteIncompleteBinaries(binaries.resolve(UNPACKED));
    requireMajor(path);
    ServerOutput output = new ServerOutput(data.resolve("postgres.log"));
    output.rotate();
    return new ServerDirectory(data, path, passwordOf(data, path), output);
  }

  /** Where the server's programs are unpacked; nobody else gets there. */
  Path binaries() {
    return data.resolve(BINARIES).resolve(UNPACKED);
  }

  Path passwordFile() {
    return passwordFile(data);
  }

  /** To be called once the directory has been made and before a server runs on it. */
  void markComplete() throws IOException {
    if (!Files.exists(completeMark(path))) {
      Files.createFile(completeMark(path));
    }
  }

  private static void setIncompleteAside(Path path) throws IOException {
    if (Files.exists(path) && !Files.exists(completeMark(path))) {
      Path aside = path.resolveSibling("postgres.incomplete-" + System.currentTimeMillis());
      Files.move(path, aside);
      log.warn("{} was never completed; it is {} now, and made anew.", path, aside);
    }
  }

  /**
   * The library would complete what a killed process had begun, but keep a file cut in the middle.
   */
  private static void deleteIncompleteBinaries(Path binaries) throws IOException {
    if (Files.exists(binaries)) {
      try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(binaries)) {
        for (Path one : unpacked) {
          if (!Files.exists(one.resolve(".exists"))) {
            FileSystemUtils.deleteRecursively(one);
          }
        }
      }
    }
  }

  private static void requireMajor(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    String found = Files.readString(path.resolve("PG_VERSION")).strip();
    if (!found.equals(MAJOR)) {
      throw new StartRefused(
          "%s holds data of PostgreSQL %s, but this build embeds PostgreSQL %s."
              .formatted(path, found, MAJOR),
          "Start the build that made it, or move the data with pg_dump or pg_upgrade of"
              + " PostgreSQL %s.".formatted(MAJOR));
    }
  }

  private static String passwordOf(DataDirectory data, Path path) throws IOException {
    Path file = passwordFile(data);
    if (Files.exists(file)) {
      return SecretFile.read(file);
    }
    if (Files.exists(path)) {
      throw new StartRefused(
          "%s is missing, and the PostgreSQL in %s cannot be used without it."
              .formatted(file, path),
          "Put the file back from a backup of the data directory.");
    }
    String password = SecretFile.randomSecret();
    SecretFile.write(file, password);
    return password;
  }

  private static Path passwordFile(DataDirectory data) {
    return data.resolve("postgres.password");
  }

  private static Path completeMark(Path path) {
    return path.resolve("botledger.complete");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
