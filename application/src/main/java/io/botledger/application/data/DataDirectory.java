package io.botledger.application.data;

import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all that one process keeps. One process at a time: it is locked until it
 * is closed, and by the operating system at the latest when the process ends.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String PROPERTY = "botledger.data-dir";

  /**
   * Beyond the file's text, so that others can read the pid where locks are mandatory (Windows).
   */
  private static final long LOCKED_BYTE = 1024;

  private final Path path;
  private final FileChannel lockFile;

  private static final String OWNERS_ALONE = "rwx------";

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes the directory if it is missing, and takes it.
   *
   * @throws StartRefused if it cannot be written or another process has it
   */
  public static DataDirectory open(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, SecretFile.ownersOnly(path, OWNERS_ALONE));
      }
      Path file = path.resolve("botledger.lock");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String owner = readPid(channel);
        channel.close();
        throw inUse(path, owner);
      }
      writePid(channel);
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw notWritable(path, e);
    }
  }

  /** A file or directory in it. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** A directory in it that nobody else can look into, whoever can look into the data directory. */
  public Path closedDirectory(String name) throws IOException {
    Path directory = path.resolve(name);
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, SecretFile.ownersOnly(directory, OWNERS_ALONE));
    } else if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNERS_ALONE));
    }
    return directory;
  }

  public Path path() {
    return path;
  }

  /** Something in it cannot be written. */
  public static StartRefused notWritable(Path path, IOException cause) {
    return new StartRefused(
        "The data directory %s cannot be used (%s: %s)."
            .formatted(path, cause.getClass().getSimpleName(), cause.getMessage()),
        "Let the user who runs Botledger write %s, or name another directory with %s."
            .formatted(path, PROPERTY),
        cause);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String readPid(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  private static void writePid(FileChannel channel) throws IOException {
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static StartRefused inUse(Path path, String pid) {
    return new StartRefused(
        "The data directory %s is in use by another Botledger process (pid %s)."
            .formatted(path, pid.isEmpty() ? "unknown" : pid),
        "Stop that process, or give this one a directory of its own with %s.".formatted(PROPERTY));
  }
}
