package io.botledger.command;

import java.util.List;
import java.util.Random;

/** Commands of all kinds, right ones and wrong ones, always the same for a seed. */
final class RandomCommands {

  /**
   * A command twice: as the request that has it carried out, and as a member of a question.
   *
   * @param body JSON
   * @param asked JSON
   */
  record Command(String method, String path, String body, String asked) {}

  private static final List<String> ENVIRONMENTS = List.of("dev", "test", "prod");
  private final Random random;
  private final String chatbot;

  /**
   * @param chatbot the path
   */
  RandomCommands(long seed, String chatbot) {
    this.random = new Random(seed);
    this.chatbot = chatbot;
  }

  /**
   * @param versions ids of versions, those of the chatbot and others
   */
  Command next(List<String> versions) {
    int kind = random.nextInt(100);
    if (versions.size() < 3 || kind < 15) {
      return of("CreateVersion", "POST", "/versions", "", create());
    }
    String id = versions.get(random.nextInt(versions.size()));
    String version = "/versions/" + id;
    String versionId = "\"versionId\":\"" + id + "\"";
    String environment = one(ENVIRONMENTS);
    String place = "/environments/" + environment;
    String named = "\"environment\":\"" + environment + "\"";
    if (kind < 38) {
      return of("DeployVersion", "POST", version + "/deploy", versionId, deploy(named));
    } else if (kind < 58) {
      return of("RollbackVersion", "POST", version + "/rollback", versionId, rollback(named));
    } else if (kind < 70) {
      return of("RollbackVersion", "POST", place + "/rollback", named, reason());
    } else if (kind < 77) {
      return of("UndeployVersion", "DELETE", place + "/deployment", named, reason());
    } else if (kind < 90) {
      return of("DeleteVersion", "DELETE", version, versionId, reason());
    }
    return of("RestoreVersion", "POST", version + "/restore", versionId, restore());
  }

  private Command of(String type, String method, String path, String inPath, String members) {
    String asked = "\"type\":\"" + type + "\"";
    for (String part : List.of(inPath, members)) {
      asked += part.isEmpty() ? "" : "," + part;
    }
    return new Command(method, chatbot + path, "{" + members + "}", "{" + asked + "}");
  }

  private String create() {
    String name = "\"name\":\"version " + random.nextInt(20) + "\"";
    return one(
        List.of(
            name + ",\"environment\":\"none\"",
            name + ",\"environment\":\"none\",\"modelId\":\"m" + random.nextInt(3) + "\"",
            name + ",\"environment\":\"prod\",\"content\":{\"steps\":[1.10,{\"steps\":[]}]}",
            name + ",\"environment\":\"test\",\"description\":\"ä\",\"reason\":\"because\"",
            name + ",\"environment\":\"dev\",\"color\":\"red\"",
            name
                + ",\"environment\":\"none\",\"content\":{\"a\":\""
                + "x".repeat(1_048_576)
                + "\"}",
            "\"name\":\" \",\"content\":[],\"modelId\":null"));
  }

  private String deploy(String environment) {
    int one = random.nextInt(20);
    return one == 0 ? "\"environment\":\"none\"" : one == 1 ? "" : environment;
  }

  private String rollback(String environment) {
    String excluded =
        "\"excludeComponents\":"
            + one(List.of("[]", "[-1]", "[]", "[0]", "[1]", "[1,0,-1]", "[]", "[2,\"0\"]", "{}"));
    return random.nextBoolean() ? excluded : excluded + "," + environment;
  }

  private String restore() {
    return random.nextInt(3) == 0 ? "\"name\":\"version " + random.nextInt(20) + "\"" : reason();
  }

  private String reason() {
    return one(List.of("", "", "", "\"reason\":\"why not\"", "\"reason\":7"));
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
