package io.botledger.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins. Opaque to clients, who take it from a {@code Link}.
 *
 * @param asOf the position as of which all pages answer; 0 where that does not matter
 * @param time that moment's time, if the client asked about a moment; else null
 * @param back whether the page ends before the entry instead of beginning behind it
 * @param last the sort key of the entry beside the page
 */
public record Cursor(long asOf, @Nullable Instant time, boolean back, String last) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18})(?:@(-?\\d{1,15}))? (<?)([^<].{0,199})");

  /** Where the page behind an entry begins, of a list that is about the present. */
  public Cursor(long asOf, String last) {
    this(asOf, null, false, last);
  }

  /** Of a sort key that is a chatbot's id; null if absent or wrong, which is noted. */
  public static @Nullable Cursor ofChatbots(QueryValues values) {
    return from(values, "[A-Za-z0-9._~:-]{1,128}");
  }

  /** The same, of a sort key that is a number. */
  public static @Nullable Cursor ofPositions(QueryValues values) {
    return from(values, "\\d{1,18}");
  }

  private static @Nullable Cursor from(QueryValues values, String form) {
    String text = values.text("cursor");
    if (text == null) {
      return null;
    }
    try {
      Matcher parts =
          FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
      if (parts.matches() && parts.group(4).matches(form)) {
        String time = parts.group(2);
        return new Cursor(
            Long.parseLong(parts.group(1)),
            time == null ? null : Instant.ofEpochMilli(Long.parseLong(time)),
            !parts.group(3).isEmpty(),
            parts.group(4));
      }
    } catch (IllegalArgumentException e) {
      // Said below: it is no Base64.
    }
    values.issue("cursor", "It must be taken from a Link of an earlier answer.");
    return null;
  }

  /** The sort key as a number. */
  public long lastPosition() {
    return Long.parseLong(last);
  }

  /** Where the page before the entry ends. */
  Cursor backwards() {
    return new Cursor(asOf, time, true, last);
  }

  /** As it stands in a link. */
  public String text() {
    String moment = time == null ? "" : "@" + time.toEpochMilli();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (asOf + moment + (back ? " <" : " ") + last).getBytes(StandardCharsets.UTF_8));
  }
}
