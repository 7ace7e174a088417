package io.botledger.application.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program that tests start: as people do, or in less than half the processor time, unpacked and
 * with an archive of its classes (class data sharing). Whichever test comes first unpacks it, once
 * for the whole build.
 */
final class Executable {

  /** For lives of seconds: the quick compiler alone, and a collector without threads of its own. */
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC");

  private static final Path JAR = Path.of(System.getProperty("botledger.jar", ""));
  private static final Path UNPACKED = Path.of("target", "unpacked").toAbsolutePath();
  private static final Path PROGRAM = UNPACKED.resolve("botledger.jar");
  private static final Path CLASSES = UNPACKED.resolve("classes.jsa");

  private Executable() {}

  /** By {@code java -jar}, or from the classes of the build where no jar is there (in an IDE). */
  static List<String> asPackaged() {
    return Files.isRegularFile(JAR)
        ? java("-jar", JAR.toString())
        : java("-cp", System.getProperty("java.class.path"), "io.botledger.application.Botledger");
  }

  static List<String> quick() {
    if (!Files.isRegularFile(JAR)) {
      return asPackaged();
    }
    try {
      prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Without a word, the virtual machine does without an archive that it cannot use.
    return Files.exists(CLASSES)
        ? java("-XX:SharedArchiveFile=" + CLASSES, "-Xshare:auto", "-jar", PROGRAM.toString())
        : java("-jar", PROGRAM.toString());
  }

  private static synchronized void prepare() throws IOException {
    Files.createDirectories(UNPACKED);
    Path prepared = UNPACKED.resolve("prepared");
    String jar = Files.getLastModifiedTime(JAR) + " " + Files.size(JAR) + " " + JAVA;
    if (isPrepared(prepared, jar)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                UNPACKED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isPrepared(prepared, jar)) {
        Files.deleteIfExists(CLASSES);
        unpack();
        archiveClasses();
        Files.writeString(prepared, jar);
      }
    }
  }

  private static boolean isPrepared(Path prepared, String jar) throws IOException {
    return Files.exists(prepared) && Files.readString(prepared).equals(jar);
  }

  private static void unpack() throws IOException {
    String program = JAR.toAbsolutePath().toString();
    Process unpacking =
        new ProcessBuilder(
                java(
                    "-Djarmode=tools", "-jar", program, "extract", "--force", "--destination", "."))
            .directory(UNPACKED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(UNPACKED.resolve("unpacking.log").toFile())
            .start();
    if (unpacking.onExit().join().exitValue() != 0) {
      throw new IOException(Files.readString(UNPACKED.resolve("unpacking.log")));
    }
  }

  /** From one short life. */
  private static void archiveClasses() throws IOException {
    Path directory = Files.createTempDirectory("botledger-classes-");
    List<String> program = java("-XX:ArchiveClassesAtExit=" + CLASSES, "-jar", PROGRAM.toString());
    try (BotledgerProcess botledger =
        BotledgerProcess.launch(Launch.of(program, directory)).awaitReady()) {
      botledger.request("POST", "/v1/chatbots/bot/versions", "{\"name\":\"one\"}");
      botledger.request("GET", "/v1/chatbots/bot/versions", "");
      botledger.terminate();
      botledger.awaitEnd(Duration.ofSeconds(60));
    }
  }

  private static List<String> java(String... arguments) {
    return Stream.concat(JAVA.stream(), Stream.of(arguments)).toList();
  }
}
