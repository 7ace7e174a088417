package io.botledger.query.console.page;

import java.util.List;

/** The components of a version that a rollback can leave as they are, as the API counts them. */
public final class Components {
  private static final List<String> NAMES = List.of("apps", "settings");

  private Components() {}

  /** Their numbers; of what is no such name, none. */
  public static List<Integer> numbers(List<String> names) {
    return names.stream().filter(NAMES::contains).map(NAMES::indexOf).toList();
  }
}
