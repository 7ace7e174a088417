package io.botledger.query.console.page;

import io.botledger.platform.web.RequestContext;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiServer;
import io.botledger.query.console.session.Forms;
import io.botledger.query.console.session.Session;
import io.botledger.query.console.session.Sessions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.ModelAndViewDefiningException;

/**
 * Shows the console's pages to nobody who is not signed in, and takes forms from nobody else.
 *
 * <p>A page holds a thread while it asks the API, which may be this very process: no more pages at
 * once than leave threads for that.
 */
@Component
public class SignedIn implements AsyncHandlerInterceptor {
  private static final int AT_ONCE = 20;
  private static final String TURN = SignedIn.class.getName();

  private final Sessions sessions;
  private final ApiServer server;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  SignedIn(Sessions sessions, ApiServer server) {
    this.sessions = sessions;
    this.server = server;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws ModelAndViewDefiningException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      return true; // The end of a stream, which was let in when it began.
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    Optional<Session> session = sessions.of(request);
    if (session.isEmpty()) {
      if (isLedHereByAnother(request)) {
        throw new ModelAndViewDefiningException(
            new ModelAndView("reload", "page", Forms.ownPage(Frame.of(request).path())));
      }
      toSignIn(request, response, Sessions.isSent(request) ? "ended" : null);
      return false;
    }
    if (request.getMethod().equals("POST")) {
      Forms.check(request, session.get());
    }
    if (!turns.tryAcquire()) {
      throw new TooManyPages();
    }
    request.setAttribute(TURN, true);
    Frame.enter(
        request,
        session.get(),
        new Api(server, session.get().credential(), RequestContext.correlationId(request)));
    return true;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView page) {
    if (page != null) {
      page.addObject("frame", Frame.of(request));
    }
  }

  @Override
  public void afterConcurrentHandlingStarted(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    giveBack(request);
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    giveBack(request);
  }

  /**
   * Whether a page of another site, such as a chat's, has led here: then the strict cookie is not
   * sent, and is as soon as a page of our own leads to the same address.
   */
  private static boolean isLedHereByAnother(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && !Sessions.isSent(request);
  }

  private void giveBack(HttpServletRequest request) {
    if (request.getAttribute(TURN) != null) {
      request.removeAttribute(TURN);
      turns.release();
    }
  }

  /**
   * To signing in, and from there back to the page that was asked for.
   *
   * @param because what is told; null: nothing
   */
  static void toSignIn(
      HttpServletRequest request, HttpServletResponse response, @Nullable String because) {
    boolean canBeAskedAgain = request.getMethod().equals("GET");
    String part = request.getHeader("HX-Current-URL") == null ? null : "/";
    String asked = part == null && canBeAskedAgain ? Frame.of(request).path() : part;
    String target =
        ApiPath.of("/console/sign-in")
            .with("next", "/".equals(asked) ? null : asked)
            .with("because", because)
            .toString();
    if (request.getHeader("HX-Request") != null) {
      // A part of a page cannot be redirected: the browser would put the other page into it.
      response.setHeader("HX-Redirect", target);
      response.setStatus(HttpStatus.NO_CONTENT.value());
    } else {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader(HttpHeaders.LOCATION, target);
    }
  }
}
