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
 * @param tags one of those must be there, or anything if {@code *} is among them; as they were
 *     sent, in their quotes; empty if none were given
 * @param nothing whether nothing may be there
 */
public record Preconditions(Set<String> tags, boolean nothing) {

  /** Whatever is there will do. */
  public static final Preconditions NONE = new Preconditions(Set.of(), false);

  private static final String ANY = "*";

  /** Section 8.8.3; between the tags there are commas, and perhaps nothing (section 5.6.1.2). */
  private static final Pattern TAG =
      Pattern.compile("[,\\s]*+((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")\\s*+(?:,[,\\s]*+|$)");

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
    if (!noneMatch.isEmpty() && !noneMatch.equals(List.of(ANY))) {
      throw Refusal.invalid(HttpHeaders.IF_NONE_MATCH, "Here it may only be *.");
    }
    return new Preconditions(match.isEmpty() ? Set.of() : tags(match), !noneMatch.isEmpty());
  }

  private static Set<String> tags(List<String> headers) {
    if (headers.equals(List.of(ANY))) {
      return Set.of(ANY);
    }
    String list = String.join(",", headers);
    Set<String> tags = new HashSet<>();
    Matcher tag = TAG.matcher(list);
    int end = 0;
    while (end < list.length() && tag.region(end, list.length()).lookingAt()) {
      tags.add(tag.group(1));
      end = tag.end();
    }
    if (tags.isEmpty() || end < list.length()) {
      throw Refusal.invalid(
          HttpHeaders.IF_MATCH, "It must be entity tags in quotes, with commas between, or *.");
    }
    return tags;
  }

  public boolean areGiven() {
    return !tags.isEmpty() || nothing;
  }

  /**
   * Whether they hold. Tags are compared strongly (section 13.1.1): one that was sent as weak is
   * none of ours.
   *
   * @param present the strong tag of what is there, in quotes; null where nothing is
   */
  public boolean hold(@Nullable String present) {
    if (present == null) {
      return tags.isEmpty();
    }
    return !nothing && (tags.isEmpty() || tags.contains(ANY) || tags.contains(present));
  }
}
