package io.botledger.application.shipped;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A systemd unit: its settings in order, each as {@code Name=value}. */
record Unit(List<String> lines) {

  static Unit of(String file) {
    return new Unit(
        Shipped.read(file)
            .lines()
            .filter(line -> line.contains("=") && !line.startsWith("#"))
            .toList());
  }

  /** Every value of a setting. */
  List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  /** The value of a setting that stands there once. */
  String the(String name) {
    List<String> found = all(name);
    if (found.size() != 1) {
      throw new AssertionError(name + " stands there " + found.size() + " times.");
    }
    return found.get(0);
  }

  /** The environment variables that it sets. */
  Map<String, String> environment() {
    return all("Environment").stream()
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
  }
}
