package io.botledger.application.contract;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One operation of a document.
 *
 * @param method in upper case
 * @param path with its parameters in braces
 * @param pathItem what all operations of the path have in common
 */
public record Operation(String method, String path, Place pathItem) {

  private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

  Place place() {
    return pathItem.get(method.toLowerCase(Locale.ROOT));
  }

  Place response(int status) {
    return place().get("responses").get(String.valueOf(status)).followed();
  }

  /** A member of our own, such as {@code x-permission}. */
  public String extension(String name) {
    return place().get(name).text();
  }

  /** The names of the query parameters. */
  public Set<String> queryParameters() {
    Set<String> names = new TreeSet<>();
    Stream.of(pathItem, place())
        .map(owner -> owner.get("parameters"))
        .forEach(
            parameters -> {
              for (int i = 0; i < parameters.node().size(); i++) {
                if (parameters.get(i).get("in").text().equals("query")) {
                  names.add(parameters.get(i).get("name").text());
                }
              }
            });
    return names;
  }

  boolean matches(String requestPath) {
    String[] template = path.split("/", -1);
    String[] given = requestPath.split("/", -1);
    if (template.length != given.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      boolean fits =
          PARAMETER.matcher(template[i]).matches()
              ? !given[i].isEmpty()
              : template[i].equals(given[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  long parametersInPath() {
    return PARAMETER.matcher(path).results().count();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
