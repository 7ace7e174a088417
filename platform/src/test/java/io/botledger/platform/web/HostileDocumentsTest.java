package io.botledger.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bodies that are made to cost more than they should: refused quickly, in little memory. */
class HostileDocumentsTest {
  private static final int LONGEST = JsonBody.MAX_BYTES - 100;

  /** Ten times what they may take on a quiet machine, where 26 ms were measured at most. */
  private static final Duration QUICK = Duration.ofMillis(500);

  /** All that is made on the way, garbage included, for bodies of two MiB. */
  private static final long MEMORY = 32L * JsonBody.MAX_BYTES;

  private static final Map<String, byte[]> DOCUMENTS = new LinkedHashMap<>();

  static {
    add("arrays without end", "{\"a\":" + "[".repeat(LONGEST));
    add("objects without end", "{\"a\":" + "{\"a\":".repeat(LONGEST / 5));
    add("arrays in arrays", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
    add("a text without end", "{\"a\":\"" + "x".repeat(LONGEST));
    add("an escape without end", "{\"a\":\"" + "\\u0041".repeat(LONGEST / 6) + "\\u00");
    add("one name again and again", "{" + "\"a\":1,".repeat(LONGEST / 6) + "\"a\":1}");
    add("names of one hash code", "{" + colliding() + "\"a\":1,\"a\":1}");
    add("a name of two million characters", "{\"" + "n".repeat(LONGEST) + "\":1}");
    add("a number of two million digits", "{\"a\":" + "9".repeat(LONGEST) + "}");
    add("digits behind the point", "{\"a\":0." + "3".repeat(LONGEST) + "}");
    add("an exponent of two million digits", "{\"a\":1e" + "9".repeat(LONGEST) + "}");
    add("a million values", "{\"a\":[" + "0,".repeat(LONGEST / 2) + "0]}");
    add("hundreds of thousands of names", "{" + names() + "\"last\":0}");
    add("the same further inside", "{\"a\":{" + names() + "\"last\":0}}");
    add("mistakes far inside", far());
    add("half surrogates", "{\"a\":[" + "\"\\ud800\",".repeat(LONGEST / 9) + "0]}");
    add("U+0000", "{\"a\":[" + "\"\\u0000\",".repeat(LONGEST / 9) + "0]}");
    add("control characters", "{\"a\":\"" + "\u0001".repeat(LONGEST) + "\"}");
    add("white space alone", " ".repeat(LONGEST));
    add("white space behind the end", "{}" + " ".repeat(LONGEST) + "{}");
    add("no object", "[" + "1,".repeat(LONGEST / 2) + "1]");
    add("no number", "{\"a\":" + "-".repeat(LONGEST) + "}");
    add("NaN", "{\"a\":[" + "NaN,".repeat(LONGEST / 4) + "0]}");
    add("a comment", "{/*" + "x".repeat(LONGEST - 10) + "*/}");
    DOCUMENTS.put("bytes that are no UTF-8", bytes(0xFF));
    DOCUMENTS.put("U+0000 in two bytes", bytes(0xC0, 0x80));
    DOCUMENTS.put("UTF-16", "{\"a\":1}".repeat(9).getBytes(StandardCharsets.UTF_16));
  }

  @Test
  void eachIsRefusedQuicklyInLittleMemory() {
    DOCUMENTS.values().forEach(HostileDocumentsTest::isRefused);
    DOCUMENTS.forEach(HostileDocumentsTest::assertCheap);
  }

  private static void assertCheap(String name, byte[] document) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long quickest = Long.MAX_VALUE;
    long memory = 0;
    // The best of some, of the processor's time: what it takes, not what else this machine does.
    for (int i = 0; i < 3; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      assertThat(isRefused(document)).as(name).isTrue();
      quickest = Math.min(quickest, threads.getCurrentThreadCpuTime() - start);
      memory = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(Duration.ofNanos(quickest)).as(name).isLessThan(QUICK);
    assertThat(memory).as("bytes for " + name).isLessThan(MEMORY);
  }

  private static boolean isRefused(byte[] document) {
    try {
      return !JsonBody.parse(document).issues().isEmpty();
    } catch (Refusal refusal) {
      assertThat(refusal.message()).hasSizeLessThan(300);
      return true;
    }
  }

  private static void add(String name, String document) {
    DOCUMENTS.put(name, document.getBytes(StandardCharsets.UTF_8));
  }

  /** "Aa" and "BB" have the same hash code, and so have all texts made of them. */
  private static String colliding() {
    return IntStream.range(0, 1 << 14)
        .mapToObj(
            number ->
                IntStream.range(0, 14)
                    .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining("", "\"", "\":0,")))
        .collect(Collectors.joining());
  }

  /** Each with a path of two hundred thousand characters. */
  private static String far() {
    return ("{\"" + "n".repeat(200) + "\":").repeat(990) + "{" + "\"a\":1,".repeat(200);
  }

  private static String names() {
    return IntStream.range(0, LONGEST / 11)
        .mapToObj("\"%06d\":0,"::formatted)
        .collect(Collectors.joining());
  }

  private static byte[] bytes(int... repeated) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    document.writeBytes("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
    while (document.size() < LONGEST) {
      for (int one : repeated) {
        document.write(one);
      }
    }
    document.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
    return document.toByteArray();
  }
}
