package io.botledger.query.console.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a form that is sent must be, so that no other page can send one in somebody's name. */
public final class Forms {

  /** The field that has the session's token. */
  public static final String TOKEN = "formToken";

  private static final Pattern OWN_PAGE =
      Pattern.compile("/(\\?[!-~&&[^\\\\\"'<>]]*|console/[!-~&&[^\\\\\"'<>]]*)?");

  private Forms() {}

  /**
   * Looks at a form of somebody who is signed in.
   *
   * @throws ForeignForm if it has not the session's token, or comes from elsewhere
   */
  public static void check(HttpServletRequest request, Session session) {
    checkOrigin(request);
    if (!session.owns(request.getParameter(TOKEN))) {
      throw new ForeignForm();
    }
  }

  /**
   * What browsers say about where a form comes from: {@code Sec-Fetch-Site} to servers that they
   * trust, {@code Origin} to all. Other clients say neither.
   */
  static void checkOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null ? !site.equals("same-origin") : !isOwn(request, request.getHeader("Origin"))) {
      throw new ForeignForm();
    }
  }

  /** By the host alone: behind a gateway its port is not known here, nor whether it has TLS. */
  private static boolean isOwn(HttpServletRequest request, @Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      return request.getServerName().equalsIgnoreCase(URI.create(origin).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The page to go to after signing in: one of ours, or the first one. */
  public static String ownPage(@Nullable String asked) {
    return asked != null
            && OWN_PAGE.matcher(asked).matches()
            && !asked.contains("//")
            && !asked.contains("..")
            && !asked.startsWith("/console/sign-")
        ? asked
        : "/";
  }
}
