package io.botledger.query.console.session;

import io.botledger.platform.start.StartRefused;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options below {@code botledger.console.login}: the identity provider that people sign in at,
 * by OAuth 2.0's authorization code (RFC 6749, section 4.1) with PKCE (RFC 7636). Its access tokens
 * must be such that the API takes them. All but the secret, the scope and the name are needed.
 *
 * @param authorizationUri where browsers are sent
 * @param tokenUri where the code is exchanged
 * @param clientSecret null for a public client
 * @param console where browsers find the console: scheme, host and port
 * @param name what people call the provider
 */
@ConfigurationProperties("botledger.console.login")
record LoginSettings(
    @Nullable URI authorizationUri,
    @Nullable URI tokenUri,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @DefaultValue("openid") String scope,
    @Nullable URI console,
    @DefaultValue("the identity provider") String name) {
  static final String RETURN = "/console/sign-in/return";

  LoginSettings {
    boolean isOn = clientId != null;
    if (isOn != (authorizationUri != null)
        || isOn != (tokenUri != null)
        || isOn != (console != null)) {
      throw new StartRefused(
          "Of botledger.console.login.authorization-uri, .token-uri, .client-id and .console some are missing.",
          "Set all four, or none of them to sign in by key or token alone.");
    }
  }

  boolean isOn() {
    return clientId != null;
  }

  /** Where the provider sends browsers back to; to be registered there. */
  String returnUri() {
    return console + RETURN;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "LoginSettings[authorizationUri=%s, clientId=%s]".formatted(authorizationUri, clientId);
  }
}
