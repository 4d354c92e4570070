package org.zmqwebbridge.virtualsocket.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * What a page's REP socket sends: {@code ["<reply address>", "", "<body>", …]}.
 *
 * @param replyAddress the address that came with the ask
 * @param body the frames for the asker; at least one
 */
public record Answer(String replyAddress, List<String> body) {

  public Answer {
    body = List.copyOf(body);
  }

  /**
   * Reads the content of a REP socket's message.
   *
   * @throws MalformedTextException if it is not such an array
   */
  public static Answer parse(byte[] content) throws MalformedTextException {
    if (content == null) {
      throw new MalformedTextException("the content is not a string");
    }
    List<?> frames = StrictJson.array(new String(content, StandardCharsets.UTF_8));
    List<String> texts = new ArrayList<>();
    for (Object frame : frames) {
      if (!(frame instanceof String text)) {
        throw new MalformedTextException("an answer is an array of strings");
      }
      texts.add(text);
    }
    if (texts.size() < 3 || !texts.get(1).isEmpty()) {
      throw new MalformedTextException("an answer is [address, \"\", body]");
    }
    return new Answer(texts.get(0), texts.subList(2, texts.size()));
  }
}
