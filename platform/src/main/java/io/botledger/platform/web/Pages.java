package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers that hold a page of a list, with the way to the next one. */
public final class Pages {

  /** Entries on a page unless the client says how many. */
  public static final int USUAL = 100;

  /** Entries on a page at most, and in a chunk of an answer that is written in chunks. */
  public static final int MOST = 1_000;

  private Pages() {}

  /**
   * A page.
   *
   * @param found one entry more than the page holds, if there is one
   * @param cursor where the page after an entry begins
   * @param body the answer around the entries
   */
  public static <T, B> ResponseEntity<B> page(
      HttpServletRequest request,
      List<T> found,
      int limit,
      Function<T, Cursor> cursor,
      Function<List<T>, B> body) {
    List<T> page = found.size() > limit ? found.subList(0, limit) : found;
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (found.size() > limit) {
      answer.header(HttpHeaders.LINK, next(request, cursor.apply(page.get(limit - 1))));
    }
    return answer.body(body.apply(page));
  }

  /** RFC 8288: a path reference, which is right behind any gateway. */
  static String next(HttpServletRequest request, Cursor cursor) {
    String query = request.getQueryString();
    Stream<String> others =
        query == null
            ? Stream.empty()
            : Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith("cursor="));
    return Stream.concat(others, Stream.of("cursor=" + cursor.text()))
        .collect(Collectors.joining("&", "<" + request.getRequestURI() + "?", ">; rel=\"next\""));
  }
}
