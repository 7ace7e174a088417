package io.botledger.events;

/**
 * A version was created.
 *
 * @param versionNumber {@code MAJOR.MINOR}
 * @param environment what it was created for
 * @param contentHash SHA-256 of the content's UTF-8 bytes, in lower-case hexadecimal; the content
 *     itself stands beside the events under this hash
 * @param contentSize length of the content in UTF-8 bytes
 */
public record VersionCreated(
    String chatbotId,
    String name,
    String description,
    String versionNumber,
    String modelId,
    Environment environment,
    Stats stats,
    String contentHash,
    long contentSize)
    implements VersionEvent {}
