package io.botledger.query.versionlist;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.Environment;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.version.VersionSnapshot.Running;
import io.botledger.platform.web.Chunks;
import io.botledger.platform.web.LongAnswers;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.version.VersionRow;
import io.botledger.query.versionlist.VersionList.Listing;
import io.botledger.query.versionlist.VersionList.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** AI Hub's "Get Versions". */
@RestController
class AiHubListVersions {

  /**
   * A version as AI Hub's clients see it; what is said of being deployed is about {@code prod}.
   *
   * @param name the assistant's display name: JSON text
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Version(
      @JsonProperty("version_id") String versionId,
      @JsonProperty("version_name") String versionName,
      @JsonProperty("name") @JsonRawValue String name,
      @JsonProperty("created_at") String createdAt,
      @JsonProperty("created_by") String createdBy,
      @JsonProperty("is_deployed") boolean isDeployed,
      @JsonProperty("deployed_at") @Nullable String deployedAt,
      @JsonProperty("deployed_by") @Nullable String deployedBy) {}

  private final VersionList versions;
  private final LongAnswers answers;
  private final JsonMapper json;

  AiHubListVersions(VersionList versions, LongAnswers answers, JsonMapper json) {
    this.versions = versions;
    this.answers = answers;
    this.json = json;
  }

  @GetMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/versions",
      produces = MediaType.APPLICATION_JSON_VALUE)
  void list(
      @PathVariable("assistant_id") String assistantId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    Listing listing = versions.listing(new Question(assistantId, null, false, false));
    answers.write(
        request,
        response,
        MediaType.APPLICATION_JSON_VALUE,
        new Chunks<VersionRow>(
            last -> listing.beside(last == null ? null : last.createdPosition(), false, Pages.MOST),
            "{\"success\":true,\"versions\":[",
            ",",
            row -> json.writeValueAsString(version(row)),
            count -> "],\"total_versions\":" + count + "}"));
  }

  private Version version(VersionRow row) {
    VersionSnapshot version = row.version();
    Running prod = version.running().get(Environment.PROD);
    return new Version(
        version.id(),
        version.name(),
        row.contentName() == null ? json.writeValueAsString(version.name()) : row.contentName(),
        Timestamps.format(version.created()),
        version.createdBy(),
        prod != null,
        prod == null ? null : prod.since(),
        prod == null ? null : prod.by());
  }
}
