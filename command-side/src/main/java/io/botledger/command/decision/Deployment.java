package io.botledger.command.decision;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, running or ended.
 *
 * @param goesBackTo the deployment that the environment goes back to from this one; null if nothing
 *     ran before
 */
public record Deployment(
    String id, Environment environment, Composition components, @Nullable String goesBackTo) {}
