package io.botledger.query.versionlist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Refusal;
import io.botledger.query.asof.AsOf;
import io.botledger.query.asof.Asked;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.asof.Viewpoints;
import io.botledger.query.versionlist.VersionList.WithContent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/chatbots/{chatbotId}/versions/{versionId}}: one version, with its content. */
@RestController
class ReadVersion {
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(VersionDto version, @Nullable AsOf asOf) {}

  private final VersionList versions;
  private final Viewpoints viewpoints;

  ReadVersion(VersionList versions, Viewpoints viewpoints) {
    this.versions = versions;
    this.viewpoints = viewpoints;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{versionId}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"at", "position"})
  ResponseEntity<Answer> read(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      HttpServletRequest request,
      HttpServletResponse response) {
    QueryValues values = new QueryValues(request);
    Asked asked = Asked.of(values);
    values.check();
    Viewpoint viewpoint = viewpoints.of(asked, chatbotId, Projection.VERSION_LIST, response);
    WithContent found =
        versions
            .find(chatbotId, versionId, viewpoint)
            .orElseThrow(
                () ->
                    Refusal.of(
                        ProblemCode.VERSION_NOT_FOUND,
                        "There is no such version in this chatbot" + viewpoint.suffix()));
    VersionSnapshot version = found.row().version();
    if (version.deletedAt() != null && viewpoint.asOf() == null) {
      throw Refusal.of(
          ProblemCode.VERSION_DELETED, HttpStatus.GONE.value(), "The version is deleted.");
    }
    String tag = viewpoint.entityTag(version.entityTag());
    if (EntityTags.isKnown(request, tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    return ResponseEntity.ok()
        .eTag(tag)
        .body(new Answer(version.dto(found.content()), viewpoint.asOf()));
  }
}
