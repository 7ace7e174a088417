package io.botledger.query.audit;

import io.botledger.platform.web.QueryValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cursors that are positions, and the link (RFC 8288) to the page behind one. */
final class PagePosition {
  private PagePosition() {}

  /** The position behind which a page begins; null for the first page. */
  static @Nullable Long cursor(QueryValues query) {
    String cursor = query.text("cursor");
    if (cursor == null) {
      return null;
    }
    if (cursor.matches("p[0-9a-z]{1,12}")) {
      return Long.parseLong(cursor.substring(1), 36);
    }
    query.issue("cursor", "It must be taken from a Link as it stands.");
    return null;
  }

  /** The value of a {@code Link} header: this request again, from behind that position on. */
  static String next(HttpServletRequest request, long position) {
    String others =
        request.getQueryString() == null
            ? ""
            : Arrays.stream(request.getQueryString().split("&"))
                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith("cursor="))
                .collect(Collectors.joining("&"));
    String query =
        Stream.of(others, "cursor=p" + Long.toString(position, 36))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&"));
    return "<" + request.getRequestURI() + "?" + query + ">; rel=\"next\"";
  }
}
