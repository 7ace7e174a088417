package io.botledger.bench.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Script} out of two commands of one kind on one chatbot, as they were seen on the
 * wire. What names the chatbot becomes its number. Ids, hashes, markers (16 digits, which the
 * caller puts into texts that must be unique) and whole numbers that were others in the second
 * command become fresh ones. Times stay as they were.
 */
public final class Derivation {
  private static final Pattern TOKEN =
      Pattern.compile(
          "[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9])[1-9][0-9]{15}(?![0-9])");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final int FRESH_DIGITS = 16;

  private final String chatbotNumber;
  private final Set<String> constant = new HashSet<>();
  private final Map<String, Integer> fresh = new HashMap<>();

  private Derivation(String chatbotNumber) {
    this.chatbotNumber = chatbotNumber;
  }

  /**
   * Derives the script.
   *
   * @param first the command to go by
   * @param second another one of its kind on the same chatbot
   * @param chatbotNumber the four digits in {@code chat-1234} and at the end of the ids of what the
   *     chatbot had before ({@code …-000000001234})
   * @throws IllegalArgumentException if both did not send the same statements
   */
  public static Script of(String name, List<Trip> first, List<Trip> second, String chatbotNumber) {
    if (statements(first).isEmpty()) {
      throw new IllegalArgumentException("Nothing was seen of the command " + name + ".");
    }
    Derivation derivation = new Derivation(chatbotNumber);
    derivation.compare(name, statements(first), statements(second));
    List<Trip> trips = new ArrayList<>();
    List<Statement> others = statements(second);
    int at = 0;
    for (Trip trip : first) {
      List<Statement> statements = new ArrayList<>();
      for (Statement statement : trip.statements()) {
        statements.add(derivation.open(statement, others.get(at++)));
      }
      trips.add(new Trip(trip.application(), statements));
    }
    return new Script(name, derivation.fresh.size(), beginWithTheFirst(trips));
  }

  /**
   * The driver does not wait for BEGIN: it has a Sync of its own, but goes along with what follows.
   */
  private static List<Trip> beginWithTheFirst(List<Trip> trips) {
    if (trips.size() < 2
        || !trips.get(0).statements().stream().allMatch(Statement::isTransactional)) {
      return trips;
    }
    List<Statement> together = new ArrayList<>(trips.get(0).statements());
    together.addAll(trips.get(1).statements());
    List<Trip> merged = new ArrayList<>(trips.subList(1, trips.size()));
    merged.set(0, new Trip(trips.get(0).application(), together));
    return merged;
  }

  private static List<Statement> statements(List<Trip> trips) {
    return trips.stream().flatMap(trip -> trip.statements().stream()).toList();
  }

  private void compare(String name, List<Statement> first, List<Statement> second) {
    List<String> sent = first.stream().map(Statement::sql).toList();
    List<String> sentAgain = second.stream().map(Statement::sql).toList();
    if (!sent.equals(sentAgain)) {
      throw new IllegalArgumentException(
          "Two commands %s did not send the same statements:%n%s%n%s"
              .formatted(name, sent, sentAgain));
    }
    Set<String> inSecond = new HashSet<>();
    for (Statement statement : second) {
      for (@Nullable String value : statement.values()) {
        inSecond.addAll(value == null ? Set.of() : tokens(value));
      }
    }
    for (Statement statement : first) {
      for (@Nullable String value : statement.values()) {
        (value == null ? Set.<String>of() : tokens(value))
            .stream().filter(inSecond::contains).forEach(constant::add);
      }
    }
  }

  private static Set<String> tokens(String value) {
    Set<String> tokens = new HashSet<>();
    Matcher token = TOKEN.matcher(value);
    while (token.find()) {
      tokens.add(token.group());
    }
    return tokens;
  }

  private Statement open(Statement statement, Statement other) {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < statement.values().size(); i++) {
      values.add(open(statement.values().get(i), other.values().get(i)));
    }
    return new Statement(statement.sql(), statement.types(), values);
  }

  private @Nullable String open(@Nullable String value, @Nullable String other) {
    if (value == null) {
      return null;
    }
    if (WHOLE.matcher(value).matches()) {
      return value.equals(other) ? value : fresh(value + " as a whole");
    }
    String chatbot = "chat-" + chatbotNumber;
    String opened = value.replaceAll(Pattern.quote(chatbot) + "(?![0-9])", "chat-{{n}}");
    return TOKEN.matcher(opened).replaceAll(token -> Matcher.quoteReplacement(open(token.group())));
  }

  private String open(String token) {
    if (token.endsWith("-00000000" + chatbotNumber)) {
      return token.substring(0, token.length() - chatbotNumber.length()) + "{{n}}";
    }
    if (constant.contains(token)) {
      return token;
    }
    return token.substring(0, token.length() - FRESH_DIGITS) + fresh(token);
  }

  private String fresh(String what) {
    return "{{f" + fresh.computeIfAbsent(what, unknown -> fresh.size() + 1) + "}}";
  }
}
