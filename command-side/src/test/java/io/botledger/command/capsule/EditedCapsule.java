package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.End;
import io.botledger.platform.eventstore.Contents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A capsule that somebody has changed, with or without a checksum that hides it. */
final class EditedCapsule {
  private final List<String> lines;

  private EditedCapsule(List<String> lines) {
    this.lines = lines;
  }

  static EditedCapsule of(Path capsule) {
    try {
      return new EditedCapsule(new ArrayList<>(Files.readAllLines(capsule)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the first line that holds the text, from 1. */
  int find(String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("No line has " + text);
  }

  String lineAt(int line) {
    return lines.get(line - 1);
  }

  /** The id of the event in that line. */
  String idAt(int line) {
    return lineAt(line).replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
  }

  int size() {
    return lines.size();
  }

  EditedCapsule change(int line, UnaryOperator<String> change) {
    String changed = change.apply(lines.get(line - 1));
    if (changed.equals(lines.get(line - 1))) {
      throw new IllegalArgumentException("This changes nothing: " + changed);
    }
    lines.set(line - 1, changed);
    return this;
  }

  EditedCapsule replace(int line, String from, String to) {
    return change(line, text -> text.replace(from, to));
  }

  EditedCapsule remove(int line) {
    lines.remove(line - 1);
    return this;
  }

  EditedCapsule swap(int line) {
    lines.add(line - 1, lines.remove(line));
    return this;
  }

  EditedCapsule repeat(int line) {
    lines.add(line, lines.get(line - 1));
    return this;
  }

  EditedCapsule append(String line) {
    lines.add(line);
    return this;
  }

  /** With an end that fits what the lines are now. */
  EditedCapsule sealed() {
    lines.remove(lines.size() - 1);
    long contents = lines.stream().filter(line -> line.startsWith("{\"hash\"")).count();
    lines.add(new End(lines.size() - 1 - contents, contents, Contents.hash(text())).text().strip());
    return this;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  Path write(Path directory) {
    return write(directory, text().getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path directory, byte[] bytes) {
    try {
      return Files.write(Files.createTempFile(directory, "edited", ".ndjson"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
