package io.botledger.query.console;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options below {@code botledger.console}.
 *
 * @param api where the console finds the API, without a slash at the end; null: this process
 *     itself, which must then run both sides
 */
@ConfigurationProperties("botledger.console")
public record ConsoleSettings(@Nullable URI api) {}
