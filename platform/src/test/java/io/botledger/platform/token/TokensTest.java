package io.botledger.platform.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.botledger.platform.access.Presented;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.start.StartRefused;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a real signer, and a real endpoint for its keys. */
class TokensTest {
  private static Issuer issuer;
  private static RSAKey key;
  private static RSAKey foreign;
  private static Tokens tokens;

  @BeforeAll
  static void start() throws Exception {
    issuer = new Issuer();
    key = Issuer.newKey("one");
    foreign = Issuer.newKey("one");
    issuer.publish(key);
    tokens = new Tokens(issuer.settings());
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  private static Optional<Caller> ask(String token) {
    return tokens.authenticate(new Presented(token, true));
  }

  private static Optional<Caller> ask(JWTClaimsSet.Builder claims) throws JOSEException {
    return ask(Issuer.sign(key, claims.build()));
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @Test
  void aTokenIsItsBearersNameAndGrants() throws Exception {
    Grants grants =
        new Grants(List.of(Grant.of("chatbots.versions.list", "chatbots/a").orElseThrow()));
    Caller anna = new Caller("anna@example.com", "token", grants);
    assertThat(ask(Issuer.claims())).contains(anna);
    JWSHeader typed =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("one")
            .type(new JOSEObjectType("at+jwt"))
            .build();
    assertThat(ask(Issuer.sign(typed, new RSASSASigner(key), Issuer.claims().build())))
        .contains(anna);
    assertThat(ask(Issuer.claims().claim("botledger_grants", "all")))
        .hasValueSatisfying(caller -> assertThat(caller.grants()).isEqualTo(new Grants(List.of())));
    assertThat(tokens.authenticate(new Presented(Issuer.sign(key, Issuer.claims().build()), false)))
        .as("a token is no key")
        .isEmpty();
  }

  @Test
  void noTokenIsAcceptedThatTheIssuerDidNotSign() throws Exception {
    String good = Issuer.sign(key, Issuer.claims().build());
    String[] parts = good.split("\\.");
    String more =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                Issuer.claims()
                    .subject("root")
                    .build()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(ask(parts[0] + "." + more + "." + parts[2])).as("other claims").isEmpty();
    assertThat(ask(parts[0] + "." + parts[1] + ".")).as("no signature").isEmpty();
    assertThat(ask(Issuer.sign(foreign, Issuer.claims().build()))).as("another key").isEmpty();
    assertThat(ask(new PlainJWT(Issuer.claims().build()).serialize())).as("none").isEmpty();
    for (String none : List.of("none", "None", "NONE")) {
      String header =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  "{\"alg\":\"%s\",\"kid\":\"one\"}"
                      .formatted(none)
                      .getBytes(StandardCharsets.UTF_8));
      assertThat(ask(header + "." + parts[1] + "." + parts[2])).as(none).isEmpty();
      assertThat(ask(header + "." + parts[1] + ".")).as(none).isEmpty();
    }
    assertThat(ask("..")).isEmpty();
    assertThat(ask("a.b.c")).isEmpty();
  }

  /** The public key as the secret of an HMAC, in both of its usual forms. */
  @Test
  void theKindOfSignatureIsNotForTheTokenToChoose() throws Exception {
    RSAPublicKey publicKey = key.toRSAPublicKey();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret : List.of(publicKey.getEncoded(), pem.getBytes(StandardCharsets.US_ASCII))) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build();
      assertThat(ask(Issuer.sign(header, new MACSigner(secret), Issuer.claims().build())))
          .isEmpty();
    }
    JWSHeader other = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("one").build();
    assertThat(ask(Issuer.sign(other, new RSASSASigner(key), Issuer.claims().build())))
        .as("an algorithm that is not configured")
        .isEmpty();
    JWSHeader itsOwn = new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(foreign.toPublicJWK()).build();
    assertThat(ask(Issuer.sign(itsOwn, new RSASSASigner(foreign), Issuer.claims().build())))
        .as("a key that the token brings along")
        .isEmpty();
  }

  @Test
  void noTokenIsAcceptedThatIsNotForUsNow() throws Exception {
    assertThat(ask(Issuer.claims().expirationTime(in(-31)))).as("expired").isEmpty();
    assertThat(ask(Issuer.claims().expirationTime(in(-5)))).as("clocks differ").isPresent();
    assertThat(ask(Issuer.claims().expirationTime(null))).as("without an end").isEmpty();
    assertThat(ask(Issuer.claims().notBeforeTime(in(60)))).as("not yet").isEmpty();
    assertThat(ask(Issuer.claims().audience("another"))).as("audience").isEmpty();
    assertThat(ask(Issuer.claims().audience((String) null))).as("no audience").isEmpty();
    assertThat(ask(Issuer.claims().audience(List.of("another", Issuer.AUDIENCE)))).isPresent();
    assertThat(ask(Issuer.claims().issuer(Issuer.NAME + "/"))).as("issuer").isEmpty();
    assertThat(ask(Issuer.claims().issuer(null))).as("no issuer").isEmpty();
    for (String name : new String[] {"", " ", "a\nb", "x".repeat(201)}) {
      assertThat(ask(Issuer.claims().subject(name))).as("a name that is none").isEmpty();
    }
    assertThat(ask(Issuer.claims().subject(null))).as("no name").isEmpty();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("one")
            .type(new JOSEObjectType("logout+jwt"))
            .build();
    assertThat(ask(Issuer.sign(header, new RSASSASigner(key), Issuer.claims().build())))
        .as("another kind of token")
        .isEmpty();
  }

  @Test
  void aNewKeyOfTheIssuerIsAccepted() throws Exception {
    try (Issuer rotating = new Issuer()) {
      rotating.publish(Issuer.newKey("old"));
      Tokens followed = new Tokens(rotating.settings(), Duration.ofMillis(300));
      RSAKey next = Issuer.newKey("next");
      String token = Issuer.sign(next, Issuer.claims().build());
      assertThat(followed.authenticate(new Presented(token, true))).isEmpty();
      rotating.publish(next);
      // Of the two fetches that are allowed at once, the first tokens took both.
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptionsInstanceOf(Refusal.class)
          .until(() -> followed.authenticate(new Presented(token, true)).isPresent());
    }
  }

  @Test
  void namesOfUnknownKeysDoNotFloodTheIssuer() throws Exception {
    try (Issuer calm = new Issuer()) {
      calm.publish(key);
      Tokens flooded = new Tokens(calm.settings());
      for (int i = 0; i < 50; i++) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown-" + i).build();
        Presented token =
            new Presented(
                Issuer.sign(header, new RSASSASigner(foreign), Issuer.claims().build()), true);
        try {
          assertThat(flooded.authenticate(token)).isEmpty();
        } catch (Refusal cannotBeTold) {
          assertThat(cannotBeTold.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        }
      }
      assertThat(calm.asked()).isLessThanOrEqualTo(3);
      String good = Issuer.sign(key, Issuer.claims().build());
      assertThat(flooded.authenticate(new Presented(good, true))).isPresent();
    }
  }

  @Test
  void whileTheIssuerIsAwayItsKnownKeysGoOn() throws Exception {
    Issuer dying = new Issuer();
    dying.publish(key);
    Tokens orphaned = new Tokens(dying.settings());
    Presented good = new Presented(Issuer.sign(key, Issuer.claims().build()), true);
    assertThat(orphaned.authenticate(good)).isPresent();
    Tokens late = new Tokens(dying.settings());
    dying.close();
    assertThat(orphaned.authenticate(good)).isPresent();
    isUnavailable(late, good);
  }

  /** The endpoint takes connections and never answers. */
  @Test
  void anIssuerThatHangsHoldsNobodyUpForLong() throws IOException, JOSEException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TokenSettings settings =
          new TokenSettings(
              Issuer.NAME,
              Issuer.AUDIENCE,
              "http://127.0.0.1:" + silent.getLocalPort(),
              List.of("RS256"),
              "g",
              "sub");
      long begin = System.nanoTime();
      isUnavailable(
          new Tokens(settings), new Presented(Issuer.sign(key, Issuer.claims().build()), true));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }
  }

  private static void isUnavailable(Tokens asked, Presented token) {
    assertThatThrownBy(() -> asked.authenticate(token))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void settingsThatAreHalfOrUnsafeStopTheStart() {
    assertThatThrownBy(() -> settings(null, "https://x", "RS256")).isInstanceOf(StartRefused.class);
    assertThatThrownBy(() -> new Tokens(settings("a", "http://issuer.example/keys", "RS256")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("jwks-uri");
    for (String algorithm : List.of("HS256", "none", "RS255")) {
      assertThatThrownBy(() -> new Tokens(settings("a", "https://x/keys", algorithm)))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining(algorithm);
    }
  }

  private static TokenSettings settings(@Nullable String audience, String keys, String algorithm) {
    return new TokenSettings(Issuer.NAME, audience, keys, List.of(algorithm), "g", "sub");
  }
}
