package io.botledger.query.asof;

import io.botledger.platform.web.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * As of when a read answers.
 *
 * @param position what happened up to here has happened; for the present, the greatest there is
 * @param asOf what the answer says about it; null for the present
 * @param time the same moment's time, if it has one
 */
public record Viewpoint(long position, @Nullable AsOf asOf, @Nullable Instant time) {

  /** Whatever has happened. */
  public static final Viewpoint PRESENT = new Viewpoint(Long.MAX_VALUE, null, null);

  /** That of the pages of a list. */
  public static Viewpoint of(Cursor cursor) {
    return new Viewpoint(
        cursor.asOf(),
        cursor.time() == null ? null : AsOf.of(cursor.asOf(), cursor.time()),
        cursor.time());
  }

  /** A moment of the past. */
  public static Viewpoint of(long position, @Nullable Instant time) {
    return new Viewpoint(position, AsOf.of(position, time), time);
  }

  /**
   * The entity tag of an answer.
   *
   * <p>That of the past is never the present's: the answers differ. It is a weak one (RFC 9110,
   * section 8.8.1), which no {@code If-Match} accepts, so that nobody changes the present on the
   * ground of what was.
   *
   * @param present the tag that the same answer has in the present, in quotes
   */
  public String entityTag(String present) {
    return asOf == null
        ? present
        : "W/" + present.substring(0, present.length() - 1) + '@' + position + '"';
  }

  /** Behind a sentence that says what is not there: nothing, or the moment when it was not. */
  public String suffix() {
    return asOf == null ? "." : " at " + asOf.text() + ".";
  }
}
