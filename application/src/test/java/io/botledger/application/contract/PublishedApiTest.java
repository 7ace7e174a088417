package io.botledger.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever ChatCaptain published is in our document too, and means the same there. */
class PublishedApiTest {

  private static final Path PUBLISHED = Path.of("shared", "contract", "chatcaptain-openapi.json");

  @Test
  void allThatWasPublishedIsInOurDocument() {
    JsonNode published = published();
    assertThat(Lacking.of(published, Document.ofBotledger().root().node()))
        .as("what our document lacks of the published one")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/paths/~1v1~1chatbots~1{chatbotId}~1versions, post",
    "/paths/~1v1~1chatbots~1{chatbotId}~1versions/get, parameters",
    "/paths/~1v1~1chatbots~1{chatbotId}~1versions/post, requestBody",
    "/paths/~1v1~1chatbots~1{chatbotId}~1versions/post/responses, 400",
    "/paths/~1v1~1chatbots~1{chatbotId}~1versions/get/responses/200/content, application/json",
    "/components/schemas/VersionDto, required",
    "/components/schemas/VersionDto/properties, modelId",
    "/components/schemas/VersionStatsDto/properties/steps, type",
    "/components/schemas/DeployVersionRequestDto/properties/environment, enum"
  })
  void whatWouldLackIsFound(String pointer, String member) {
    JsonNode ours = Document.ofBotledger().root().node().deepCopy();
    ((ObjectNode) ours.at(pointer)).remove(member);
    assertThat(Lacking.of(published(), ours)).isNotEmpty();
  }

  private static JsonNode published() {
    List<Path> searched = new ArrayList<>();
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(PUBLISHED);
      if (Files.exists(file)) {
        return JsonMapper.shared().readTree(file);
      }
      searched.add(file);
    }
    String message =
        "NOT COMPARED with the published API: it is in none of "
            + searched
            + ". A clone alone does not have it; the published facts stand in our own document.";
    LoggerFactory.getLogger(PublishedApiTest.class).warn(message);
    throw new TestAbortedException(message);
  }
}
