package io.botledger.query.console.page;

import io.botledger.platform.web.RequestContext;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows around its content.
 *
 * @param session null if nobody is signed in
 * @param asked what the API was asked for this page
 * @param path of this page, with its query
 */
public record Frame(
    @Nullable Session session, List<ApiRequest> asked, String path, String correlationId) {
  private static final String SESSION = Frame.class.getName() + ".session";
  private static final String API = Frame.class.getName() + ".api";

  /** Says who is signed in; done once per request. */
  static void enter(HttpServletRequest request, Session session, Api api) {
    request.setAttribute(SESSION, session);
    request.setAttribute(API, api);
  }

  static Optional<Api> api(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(API)).map(Api.class::cast);
  }

  /** That of the page that answers the request. */
  static Frame of(HttpServletRequest request) {
    String query = request.getQueryString();
    return new Frame(
        (Session) request.getAttribute(SESSION),
        api(request).map(Api::asked).orElse(List.of()),
        request.getRequestURI() + (query == null ? "" : "?" + query),
        RequestContext.correlationId(request));
  }

  /** A new one for each form: sent twice, it does nothing twice. */
  public String newKey() {
    return UUID.randomUUID().toString();
  }

  /** The token of this session's forms. */
  public String formToken() {
    return session == null ? "" : session.formToken();
  }
}
