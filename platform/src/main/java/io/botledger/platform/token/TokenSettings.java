package io.botledger.platform.token;

import io.botledger.platform.start.StartRefused;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * The options below {@code botledger.jwt}; without any of them no token is accepted.
 *
 * @param issuer what a token's {@code iss} must be, to the letter
 * @param audience what must be in a token's {@code aud}
 * @param jwksUri where the issuer's public keys are (RFC 7517): https, or http on this machine
 * @param algorithms those that a signature may have (RFC 7518), none with a shared secret
 * @param grantsClaim the claim with a token's grants, in the form that those of API keys have
 * @param nameClaim the claim that says what the bearer is called
 */
record TokenSettings(
    @Nullable String issuer,
    @Nullable String audience,
    @Nullable String jwksUri,
    @DefaultValue("RS256") List<String> algorithms,
    @DefaultValue("botledger_grants") String grantsClaim,
    @DefaultValue("sub") String nameClaim) {
  static final String PREFIX = "botledger.jwt";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  TokenSettings {
    require("issuer", issuer);
    require("audience", audience);
    require("jwks-uri", jwksUri);
  }

  private static void require(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new StartRefused(
          "%s.%s is not set, but others of %s are.".formatted(PREFIX, name, PREFIX),
          "Set %1$s.issuer, %1$s.audience and %1$s.jwks-uri, or none of %1$s.".formatted(PREFIX));
    }
  }

  String requiredIssuer() {
    return Objects.requireNonNull(issuer);
  }

  String requiredAudience() {
    return Objects.requireNonNull(audience);
  }

  /**
   * Where the keys are.
   *
   * @throws StartRefused if it is no such address
   */
  URL keys() {
    try {
      URI uri = URI.create(Objects.requireNonNull(jwksUri));
      boolean isHere = uri.getHost() != null && THIS_MACHINE.contains(uri.getHost());
      if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isHere)) {
        return uri.toURL();
      }
    } catch (IllegalArgumentException | MalformedURLException e) {
      // Said below.
    }
    throw new StartRefused(
        "%s.jwks-uri is '%s'.".formatted(PREFIX, jwksUri),
        "Set it to an address that begins with https://: whoever can change the answer can sign"
            + " tokens.");
  }

  /**
   * What signatures may be made with.
   *
   * @throws StartRefused if one of them is unknown, or needs a shared secret
   */
  List<SignatureAlgorithm> signatures() {
    if (algorithms.isEmpty() || algorithms.stream().anyMatch(name -> signature(name) == null)) {
      throw new StartRefused(
          "%s.algorithms is '%s'.".formatted(PREFIX, String.join(", ", algorithms)),
          "Set it to some of RS256, RS384, RS512, ES256, ES384, ES512, PS256, PS384, PS512.");
    }
    return algorithms.stream().map(SignatureAlgorithm::valueOf).toList();
  }

  private static @Nullable SignatureAlgorithm signature(String name) {
    return SignatureAlgorithm.from(name);
  }
}
