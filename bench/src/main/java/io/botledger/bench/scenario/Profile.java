package io.botledger.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where the processor was, by the samples of a JDK Flight Recorder file. */
final class Profile {
  private static final int MOST = 15;
  private static final String JDK = "JDK";
  private static final Map<String, String> OWNERS = owners();

  private final Map<String, Integer> frames = new TreeMap<>();
  private final Map<String, Integer> top = new TreeMap<>();
  private final Map<String, Integer> behalf = new TreeMap<>();
  private final Map<String, Integer> threads = new TreeMap<>();
  private int samples;

  private Profile() {}

  private static Map<String, String> owners() {
    Map<String, String> owners = new LinkedHashMap<>();
    owners.put("io.botledger", "Botledger");
    owners.put("org.axonframework", "Axon");
    owners.put("tools.jackson", "Jackson");
    owners.put("com.fasterxml.jackson", "Jackson");
    owners.put("org.postgresql", "JDBC");
    owners.put("com.zaxxer.hikari", "JDBC");
    owners.put("org.apache.catalina", "Tomcat");
    owners.put("org.apache.coyote", "Tomcat");
    owners.put("org.apache.tomcat", "Tomcat");
    owners.put("org.springframework.jdbc", "Spring JDBC");
    owners.put("org.springframework", "Spring");
    owners.put("io.micrometer", "Micrometer");
    for (String prefix : List.of("java.", "javax.", "jdk.", "sun.")) {
      owners.put(prefix, JDK);
    }
    return owners;
  }

  static Profile of(Path recording) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null) {
          profile.add(event);
        }
      }
    }
    return profile;
  }

  private void add(RecordedEvent event) {
    List<RecordedFrame> stack = event.getStackTrace().getFrames();
    if (stack.isEmpty()) {
      return;
    }
    samples++;
    RecordedFrame first = stack.get(0);
    frames.merge(
        first.getMethod().getType().getName() + "." + first.getMethod().getName(), 1, Integer::sum);
    top.merge(owner(first), 1, Integer::sum);
    behalf.merge(
        stack.stream()
            .map(Profile::owner)
            .filter(owner -> !owner.equals(JDK))
            .findFirst()
            .orElse(JDK),
        1,
        Integer::sum);
    var thread = event.getThread("sampledThread");
    @Nullable String name = thread == null ? null : thread.getJavaName();
    threads.merge(name == null ? "?" : name.replaceAll("[0-9]+", "N"), 1, Integer::sum);
  }

  private static String owner(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return OWNERS.entrySet().stream()
        .filter(owner -> type.startsWith(owner.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("others");
  }

  /** Tables of shares. */
  String markdown(String of) {
    return """

        ### Profile: %s

        %d samples of Java code on the processor (JFR, `settings=profile`; native code, such as reading and writing sockets, is not sampled).

        | whose code it was in | | on whose behalf, the JDK's counted to its caller | | in which threads | |
        |---|---:|---|---:|---|---:|
        %s
        | top frames | |
        |---|---:|
        %s"""
        .formatted(of, samples, beside(), list());
  }

  private String beside() {
    List<String> first = shares(top);
    List<String> second = shares(behalf);
    List<String> third = shares(threads);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < Math.max(first.size(), Math.max(second.size(), third.size())); i++) {
      rows.append("| ").append(at(first, i)).append(" | ").append(at(second, i));
      rows.append(" | ").append(at(third, i)).append(" |\n");
    }
    return rows.toString();
  }

  private static String at(List<String> shares, int i) {
    return i < shares.size() ? shares.get(i) : " | ";
  }

  private String list() {
    StringBuilder rows = new StringBuilder();
    shares(frames).forEach(row -> rows.append("| ").append(row).append(" |\n"));
    return rows.toString();
  }

  private List<String> shares(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST)
        .map(
            count ->
                String.format(
                    Locale.ROOT,
                    "%s | %.1f %%",
                    count.getKey(),
                    100.0 * count.getValue() / samples))
        .toList();
  }
}
