package io.botledger.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a capsule with a long history that the decisions could have made: many chatbots in turn
 * create versions, put them into prod, go back and delete old ones.
 */
public final class MakeCapsule {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MILLISECONDS_BETWEEN = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final DigestOutputStream out;
  private final long wanted;
  private long position;
  private long contents;

  private MakeCapsule(OutputStream out, long wanted) throws NoSuchAlgorithmException {
    this.out =
        new DigestOutputStream(
            new BufferedOutputStream(out, 1 << 16), MessageDigest.getInstance("SHA-256"));
    this.wanted = wanted;
  }

  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    if (arguments.length != 3) {
      System.err.println("usage: MakeCapsule <events> <chatbots> <file>");
      System.exit(2);
    }
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[2]))) {
      new MakeCapsule(file, Long.parseLong(arguments[0])).write(Integer.parseInt(arguments[1]));
    }
  }

  private void write(int number) throws IOException {
    write(
        """
        {"format":"botledger-capsule","version":1,"chatbotId":null,"position":%d,"time":"%s",\
        "product":"bench"}"""
            .formatted(wanted, time()));
    List<Bot> bots = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      bots.add(new Bot("bot-" + i));
    }
    for (int turn = 0; position < wanted; turn++) {
      bots.get(turn % number).turn(turn / number);
    }
    String checksum = HexFormat.of().formatHex(out.getMessageDigest().digest());
    write(
        "{\"events\":%d,\"contents\":%d,\"sha256\":\"%s\"}"
            .formatted(position, contents, checksum));
    out.flush();
  }

  private void write(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String time() {
    return TIME.format(START.plusMillis(position * MILLISECONDS_BETWEEN));
  }

  /** The same capsule has the same ids, whatever its length. */
  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static final class Version {
    final String id;
    long sequence;

    Version(String id) {
      this.id = id;
    }
  }

  /** One chatbot. */
  private final class Bot {
    private final String id;
    private final List<Version> versions = new ArrayList<>();
    private @Nullable Version running;
    private @Nullable String deployment;

    Bot(String id) {
      this.id = id;
    }

    void turn(int turn) throws IOException {
      // The events of a command have one time.
      String time = time();
      if (turn % 10 == 9) {
        deploy(versions.get(versions.size() - 2), time, "VersionRolledBack");
      } else if (turn % 10 == 5) {
        event(versions.get(versions.size() - 3), time, "VersionDeleted", "");
      } else {
        Version version = create(time);
        deploy(version, time, "VersionDeployed");
      }
    }

    private Version create(String time) throws IOException {
      int number = versions.size();
      Version version = new Version(MakeCapsule.id(id + " version " + number));
      String content =
          "{\"flow\":{\"steps\":[1,2,%d]},\"preferences\":{\"tone\":\"calm\"}}"
              .formatted(number % 100);
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      String hash = hash(bytes);
      if (number < 100 && id.equals("bot-0") && position < wanted) {
        write(
            "{\"hash\":\"%s\",\"size\":%d,\"content\":\"%s\"}"
                .formatted(hash, bytes.length, content.replace("\"", "\\\"")));
        contents++;
      }
      event(
          version,
          time,
          "VersionCreated",
          """
          ,"name":"release %d","description":"","versionNumber":"1.%d","modelId":"",\
          "environment":"prod","stats":{"steps":3,"events":0,"intents":0,"entities":0,"flows":0,\
          "triggers":0},"contentHash":"%s","contentSize":%d"""
              .formatted(number, number, hash, bytes.length));
      versions.add(version);
      return version;
    }

    private void deploy(Version version, String time, String type) throws IOException {
      String previous = deployment;
      String next = MakeCapsule.id(id + " deployment " + position);
      if (running != null) {
        event(
            running,
            time,
            "VersionUndeployed",
            ",\"environment\":\"prod\",\"deploymentId\":\"%s\",\"replacedBy\":\"%s\""
                .formatted(previous, next));
      }
      event(
          version,
          time,
          type,
          """
          ,"environment":"prod","deploymentId":"%s",\
          "components":{"apps":"%s","settings":"%s","conversation":"%s"},"previousDeploymentId":%s%s"""
              .formatted(
                  next,
                  version.id,
                  version.id,
                  version.id,
                  previous == null ? "null" : "\"" + previous + "\"",
                  type.equals("VersionRolledBack")
                      ? ",\"excluded\":[],\"restoredDeploymentId\":null"
                      : ""));
      running = version;
      deployment = next;
    }

    private void event(Version version, String time, String type, String more) throws IOException {
      if (position == wanted) {
        return;
      }
      position++;
      String reason = position % 1_000 == 0 ? "a rare occasion" : "as planned";
      write(
          """
          {"position":%1$d,"id":"%2$s","type":"%3$s","revision":"1","versionId":"%4$s",\
          "sequence":%5$d,"timestamp":"%6$s","payload":{"chatbotId":"%7$s"%8$s},\
          "metadata":{"actor":{"name":"user-%9$d","kind":"key"},"reason":"%10$s",\
          "surface":"%11$s","commandId":"c-%1$d","correlationId":"c-%1$d","causationId":"c-%1$d"}}"""
              .formatted(
                  position,
                  MakeCapsule.id("event " + position),
                  type,
                  version.id,
                  version.sequence++,
                  time,
                  id,
                  more,
                  position % 50,
                  reason,
                  position % 10 == 0 ? "ai-hub" : "v1"));
    }
  }
}
