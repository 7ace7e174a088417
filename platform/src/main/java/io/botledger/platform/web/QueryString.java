package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The parameters of the query string alone. The servlet's own parameters would also read a form's
 * body, which is none of ours and would be consumed by it.
 */
final class QueryString {
  private QueryString() {}

  static Map<String, List<String>> of(HttpServletRequest request) {
    if (request.getQueryString() == null) {
      return Map.of();
    }
    MultiValueMap<String, String> raw =
        UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams();
    Map<String, List<String>> decoded = new LinkedHashMap<>();
    raw.forEach(
        (name, values) ->
            decoded.put(
                decode(name), values.stream().map(v -> v == null ? "" : decode(v)).toList()));
    return decoded;
  }

  private static String decode(String text) {
    try {
      return UriUtils.decode(text.replace('+', ' '), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(
          ProblemCode.BAD_REQUEST, "The query string is not percent-encoded properly.");
    }
  }
}
