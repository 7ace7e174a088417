package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.botledger.query.console.ConsoleConfiguration;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The console alone, with nobody at the API's address: it needs nothing else to say so. */
@SpringJUnitWebConfig({ApiAwayTest.WebMvc.class, ConsoleConfiguration.class})
@TestPropertySource(properties = "botledger.console.api=http://127.0.0.1:1")
class ApiAwayTest {
  private final MockMvc web;
  private final SessionSeal seal;

  ApiAwayTest(WebApplicationContext context) {
    web = MockMvcBuilders.webAppContextSetup(context).build();
    seal = new SessionSeal(context.getBean(SecretKey.class), Clock.systemUTC());
  }

  @Test
  void aPageSaysSo() throws Exception {
    String session = seal.seal(seal.begin("a-key"));
    MockHttpServletResponse page =
        web.perform(get("/console/audit").cookie(new Cookie("botledger", session)))
            .andReturn()
            .getResponse();
    assertThat(page.getStatus()).isEqualTo(503);
    assertThat(page.getContentAsString())
        .contains("Not available", "Nobody answers at http://127.0.0.1:1.", "Look again");
  }

  @Test
  void signingInSaysSoToo() throws Exception {
    MockHttpServletResponse page =
        web.perform(post("/console/sign-in").param("credential", "a-key"))
            .andReturn()
            .getResponse();
    assertThat(page.getStatus()).isEqualTo(503);
    assertThat(page.getHeader("Set-Cookie")).isNull();
  }

  /** Over TLS no other host and no plain connection can have set the cookie. */
  @Test
  void aSessionOfAPlainConnectionIsNoneOverTls() throws Exception {
    String session = seal.seal(seal.begin("a-key"));
    assertThat(status("botledger", session)).isEqualTo(303);
    assertThat(status("__Host-botledger", session)).isEqualTo(503);
    MockHttpServletResponse out =
        web.perform(
                post("/console/sign-out")
                    .secure(true)
                    .cookie(new Cookie("__Host-botledger", session))
                    .param(Forms.TOKEN, seal.open(session).orElseThrow().formToken()))
            .andReturn()
            .getResponse();
    assertThat(out.getHeader("Set-Cookie"))
        .startsWith("__Host-botledger=;")
        .contains("Path=/", "Max-Age=0", "Secure", "HttpOnly", "SameSite=Strict");
  }

  private int status(String cookie, String session) throws Exception {
    return web.perform(get("/console/audit").secure(true).cookie(new Cookie(cookie, session)))
        .andReturn()
        .getResponse()
        .getStatus();
  }

  @Test
  void anOwnFileNeedsNoSession() throws Exception {
    assertThat(web.perform(get("/console/files/htmx.min.js")).andReturn().getResponse().getStatus())
        .isEqualTo(200);
    assertThat(
            Objects.requireNonNull(
                web.perform(get("/console/files/console.js"))
                    .andReturn()
                    .getResponse()
                    .getContentType()))
        .startsWith("text/javascript");
  }

  @EnableWebMvc
  static class WebMvc {
    @Bean
    SecretKey sessionKey() {
      return new SecretKeySpec(new byte[32], "AES");
    }
  }
}
