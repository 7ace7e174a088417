package io.botledger.query.console.page;

import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;

/**
 * A form that does something: one request to the API, which does nothing twice however often it is
 * sent, and then the page that shows what has come of it. A controller takes it as a parameter.
 */
public final class SentForm {
  private static final String KEY = "key";

  private final HttpServletRequest fields;
  private final String key;
  private final Api api;

  /**
   * Of a request that has its fields.
   *
   * @throws MissingServletRequestParameterException if it was not made with a key
   */
  SentForm(HttpServletRequest fields, Api api) throws MissingServletRequestParameterException {
    String given = fields.getParameter(KEY);
    if (given == null) {
      throw new MissingServletRequestParameterException(KEY, "String");
    }
    this.fields = fields;
    this.key = given;
    this.api = api;
  }

  /** What a field holds; empty if there is none. */
  public String field(String name) {
    return Objects.requireNonNullElse(fields.getParameter(name), "");
  }

  /** What fields of one name hold. */
  public List<String> fields(String name) {
    String[] all = fields.getParameterValues(name);
    return all == null ? List.of() : List.of(all);
  }

  /** A body with the reason that was given. */
  public Body body() {
    return new Body().with("reason", field("reason"));
  }

  /**
   * Sends it.
   *
   * @param lookAgain the page that shows how things are if it is refused
   */
  public Answer send(ApiRequest request, ApiPath lookAgain) {
    Answer answer = api.send(request.with("Idempotency-Key", Expected.headerText(key)));
    Refused.unlessDone(answer, lookAgain.toString());
    return answer;
  }

  /**
   * Sends it, and leads to its page.
   *
   * @param done what the page says then
   */
  public ResponseEntity<Void> send(ApiRequest request, ApiPath page, String done) {
    send(request, page);
    return seeOther(page.with("done", done));
  }

  /** After a form: the page that shows what has come of it (303), so a reload sends nothing. */
  public static ResponseEntity<Void> seeOther(ApiPath page) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, page.toString())
        .build();
  }
}
