package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;

/** A peer's text and values as they may stand in an error's text: quoted, escaped, cut. */
public final class Quote {
  private static final int MAX_CHARS = 60;

  private Quote() {}

  /** The text in quotes. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(MAX_CHARS)
        .forEach(c -> quoted.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return quoted.append(text.length() > MAX_CHARS ? "…\"" : "\"").toString();
  }

  /** What kind of value it is, and for a short one which. */
  public static String of(JsonElement value) {
    if (value.isJsonArray()) {
      return "a list";
    }
    if (value.isJsonObject()) {
      return "an object";
    }
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return "the string " + of(value.getAsString());
    }
    return value.toString();
  }
}
