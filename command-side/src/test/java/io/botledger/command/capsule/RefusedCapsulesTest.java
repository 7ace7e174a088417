package io.botledger.command.capsule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.start.StartRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is changed in a capsule, it is not taken in, and the line is named. */
class RefusedCapsulesTest {
  @TempDir static Path directory = Path.of("");
  private static final Database EMPTY = CapsuleStory.empty();
  private static CapsuleStory story;

  @BeforeAll
  static void tell() {
    story = new CapsuleStory(directory);
  }

  @AfterAll
  static void stop() {
    story.close();
  }

  /** A change, and what is said about it. */
  record Tampering(String name, EditedCapsule capsule, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Tampering> tampering() {
    return Stream.of(
        changed(
            "a changed reason",
            c -> c.replace(c.find("VersionDeployed"), "user_123", "user_124"),
            c -> "Line %d: The checksum is another one".formatted(c.size())),
        changed(
            "a line removed",
            c -> c.remove(c.find("VersionUndeployed")),
            c -> "Line %d: There were".formatted(c.size())),
        changed(
            "a line doubled",
            c -> c.repeat(c.find("VersionDeployed")),
            c -> "Line %d: Position".formatted(c.find("VersionDeployed") + 1)),
        changed(
            "a content doubled",
            c -> c.repeat(c.find("{\"hash\"")),
            c -> "Line 3: The content before it belongs to no version."),
        changed(
            "a content at the end",
            c -> {
              c.append(c.lineAt(2));
              return c.append(c.lineAt(c.size() - 1)).remove(c.size() - 2);
            },
            c -> "Line %d: The content before it".formatted(c.size())),
        changed(
            "two events swapped",
            c -> c.swap(c.find("VersionUndeployed")),
            c -> "Line %d: Position".formatted(c.find("VersionUndeployed"))),
        changed(
            "the end missing",
            c -> c.remove(c.size()),
            c -> "Line %d: The last line is missing".formatted(c.size() + 1)),
        changed(
            "something behind the end",
            c -> c.append(c.lineAt(c.size())),
            c -> "Line %d: Something follows".formatted(c.size())),
        changed(
            "a second header",
            c -> c.append(c.lineAt(1)).swap(c.size() - 1),
            c -> "Line %d: A second header.".formatted(c.size() - 1)),
        changed(
            "no header", c -> c.remove(1), c -> "Line 1: It is not the first line of a capsule."),
        changed("no JSON", c -> c.change(3, line -> line.substring(1)), c -> "Line 3: "),
        changed(
            "an unknown member",
            c -> c.replace(3, "{\"position\"", "{\"more\":1,\"position\""),
            c -> "Line 3: more: This member is not known here."),
        changed(
            "a doubled member",
            c -> c.replace(3, "{\"position\"", "{\"id\":\"a\",\"position\""),
            c -> "Line 3: id: This member stands here more than once."),
        changed(
            "a missing member and a wrong type",
            c -> c.replace(3, "\"position\":1,\"id\"", "\"position\":\"1\",\"Id\""),
            c -> "Line 3: position: It must be a number, not a text. id: It is missing."),
        changed(
            "a newer format",
            c -> c.replace(1, "\"version\":1", "\"version\":2"),
            c -> "Line 1: The capsule has version 2 of the format; this release reads version 1."),
        changed(
            "another content",
            c -> c.replace(2, "Größe", "Grösse"),
            c -> "Line 2: The content is not the one whose hash"),
        resealed(
            "a content that is no object",
            RefusedCapsulesTest::anArray,
            c -> "Line 2: The body must be"),
        resealed(
            "an event removed",
            c -> c.remove(c.find("VersionDeployed")),
            c ->
                "Line %d: The version 'v1' has event 1 next, not 2"
                    .formatted(c.find("VersionUndeployed"))),
        resealed(
            "an unknown event",
            c -> c.replace(c.find("VersionDeleted"), "VersionDeleted", "VersionForgotten"),
            c ->
                "Line %d: This release does not know VersionForgotten, revision 1."
                    .formatted(c.find("VersionForgotten"))),
        resealed(
            "a newer event",
            c -> c.replace(c.find("VersionDeleted"), "\"revision\":\"1\"", "\"revision\":\"9\""),
            c ->
                "Line %d: This release does not know VersionDeleted, revision 9."
                    .formatted(c.find("VersionDeleted"))),
        resealed(
            "a payload of something else",
            c -> c.replace(c.find("VersionDeleted"), "\"payload\":{", "\"payload\":{\"a\":1,"),
            c -> "Line %d: The event cannot be read:".formatted(c.find("VersionDeleted"))),
        resealed(
            "a day that there is not",
            c ->
                c.change(
                    3,
                    line -> line.replaceAll("\"timestamp\":\"....-..", "\"timestamp\":\"2026-13")),
            c -> "Line 3: The event cannot be read:"),
        resealed(
            "a time before the last one",
            c ->
                c.change(
                    c.find("VersionDeleted"),
                    line -> line.replaceAll("\"timestamp\":\"....", "\"timestamp\":\"1999")),
            c ->
                "Line %d: Time runs backwards in the chatbot 'bot'."
                    .formatted(c.find("VersionDeleted"))),
        resealed(
            "an id used twice",
            c ->
                c.change(
                    c.find("VersionDeleted"),
                    line -> line.replaceAll("\"id\":\"[^\"]*", "\"id\":\"" + c.idAt(3))),
            c -> "Line %d: An event with the id".formatted(c.find("VersionDeleted"))),
        resealed("a content removed", c -> c.remove(2), c -> "Line 2: Its content, "),
        resealed(
            "another chatbot's version",
            c ->
                c.replace(
                    c.find("VersionDeleted"), "\"chatbotId\":\"bot\"", "\"chatbotId\":\"another\""),
            c ->
                "Line %d: The version 'v3' belongs to the chatbot 'bot'."
                    .formatted(c.find("VersionDeleted"))),
        resealed(
            "a chatbot's header",
            c -> c.replace(1, "\"chatbotId\":null", "\"chatbotId\":\"bot\""),
            c ->
                "Line %d: An event of another chatbot, 'another'."
                    .formatted(c.find("\"another\""))),
        resealed(
            "a position behind the end",
            c -> c.change(1, line -> line.replaceAll("\"position\":\\d+", "\"position\":2")),
            c -> "Line 6: Position 3 does not lie between 2 and the capsule's end, 2."),
        resealed(
            "a name used twice",
            c -> c.replace(c.find("VersionRestored"), "v3 again", "v1"),
            c -> "Its events contradict one another: "),
        resealed(
            "a deployment of nothing",
            c ->
                c.replace(
                    c.find("VersionRolledBack"),
                    "\"restoredDeploymentId\":\"d1\"",
                    "\"restoredDeploymentId\":\"d9\""),
            c -> "cannot follow those before it: "));
  }

  private static EditedCapsule anArray(EditedCapsule capsule) {
    String hash = Contents.hash("[]");
    return capsule
        .change(2, line -> "{\"hash\":\"" + hash + "\",\"size\":2,\"content\":\"[]\"}")
        .change(
            3, line -> line.replaceAll("\"contentHash\":\"[^\"]*", "\"contentHash\":\"" + hash));
  }

  private interface Edit {
    EditedCapsule edit(EditedCapsule capsule);
  }

  private interface Said {
    String about(EditedCapsule capsule);
  }

  private static Tampering changed(String name, Edit edit, Said said) {
    EditedCapsule edited = edit.edit(EditedCapsule.of(story.capsule));
    return new Tampering(name, edited, said.about(edited));
  }

  private static Tampering resealed(String name, Edit edit, Said said) {
    EditedCapsule edited = edit.edit(EditedCapsule.of(story.capsule)).sealed();
    return new Tampering(name + ", with a new checksum", edited, said.about(edited));
  }

  @ParameterizedTest
  @MethodSource
  void tampering(Tampering tampering) {
    refused(tampering.capsule().write(directory), tampering.said());
  }

  @Test
  void aCapsuleThatWasCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(story.capsule);
    for (int length : new int[] {0, 10, 5_000, whole.length / 2, whole.length - 1}) {
      refused(EditedCapsule.write(directory, Arrays.copyOf(whole, length)), "Line ");
    }
    refused(directory.resolve("nowhere.ndjson"), "NoSuchFileException");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(whole);
    }
    Path half = directory.resolve("half.ndjson.gz");
    refused(
        Files.write(half, Arrays.copyOf(packed.toByteArray(), packed.size() / 2)),
        "cannot be read");
  }

  @Test
  void anEditedCapsuleThatIsSealedAgainIsTakenInIfNothingIsWrongWithIt() {
    assertThat(
            CapsuleStory.rows(
                CapsuleStory.copy(EditedCapsule.of(story.capsule).sealed().write(directory))))
        .isEqualTo(CapsuleStory.rows(story.database));
  }

  @Test
  void afterAFailedImportTheNextOneFindsNothingInItsWay() {
    Database database = CapsuleStory.empty();
    Path cut =
        EditedCapsule.of(story.capsule)
            .remove(EditedCapsule.of(story.capsule).size())
            .write(directory);
    assertThatThrownBy(() -> CapsuleImport.run(database, cut)).isInstanceOf(StartRefused.class);
    CapsuleImport.run(database, story.capsule);
    assertThat(CapsuleStory.rows(database)).isEqualTo(CapsuleStory.rows(story.database));
  }

  private static void refused(Path capsule, String said) {
    assertThatThrownBy(() -> CapsuleImport.run(EMPTY, capsule))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(said);
    assertThat(CapsuleStory.rows(EMPTY)).isEmpty();
  }
}
