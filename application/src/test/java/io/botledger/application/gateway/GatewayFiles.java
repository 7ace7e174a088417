package io.botledger.application.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The shipped files, with nothing changed but ports, addresses and the folder of the log. */
final class GatewayFiles {
  private static final Path FOLDER = Path.of("..", "gateway");
  private static final Pattern GROUP =
      Pattern.compile("upstream (\\w+) \\{(.*?)\\n}", Pattern.DOTALL);
  private static final Pattern SERVER = Pattern.compile("\\n +server \\S+ ([^;]+);");

  private GatewayFiles() {}

  static String gateway(int port, Path logs) {
    return replaceOnce(
        replaceOnce(
            read("botledger.conf"),
            "listen 8080 default_server;",
            "listen 127.0.0.1:" + port + " default_server;"),
        "access_log /var/log/nginx/access.log",
        "access_log " + logs.resolve("access.log"));
  }

  /**
   * Each group with as many processes as there are ports, each in every way that one stands there.
   */
  static String upstreams(Map<String, List<Integer>> ports) {
    return GROUP
        .matcher(read("upstreams.conf"))
        .replaceAll(
            group -> {
              String servers =
                  SERVER
                      .matcher(group.group(2))
                      .results()
                      .map(server -> server.group(1))
                      .distinct()
                      .flatMap(
                          options ->
                              ports.getOrDefault(group.group(1), List.of()).stream()
                                  .map(port -> "server 127.0.0.1:%d %s;".formatted(port, options)))
                      .collect(Collectors.joining("\n"));
              String others = SERVER.matcher(group.group(2)).replaceAll("");
              return Matcher.quoteReplacement(
                  "upstream %s {%s\n%s\n}".formatted(group.group(1), servers, others));
            });
  }

  static String replaceOnce(String text, String old, String replacement) {
    if (text.split(Pattern.quote(old), -1).length != 2) {
      throw new IllegalArgumentException("There must be exactly one \"" + old + "\" in the file.");
    }
    return text.replace(old, replacement);
  }

  static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
