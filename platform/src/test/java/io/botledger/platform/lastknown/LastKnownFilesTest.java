package io.botledger.platform.lastknown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastKnownFilesTest {
  private final Path directory;

  LastKnownFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    }
  }

  @Test
  void whatWasPutIsFoundByAnotherProcessUnderItsNameOnly() throws IOException {
    Path folder = directory.resolve("made/when needed");
    LastKnownFiles.in(folder, 1_000_000).put("a/name of\u00e4ny kind", bytes("one\ntwo"));
    LastKnownFiles again = LastKnownFiles.in(folder, 1_000_000);
    assertThat(again.find("a/name of\u00e4ny kind").orElseThrow().content())
        .isEqualTo(bytes("one\ntwo"));
    assertThat(again.find("another")).isEmpty();
    assertThat(Files.getPosixFilePermissions(files(folder).get(0)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    again.remove("a/name of\u00e4ny kind");
    assertThat(again.isEmpty()).isTrue();
  }

  @Test
  void whatWasDamagedIsNotBelieved() throws IOException {
    LastKnownFiles kept = LastKnownFiles.in(directory, 1_000_000);
    kept.put("name", bytes("content"));
    Path file = files(directory).get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(kept.find("name")).isEmpty();
    Files.write(file, new byte[0]);
    assertThat(kept.find("name")).isEmpty();
    Files.write(file, whole);
    assertThat(kept.find("name")).isPresent();
  }

  @Test
  void beyondItsSizeWhatWasNotSeenForLongestGoes() throws IOException {
    LastKnownFiles kept = LastKnownFiles.in(directory, 4 * 4096);
    byte[] content = new byte[1_000];
    for (String name : List.of("old", "seen", "new")) {
      kept.put(name, content);
    }
    for (Path file : files(directory)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
    kept.confirm("seen", content);
    kept.put("newer", content);
    kept.put("newest", content);
    assertThat(kept.find("seen")).isPresent();
    assertThat(kept.find("newest")).isPresent();
    assertThat(kept.find("old").isPresent() && kept.find("new").isPresent()).isFalse();
  }

  @Test
  void whereNothingCanBeWrittenNothingFails() throws IOException {
    Path file = Files.createFile(directory.resolve("no folder"));
    LastKnownFiles kept = LastKnownFiles.in(file.resolve("below a file"), 1_000_000);
    kept.put("name", bytes("content"));
    kept.confirm("name", bytes("content"));
    kept.remove("name");
    assertThat(kept.find("name")).isEmpty();
    LastKnownFiles.NONE.put("name", bytes("content"));
    assertThat(LastKnownFiles.NONE.find("name")).isEmpty();
  }
}
