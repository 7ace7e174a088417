package io.botledger.platform.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An identity provider: it signs tokens, and publishes its public keys on this machine. */
public final class Issuer implements AutoCloseable {
  public static final String NAME = "https://issuer.example";
  public static final String AUDIENCE = "botledger";

  private final HttpServer server;
  private final List<RSAKey> published = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  public Issuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = keySet().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  public static RSAKey newKey(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  public synchronized void publish(RSAKey key) {
    published.add(key);
  }

  private synchronized String keySet() {
    return new JWKSet(published.stream().collect(Collectors.toList())).toString();
  }

  /** How often it was asked for its keys. */
  int asked() {
    return asked.get();
  }

  /** Where its public keys are. */
  public String address() {
    return "http://localhost:%d/keys".formatted(server.getAddress().getPort());
  }

  TokenSettings settings() {
    return new TokenSettings(
        NAME, AUDIENCE, address(), List.of("RS256"), "botledger_grants", "sub");
  }

  /** The claims of a good token. */
  public static JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(AUDIENCE)
        .subject("anna@example.com")
        .issueTime(Date.from(now.minusSeconds(60)))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim(
            "botledger_grants",
            List.of(
                Map.of("permission", "chatbots.versions.list", "resource", "chatbots/a"),
                Map.of("permission", "no.such.permission", "resource", "chatbots/*"),
                "nonsense"));
  }

  public static String sign(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
        new RSASSASigner(key),
        claims);
  }

  static String sign(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  /** From now on it does not answer. */
  @Override
  public void close() {
    server.stop(0);
  }
}
