package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers that hold a page of a list, with the ways to the pages beside it (RFC 8288). */
public final class Pages {

  /** Entries on a page unless the client says how many. */
  public static final int USUAL = 100;

  /** Entries on a page at most, and in a chunk of an answer that is written in chunks. */
  public static final int MOST = 1_000;

  private Pages() {}

  /**
   * A page of a list that is read forwards only.
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
    List<String> links = new ArrayList<>();
    if (found.size() > limit) {
      links.add(link(request, cursor.apply(page.get(limit - 1)), "next"));
    }
    return answer(links, body.apply(page));
  }

  /**
   * A page of a list that is read both ways. What lies before the first page, or has come there
   * meanwhile, is on the way back only.
   *
   * @param given where the page begins or ends; null at the beginning
   * @param found the entries beside that place, the nearest first: behind it, or for a cursor that
   *     leads {@linkplain Cursor#back() back} before it; one more than the page holds, if there is
   *     one
   * @param cursor where the page after an entry begins
   * @param body the answer around the entries
   */
  public static <T, B> ResponseEntity<B> page(
      HttpServletRequest request,
      @Nullable Cursor given,
      List<T> found,
      int limit,
      Function<T, Cursor> cursor,
      Function<List<T>, B> body) {
    boolean back = given != null && given.back();
    boolean more = found.size() > limit;
    List<T> page = new ArrayList<>(more ? found.subList(0, limit) : found);
    if (back) {
      Collections.reverse(page);
    }
    List<String> links = new ArrayList<>();
    if (!page.isEmpty() && (back || more)) {
      links.add(link(request, cursor.apply(page.get(page.size() - 1)), "next"));
    }
    if (!page.isEmpty() && (back ? more : given != null)) {
      links.add(link(request, cursor.apply(page.get(0)).backwards(), "prev"));
    }
    return answer(links, body.apply(page));
  }

  private static <B> ResponseEntity<B> answer(List<String> links, B body) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (!links.isEmpty()) {
      answer.header(HttpHeaders.LINK, String.join(", ", links));
    }
    return answer.body(body);
  }

  /** A path reference, which is right behind any gateway. */
  private static String link(HttpServletRequest request, Cursor cursor, String relation) {
    String query = request.getQueryString();
    Stream<String> others =
        query == null
            ? Stream.empty()
            : Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith("cursor="));
    return Stream.concat(others, Stream.of("cursor=" + cursor.text()))
        .collect(
            Collectors.joining(
                "&", "<" + request.getRequestURI() + "?", ">; rel=\"" + relation + "\""));
  }
}
