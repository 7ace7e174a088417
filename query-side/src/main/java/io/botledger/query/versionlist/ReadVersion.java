package io.botledger.query.versionlist;

import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.query.versionlist.VersionList.WithContent;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/chatbots/{chatbotId}/versions/{versionId}}: one version, with its content. */
@RestController
class ReadVersion {
  record Answer(VersionDto version) {}

  private final VersionList versions;

  ReadVersion(VersionList versions) {
    this.versions = versions;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{versionId}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Answer> read(
      @PathVariable String chatbotId, @PathVariable String versionId, HttpServletRequest request) {
    WithContent found =
        versions
            .find(chatbotId, versionId)
            .orElseThrow(
                () ->
                    Refusal.of(
                        ProblemCode.VERSION_NOT_FOUND,
                        "There is no such version in this chatbot."));
    VersionSnapshot version = found.row().version();
    if (version.deletedAt() != null) {
      throw Refusal.of(
          ProblemCode.VERSION_DELETED, HttpStatus.GONE.value(), "The version is deleted.");
    }
    if (EntityTags.isKnown(request, version.entityTag())) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(version.entityTag()).build();
    }
    return ResponseEntity.ok()
        .eTag(version.entityTag())
        .body(new Answer(version.dto(found.content())));
  }
}
