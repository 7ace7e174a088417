package io.botledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A deleted version was restored.
 *
 * @param name the name it has from now on
 * @param previousName the name it had until then; null where that was not recorded (revision 1)
 */
public record VersionRestored(String chatbotId, String name, @Nullable String previousName)
    implements VersionEvent {}
