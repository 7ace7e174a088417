package io.botledger.bench.scenario;

import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Connection;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;

/** Compares two requests by asking in turn, one at a time. */
final class Turns {
  private static final int WARM_UP = 50;

  private Turns() {}

  /** The medians of both, in milliseconds. */
  record Medians(double first, double second) {
    double ratio() {
      return second / first;
    }
  }

  /**
   * Asks both so many times.
   *
   * @throws IOException if a status is another one
   */
  static Medians compare(
      int samples,
      int status,
      Connection one,
      Supplier<byte[]> first,
      Connection other,
      Supplier<byte[]> second)
      throws IOException {
    double[] firsts = new double[samples];
    double[] seconds = new double[samples];
    for (int i = -WARM_UP; i < samples; i++) {
      double a = ask(one, status, first.get());
      double b = ask(other, status, second.get());
      if (i >= 0) {
        firsts[i] = a;
        seconds[i] = b;
      }
    }
    return new Medians(median(firsts), median(seconds));
  }

  private static double ask(Connection connection, int status, byte[] request) throws IOException {
    long start = System.nanoTime();
    Answer answer = connection.send(request);
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (answer.status() != status) {
      throw new IOException("Expected " + status + ", got " + answer);
    }
    return milliseconds;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
