package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * The headers of a message to a handler: a JSON object, or a dictionary of tnetstrings. Values are
 * bytes of the client's, one character each; JSON has them as UTF-8 where they are, and otherwise
 * takes each for a character of ISO 8859-1, so that it is always valid.
 *
 * <p>Owner thread: its creator's.
 */
public final class HeaderBlock {
  private static final String HEX = "0123456789abcdef";
  private static final int ROOM = 512;

  private final boolean isJson;
  private final Bytes bytes;

  private HeaderBlock(boolean isJson, Bytes bytes) {
    this.isJson = isJson;
    this.bytes = bytes;
  }

  /** One without headers yet. */
  public static HeaderBlock json() {
    return new HeaderBlock(true, new Bytes(ROOM).put('{'));
  }

  /** The same in tnetstrings. */
  public static HeaderBlock tnetstring() {
    return new HeaderBlock(false, new Bytes(ROOM));
  }

  /** Another with the same headers, for more. */
  public HeaderBlock copy() {
    return new HeaderBlock(isJson, new Bytes(bytes));
  }

  /** One more header. */
  public HeaderBlock add(String name, String value) {
    name(name);
    if (isJson) {
      quote(value);
    } else {
      string(bytes, value);
    }
    return this;
  }

  /** One more header with several values. */
  public HeaderBlock add(String name, List<String> values) {
    name(name);
    if (isJson) {
      char before = '[';
      for (String value : values) {
        bytes.put(before);
        quote(value);
        before = ',';
      }
      bytes.put(']');
    } else {
      Bytes list = new Bytes(ROOM);
      values.forEach(value -> string(list, value));
      bytes.put(Integer.toString(list.length())).put(':').put(list).put(']');
    }
    return this;
  }

  private void name(String name) {
    if (!isJson) {
      string(bytes, name);
      return;
    }
    if (bytes.length() > 1) {
      bytes.put(',');
    }
    quote(name);
    bytes.put(':');
  }

  private static void string(Bytes to, String text) {
    to.put(Integer.toString(text.length())).put(':').put(text).put(',');
  }

  private void quote(String text) {
    bytes.put('"');
    if (isPlain(text)) {
      bytes.put(text);
    } else {
      boolean isUtf8 = isUtf8(text);
      for (int i = 0; i < text.length(); i++) {
        escape(text.charAt(i), isUtf8);
      }
    }
    bytes.put('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(String text) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  private void escape(char c, boolean isUtf8) {
    if (c == '"' || c == '\\') {
      bytes.put('\\').put(c);
    } else if (c < ' ' || c == 0x7f || (c > 0x7f && !isUtf8)) {
      bytes.put("\\u00").put(HEX.charAt((c >> 4) & 15)).put(HEX.charAt(c & 15));
    } else {
      bytes.put(c);
    }
  }

  /** Appends all of it: its length, a colon, itself, and what says which it is. */
  void appendTo(Bytes message) {
    int close = isJson ? 1 : 0;
    message.put(Integer.toString(bytes.length() + close)).put(':').put(bytes);
    message.put(isJson ? "}," : "}");
  }

  int length() {
    return bytes.length();
  }
}
