package io.botledger.bench.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The histories that are measured, each as a capsule. */
public final class Histories {

  /** The number of the first chatbot of {@link #numbered}: all have four digits. */
  public static final int FIRST = 1_000;

  /** How many versions each of them has, which are deployed in turn. */
  public static final int VERSIONS = 10;

  private Histories() {}

  /** The id of a chatbot of {@link #numbered}. */
  public static String chatbot(int number) {
    return "chat-" + number;
  }

  /** The id of one of its versions, from 0; the last one runs in prod. */
  public static String version(int number, int which) {
    return "a%07d-0000-4000-8000-%012d".formatted(which, number);
  }

  /** Chatbots with ten versions each, numbered from {@link #FIRST}. */
  public static Path numbered(Path file, int chatbots) throws IOException {
    return Capsule.write(
        file,
        (VERSIONS + 1L) * chatbots,
        capsule -> {
          for (int number = FIRST; number < FIRST + chatbots; number++) {
            Bot bot = new Bot(chatbot(number));
            for (int which = 0; which < VERSIONS; which++) {
              bot.create(capsule, version(number, which));
            }
            bot.deploy(capsule, 0, false, "dddddddd-0000-4000-8000-%012d".formatted(number));
          }
        });
  }

  /**
   * Chatbots {@code few-0} and so on with so few versions each, and {@code many} with so many;
   * nothing runs.
   */
  public static Path fewAndMany(Path file, int chatbots, int few, int many) throws IOException {
    return Capsule.write(
        file,
        (long) chatbots * few + many,
        capsule -> {
          for (int number = 0; number < chatbots; number++) {
            Bot bot = new Bot("few-" + number);
            for (int i = 0; i < few; i++) {
              bot.create(capsule, null);
            }
          }
          Bot bot = new Bot("many");
          for (int i = 0; i < many; i++) {
            bot.create(capsule, null);
          }
        });
  }

  /**
   * A long history: chatbots {@code bot-0} and so on in turn create versions, put them into prod,
   * go back and delete old ones.
   *
   * @param events about how many; a turn is not cut
   * @return how many there are
   */
  public static long turns(Path file, long events, int chatbots) throws IOException {
    long[] count = new long[1];
    play(events, chatbots, (bot, turn) -> count[0] += eventsOf(turn));
    Capsule.write(
        file, count[0], capsule -> play(events, chatbots, (bot, turn) -> turn(bot, capsule, turn)));
    return count[0];
  }

  private interface Turn {
    void play(Bot bot, int turn) throws IOException;
  }

  private static void play(long events, int chatbots, Turn each) throws IOException {
    List<Bot> bots = new ArrayList<>();
    for (int i = 0; i < chatbots; i++) {
      bots.add(new Bot("bot-" + i));
    }
    long done = 0;
    for (int i = 0; done < events; i++) {
      each.play(bots.get(i % chatbots), i / chatbots);
      done += eventsOf(i / chatbots);
    }
  }

  private static int eventsOf(int turn) {
    return turn == 0 || turn % 10 == 9 ? 2 : turn % 10 == 5 ? 1 : 3;
  }

  private static void turn(Bot bot, Capsule capsule, int turn) throws IOException {
    if (turn % 10 == 9) {
      bot.deploy(capsule, 1, true, null);
    } else if (turn % 10 == 5) {
      bot.delete(capsule, 2);
    } else {
      bot.create(capsule, null);
      bot.deploy(capsule, 0, false, null);
    }
  }
}
