package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Entity tags and conditional reads: RFC 9110, sections 8.8.3 and 13.1.2. */
public final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private EntityTags() {}

  /** The strong tag of what has this id, in quotes. */
  public static String of(String id) {
    return '"' + id + '"';
  }

  /**
   * Whether the client has it already. Tags are compared weakly, as the RFC says of {@code
   * If-None-Match}; {@code *} stands for any.
   *
   * @param tag in quotes, weak or not
   */
  public static boolean isKnown(HttpServletRequest request, String tag) {
    String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
    for (String header : Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH))) {
      if (header.strip().equals("*")) {
        return true;
      }
      Matcher tags = TAG.matcher(header);
      while (tags.find()) {
        if (tags.group(1).equals(opaque)) {
          return true;
        }
      }
    }
    return false;
  }
}
