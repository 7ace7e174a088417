package io.botledger.query.console.page;

import io.botledger.query.console.api.ApiPath;
import org.jspecify.annotations.Nullable;

/** Where the pages are. Templates know it as {@code links}. */
public class Links {

  /** A chatbot, now or as of a moment. */
  public String chatbot(String chatbotId, @Nullable String at) {
    return ApiPath.of("/console/chatbots/{}", chatbotId).with("at", at).toString();
  }

  /** Another page of its versions. */
  public String chatbotPage(String chatbotId, @Nullable String at, String cursor) {
    return ApiPath.of("/console/chatbots/{}", chatbotId).with("at", at).with("cursor", cursor)
        + "#versions";
  }

  /** The same with a timeline that goes back so far. */
  public String span(String chatbotId, @Nullable String at, String span) {
    return ApiPath.of("/console/chatbots/{}", chatbotId)
            .with("at", at)
            .with("span", span.equals("all") ? null : span)
        + "#timeline";
  }

  /** A version, now or as of a moment. */
  public String version(String chatbotId, String versionId, @Nullable String at) {
    return ApiPath.of("/console/chatbots/{}/versions/{}", chatbotId, versionId)
        .with("at", at)
        .toString();
  }

  /**
   * What is done to a version: {@code deploy}, {@code rollback}, {@code restore}, {@code delete}.
   */
  public String versionAction(String chatbotId, String versionId, String action) {
    return ApiPath.of("/console/chatbots/{}/versions/{}/{}", chatbotId, versionId, action)
        .toString();
  }

  /** What is done to an environment: {@code rollback}, {@code undeploy}. */
  public String environmentAction(String chatbotId, String environment, String action) {
    return ApiPath.of("/console/chatbots/{}/environments/{}/{}", chatbotId, environment, action)
        .toString();
  }

  /** To the identity provider, and from there back to a page. */
  public String provider(String next) {
    return ApiPath.of("/console/sign-in/provider").with("next", next).toString();
  }

  /** The list of chatbots. */
  public String chatbots(@Nullable String text, @Nullable String cursor) {
    return ApiPath.of("/").with("text", text).with("cursor", cursor).toString();
  }

  /** The audit of a chatbot, or of one version of it. */
  public String audit(@Nullable String chatbotId, @Nullable String versionId) {
    return ApiPath.of("/console/audit")
        .with("chatbotId", chatbotId)
        .with("versionId", versionId)
        .toString();
  }

  /** One entry of the audit. */
  public String auditEntry(@Nullable String chatbotId, String time, long position) {
    return ApiPath.of("/console/audit")
            .with("chatbotId", chatbotId)
            .with("from", time)
            .with("to", time)
        + "#p"
        + position;
  }

  /** The log: the whole one, or a chatbot's; an event of it if a position is given. */
  public String log(@Nullable String chatbotId, @Nullable Long position) {
    return ApiPath.of("/console/log")
        .with("chatbotId", chatbotId)
        .with("position", position)
        .toString();
  }

  /** An event in a stretch of the log. */
  public String logStep(@Nullable String chatbotId, long after, long position) {
    return ApiPath.of("/console/log")
        .with("chatbotId", chatbotId)
        .with("after", after)
        .with("position", position)
        .toString();
  }

  /** What would have happened. */
  public String whatIf(String chatbotId) {
    return ApiPath.of("/console/chatbots/{}/what-if", chatbotId).toString();
  }

  /** A projection. */
  public String projection(String name) {
    return ApiPath.of("/console/projections/{}", name).toString();
  }

  /** How far a rebuild or verification is; a part of a page. */
  public String run(String name, String id, boolean isVerification) {
    return ApiPath.of("/console/projections/{}/run", name)
        .with(isVerification ? "verification" : "rebuild", id)
        .toString();
  }

  /** The end of a rebuild that runs. */
  public String cancel(String name, String id) {
    return ApiPath.of("/console/projections/{}/rebuilds/{}/cancel", name, id).toString();
  }

  /** What is done to a dead letter: {@code retry}, {@code give-up}. */
  public String deadLetter(String name, String id, String action) {
    return ApiPath.of("/console/projections/{}/dead-letters/{}/{}", name, id, action).toString();
  }

  /** The end of a key. */
  public String revoke(String keyId) {
    return ApiPath.of("/console/keys/{}/revoke", keyId).toString();
  }
}
