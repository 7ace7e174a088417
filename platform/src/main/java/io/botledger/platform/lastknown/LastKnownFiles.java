package io.botledger.platform.lastknown;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of what was known last: a file for each name, for its owner's eyes only, written as a
 * whole. Its time is when the content was last seen to hold. Several processes may use the same
 * one. What cannot be written is left out, and said once: nothing depends on it but answers during
 * an outage.
 */
public final class LastKnownFiles {
  private static final Logger log = LoggerFactory.getLogger(LastKnownFiles.class);

  /** Keeps nothing. */
  public static final LastKnownFiles NONE = new LastKnownFiles(null, 0);

  /** How the name of a file begins that is not written yet. */
  private static final String UNFINISHED = "unfinished-";

  /** As disks are handed out. */
  private static final long BLOCK = 4096;

  /** How much of a folder that is full is kept; what was not seen for longest goes. */
  private static final double KEPT = 0.9;

  /** What was found, and when it was last seen to hold. */
  public record Found(byte[] content, Instant seen) {}

  private record Kept(Path path, long size, FileTime seen) {}

  private final @Nullable Path directory;
  private final long most;
  private final AtomicBoolean complained = new AtomicBoolean();
  private long written;

  private LastKnownFiles(@Nullable Path directory, long most) {
    this.directory = directory;
    this.most = most;
  }

  /**
   * Those of a folder, which is made when it is needed.
   *
   * @param most how many bytes of disk it may take, about
   */
  public static LastKnownFiles in(Path directory, long most) {
    LastKnownFiles files = new LastKnownFiles(directory, most);
    try (Stream<Path> paths = files.paths()) {
      files.written = paths.flatMap(path -> kept(path).stream()).mapToLong(Kept::size).sum();
    }
    return files;
  }

  /** Those of a folder within this one, with a bound of their own. */
  public LastKnownFiles within(String folder) {
    return directory == null ? NONE : in(directory.resolve(folder), most);
  }

  /** Whether nothing was kept that could be found again. */
  public boolean isEmpty() {
    try (Stream<Path> paths = paths()) {
      return paths.findAny().isEmpty();
    }
  }

  /** The names that have something. */
  public List<String> names() {
    try (Stream<Path> paths = paths()) {
      return paths.flatMap(path -> name(path).stream()).toList();
    }
  }

  /** Sees to it that a name has this content, seen to hold now. */
  public void confirm(String name, byte[] content) {
    attempt(
        folder -> {
          Path path = path(folder, name);
          if (hasHeader(path, header(name, content))) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
          } else {
            put(name, content);
          }
        });
  }

  /** Keeps a content, seen to hold now, in the place of what the name had before. */
  void put(String name, byte[] content) {
    attempt(
        folder -> {
          make(folder);
          Path unfinished = Files.createTempFile(folder, UNFINISHED, null);
          try {
            Files.write(unfinished, join(header(name, content), content));
            Files.move(unfinished, path(folder, name), StandardCopyOption.ATOMIC_MOVE);
          } finally {
            Files.deleteIfExists(unfinished);
          }
          makeRoom(path(folder, name));
        });
  }

  public void remove(String name) {
    attempt(folder -> Files.deleteIfExists(path(folder, name)));
  }

  /** What was kept last; empty if that is nothing, or was damaged. */
  public Optional<Found> find(String name) {
    if (directory == null) {
      return Optional.empty();
    }
    Path path = path(directory, name);
    try {
      byte[] file = Files.readAllBytes(path);
      Instant seen = Files.getLastModifiedTime(path).toInstant();
      int end = new String(file, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
      byte[] content = Arrays.copyOfRange(file, end, file.length);
      return Arrays.equals(header(name, content), Arrays.copyOf(file, end))
          ? Optional.of(new Found(content, seen))
          : Optional.empty();
    } catch (NoSuchFileException nothing) {
      return Optional.empty();
    } catch (IOException e) {
      complain(e);
      return Optional.empty();
    }
  }

  private interface Work {
    void in(Path folder) throws IOException;
  }

  private void attempt(Work work) {
    if (directory != null) {
      try {
        work.in(directory);
        complained.set(false);
      } catch (IOException e) {
        complain(e);
      }
    }
  }

  private void complain(IOException e) {
    if (!complained.getAndSet(true)) {
      log.warn(
          "What was known last cannot be kept in {} ({}): while PostgreSQL is away, a process that is"
              + " restarted knows nothing of it.",
          directory,
          e.toString());
    }
  }

  private synchronized void makeRoom(Path added) throws IOException {
    written += kept(added).map(Kept::size).orElse(0L);
    if (written > most) {
      List<Kept> newestFirst;
      try (Stream<Path> paths = paths()) {
        newestFirst =
            paths
                .flatMap(path -> kept(path).stream())
                .sorted(Comparator.comparing(Kept::seen).reversed())
                .toList();
      }
      long kept = 0;
      for (Kept file : newestFirst) {
        if (kept + file.size() > most * KEPT) {
          Files.deleteIfExists(file.path());
        } else {
          kept += file.size();
        }
      }
      written = kept;
    }
  }

  private Stream<Path> paths() {
    if (directory == null || !Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try {
      return Files.list(directory)
          .filter(
              path ->
                  Files.isRegularFile(path)
                      && !path.getFileName().toString().startsWith(UNFINISHED));
    } catch (IOException e) {
      complain(e);
      return Stream.empty();
    }
  }

  private static Optional<String> name(Path path) {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      String line = reader.readLine();
      int space = line == null ? -1 : line.indexOf(' ');
      return line == null || space < 0 ? Optional.empty() : Optional.of(line.substring(space + 1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static boolean hasHeader(Path path, byte[] header) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return Arrays.equals(file.readNBytes(header.length), header);
    } catch (NoSuchFileException nothing) {
      return false;
    }
  }

  private static Optional<Kept> kept(Path path) {
    try {
      return Optional.of(
          new Kept(path, (Files.size(path) / BLOCK + 1) * BLOCK, Files.getLastModifiedTime(path)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(folder);
      }
    }
  }

  private static Path path(Path folder, String name) {
    return folder.resolve(sha256(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] header(String name, byte[] content) {
    return (sha256(content) + " " + name + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
