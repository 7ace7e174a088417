package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a client that changes something expects to be there (RFC 9110, section 13.1): {@code
 * If-Match} with entity tags or {@code *}, {@code If-None-Match} with {@code *}.
 *
 * @param tags those that may be there, without their quotes; empty if none were given
 * @param something whether anything at all must be there
 * @param nothing whether nothing may be there
 */
public record Preconditions(Set<String> tags, boolean something, boolean nothing) {

  /** Whatever is there will do. */
  public static final Preconditions NONE = new Preconditions(Set.of(), false, false);

  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*");
  private static final String ANY = "*";

  public Preconditions {
    tags = Set.copyOf(tags);
  }

  /**
   * Those of a request that writes.
   *
   * @throws Refusal a 400 if one is malformed, or one that is not known here
   */
  public static Preconditions of(HttpServletRequest request) {
    List<String> match = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    List<String> noneMatch = Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH));
    if (match.isEmpty() && noneMatch.isEmpty()) {
      return NONE;
    }
    boolean nothing = !noneMatch.isEmpty();
    if (nothing && !noneMatch.equals(List.of(ANY))) {
      throw Refusal.invalid(HttpHeaders.IF_NONE_MATCH, "Here it may only be *.");
    }
    if (match.equals(List.of(ANY))) {
      return new Preconditions(Set.of(), true, nothing);
    }
    return new Preconditions(tags(match), !match.isEmpty(), nothing);
  }

  /** A weak tag never matches (section 13.1.1); it is kept as what no tag of ours can be. */
  private static Set<String> tags(List<String> headers) {
    Set<String> tags = new HashSet<>();
    for (String header : headers) {
      for (String one : header.split(",", -1)) {
        Matcher tag = TAG.matcher(one);
        if (!tag.matches()) {
          throw Refusal.invalid(
              HttpHeaders.IF_MATCH, "It must be entity tags in quotes, with commas between, or *.");
        }
        tags.add(tag.group(1) == null ? tag.group(2) : "W/\"");
      }
    }
    return tags;
  }

  public boolean areGiven() {
    return something || nothing;
  }

  /**
   * Whether they hold.
   *
   * @param present the tag of what is there, without its quotes; null where nothing is
   */
  public boolean hold(@Nullable String present) {
    if (present == null) {
      return !something;
    }
    return !nothing && (tags.isEmpty() || tags.contains(present));
  }
}
