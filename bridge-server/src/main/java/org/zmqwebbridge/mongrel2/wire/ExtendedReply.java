package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/**
 * An order of a handler's: a list of a word and what belongs to it, as tnetstrings.
 *
 * @param word for example {@code ctl}
 * @param about text as bytes, a number, a list or a map
 */
public record ExtendedReply(String word, Object about) {
  /** What the server does itself. */
  public static final String CONTROL = "ctl";

  /** Sends a file. */
  public static final String FILE = "sendfile";

  /**
   * Reads one.
   *
   * @throws MalformedReplyException if it is none
   */
  public static ExtendedReply read(byte[] body) throws MalformedReplyException {
    try {
      Object value = TnetstringReader.whole(body, 0);
      if (value instanceof List<?> list && list.size() == 2 && list.get(0) instanceof byte[] word) {
        return new ExtendedReply(new String(word, UTF_8), list.get(1));
      }
    } catch (MalformedTnetstringException wrong) {
      throw new MalformedReplyException("its order is no tnetstring: " + wrong.getMessage());
    }
    throw new MalformedReplyException("its order is no list of a word and what belongs to it");
  }

  /** What belongs to it, by names; without any where that is none. */
  public Map<?, ?> map() {
    return about instanceof Map<?, ?> map ? map : Map.of();
  }

  /** What belongs to it, as text; empty where it is none. */
  public String text() {
    return about instanceof byte[] text ? new String(text, UTF_8) : "";
  }
}
