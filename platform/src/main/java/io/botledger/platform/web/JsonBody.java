package io.botledger.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A request's body: one JSON object, read without loss. A controller takes it as a parameter; its
 * members are then asked for by {@link JsonFields}.
 *
 * <p>Values keep the text that was sent, since Jackson's tree would change number literals ({@code
 * 1e2} becomes {@code 100.0}).
 */
public final class JsonBody {

  /** The longest body that is read, in bytes. */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  /** What an absent body of an operation that needs none counts as. */
  public static final JsonBody EMPTY = new JsonBody(Map.of(), List.of());

  private final Map<String, JsonMember> members;
  private final List<Issue> issues;

  JsonBody(Map<String, JsonMember> members, List<Issue> issues) {
    this.members = members;
    this.issues = issues;
  }

  /**
   * Reads a body.
   *
   * @throws Refusal {@code malformed-json} if it is no UTF-8 or no JSON; what is wrong inside
   *     (duplicate members, U+0000, unpaired surrogates, numbers of more than 1,000 digits) is kept
   *     for {@link JsonFields#check()}, to be reported together with the rest
   */
  public static JsonBody parse(byte[] bytes) {
    return JsonScan.of(decode(bytes));
  }

  /** The members by name, in the order in which they were sent. */
  public Map<String, JsonMember> members() {
    return members;
  }

  List<Issue> issues() {
    return issues;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw Refusal.malformed("It is not encoded in UTF-8.");
    }
  }
}
