package io.botledger.platform.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.botledger.platform.access.AdminKey;
import io.botledger.platform.access.Credentials;
import io.botledger.platform.access.Presented;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.net.URL;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * JWTs as credentials (RFC 7519; best current practice: RFC 8725). Signed by one of the issuer's
 * keys with one of the algorithms that are configured, whatever the token says; for this audience,
 * by this issuer, with an expiry.
 */
final class Tokens implements Credentials {
  private static final Duration CLOCKS_DIFFER_BY = Duration.ofSeconds(30);

  /** How long the issuer's keys are kept, and for how long they go on if it does not answer. */
  private static final Duration KEYS_LAST = Duration.ofMinutes(5);

  private static final Duration OUTAGE = Duration.ofHours(1);

  /** In so much time the keys are fetched twice at most, however many unknown ones are named. */
  private static final Duration FETCH_PAUSE = Duration.ofSeconds(5);

  private static final int PATIENCE = 1_000;
  private static final int MOST_BYTES = 256 * 1024;

  private final TokenSettings settings;
  private final JwtDecoder decoder;

  Tokens(TokenSettings settings) {
    this(settings, FETCH_PAUSE);
  }

  Tokens(TokenSettings settings, Duration fetchPause) {
    this.settings = settings;
    this.decoder = decoder(settings, keys(settings.keys(), fetchPause));
  }

  @Override
  public Optional<Caller> authenticate(Presented presented) {
    // Three parts: a signed token. Whatever else it is, it is none.
    if (!presented.isBearer() || presented.text().chars().filter(c -> c == '.').count() != 2) {
      return Optional.empty();
    }
    try {
      return callerOf(decoder.decode(presented.text()));
    } catch (BadJwtException e) {
      return Optional.empty();
    } catch (JwtException e) {
      // Nothing is wrong with the token so far: the key that it names could not be fetched.
      throw Refusal.retryLater(
          ProblemCode.UNAVAILABLE,
          "The token's issuer cannot be asked for its keys at the moment; nothing was done.",
          1,
          e);
    }
  }

  private Optional<Caller> callerOf(Jwt token) {
    return Optional.ofNullable(token.getClaims().get(settings.nameClaim()))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(name -> JsonFields.nameProblem(name).isEmpty() && !AdminKey.isItsName(name))
        .map(name -> new Caller(name, "token", grantsOf(token), "token:" + subjectOf(token, name)));
  }

  private static String subjectOf(Jwt token, String name) {
    String subject = token.getSubject();
    return subject == null ? name : subject;
  }

  /** What is not understood grants nothing. */
  private Grants grantsOf(Jwt token) {
    return new Grants(
        token.getClaims().get(settings.grantsClaim()) instanceof Collection<?> grants
            ? grants.stream().flatMap(Tokens::grant).toList()
            : List.of());
  }

  private static Stream<Grant> grant(@Nullable Object claim) {
    return claim instanceof Map<?, ?> grant
            && grant.get("permission") instanceof String permission
            && grant.get("resource") instanceof String resource
        ? Grant.of(permission, resource).stream()
        : Stream.empty();
  }

  private static JwtDecoder decoder(TokenSettings settings, JWKSource<SecurityContext> keys) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(keys)
            .jwsAlgorithms(
                algorithms -> {
                  algorithms.clear();
                  algorithms.addAll(settings.signatures());
                })
            // The validator below sees to the type.
            .jwtProcessorCustomizer(
                processor -> processor.setJWSTypeVerifier((type, context) -> {}))
            .build();
    JwtTimestampValidator times = new JwtTimestampValidator(CLOCKS_DIFFER_BY);
    times.setAllowEmptyExpiryClaim(false);
    JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt");
    types.setAllowEmpty(true);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            times,
            types,
            new JwtIssuerValidator(settings.requiredIssuer()),
            new JwtAudienceValidator(settings.requiredAudience())));
    return decoder;
  }

  private static JWKSource<SecurityContext> keys(URL address, Duration fetchPause) {
    return JWKSourceBuilder.<SecurityContext>create(
            address, new DefaultResourceRetriever(PATIENCE, PATIENCE, MOST_BYTES))
        .cache(KEYS_LAST.toMillis(), 2L * PATIENCE)
        .refreshAheadCache(false)
        .rateLimited(fetchPause.toMillis())
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }
}
