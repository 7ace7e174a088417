package io.botledger.command.whatif;

import io.botledger.command.create.CreateVersionBody;
import io.botledger.command.delete.DeleteVersionBody;
import io.botledger.command.deploy.DeployVersionBody;
import io.botledger.command.request.Asked;
import io.botledger.command.restore.RestoreVersionBody;
import io.botledger.command.rollback.RollbackEnvironmentBody;
import io.botledger.command.rollback.RollbackVersionBody;
import io.botledger.command.undeploy.UndeployBody;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The request that would have a command carried out.
 *
 * @param read takes its body apart, as that request's endpoint does
 */
public record LiveRequest(String method, String path, Supplier<Asked> read) {

  /** The member that says which command it is. */
  static final String TYPE = "type";

  /** What it may say. */
  static final List<String> TYPES =
      List.of(
          "CreateVersion",
          "DeployVersion",
          "RollbackVersion",
          "UndeployVersion",
          "DeleteVersion",
          "RestoreVersion");

  private static final String VERSION = "versionId";
  private static final String ENVIRONMENT = "environment";
  private static final List<String> ENVIRONMENTS =
      Arrays.stream(Environment.values()).map(Environment::text).toList();

  /**
   * The request for a command of one of the {@link #TYPES}.
   *
   * @param command the members of the body, and those that the request has in its path
   */
  public static LiveRequest of(String chatbotId, String type, JsonBody command) {
    JsonFields fields = new JsonFields(command);
    fields.oneOf(TYPE, TYPES);
    Place place = new Place(chatbotId, fields);
    return switch (type) {
      case "CreateVersion" ->
          place.request(
              "POST", CreateVersionBody.PATH, () -> CreateVersionBody.read(chatbotId, fields));
      case "DeployVersion" ->
          place.ofVersion("POST", DeployVersionBody.PATH, DeployVersionBody::read);
      case "DeleteVersion" ->
          place.ofVersion("DELETE", DeleteVersionBody.PATH, DeleteVersionBody::read);
      case "RestoreVersion" ->
          place.ofVersion("POST", RestoreVersionBody.PATH, RestoreVersionBody::read);
      case "UndeployVersion" ->
          place.ofEnvironment("DELETE", UndeployBody.PATH, UndeployBody::read);
      case "RollbackVersion" ->
          command.members().containsKey(VERSION)
              ? place.ofVersion("POST", RollbackVersionBody.PATH, RollbackVersionBody::read)
              : place.ofEnvironment(
                  "POST", RollbackEnvironmentBody.PATH, RollbackEnvironmentBody::read);
      default -> throw new IllegalArgumentException("No command is called " + type + ".");
    };
  }

  private interface Body<T> {
    Asked read(String chatbotId, T place, JsonFields fields);
  }

  /** What stands in a path, taken from the members. */
  private record Place(String chatbotId, JsonFields fields) {

    LiveRequest ofVersion(String method, String path, Body<String> body) {
      JsonMember member = fields.required(VERSION, Kind.STRING);
      String versionId = member == null ? "" : member.text();
      return request(method, path, versionId, () -> body.read(chatbotId, versionId, fields));
    }

    LiveRequest ofEnvironment(String method, String path, Body<Environment> body) {
      String text = fields.oneOf(ENVIRONMENT, ENVIRONMENTS);
      // Where it is none of them, that is said before the body comes to anything.
      Environment environment =
          ENVIRONMENTS.contains(text) ? Environment.of(text) : Environment.DEV;
      return request(method, path, text, () -> body.read(chatbotId, environment, fields));
    }

    LiveRequest request(String method, String path, Supplier<Asked> read) {
      return request(method, path, "", read);
    }

    private LiveRequest request(String method, String path, String named, Supplier<Asked> read) {
      String sent =
          UriComponentsBuilder.fromPath(path)
              .encode()
              .buildAndExpand(Map.of("chatbotId", chatbotId, VERSION, named, ENVIRONMENT, named))
              .toUriString();
      return new LiveRequest(method, sent, read);
    }
  }
}
