package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * The frames of SockJS, and how each transport writes them.
 *
 * <p>Pure.
 */
final class SockjsText {
  static final String OPEN = "o";
  static final String HEARTBEAT = "h";
  private static final int PRELUDE_BYTES = 2048;
  private static final int PAGE_BYTES = 1024;

  private SockjsText() {}

  /** Messages, together. */
  static String messages(List<String> texts) {
    StringBuilder frame = new StringBuilder("a");
    char before = '[';
    for (String text : texts) {
      frame.append(before).append(quoted(text));
      before = ',';
    }
    return frame.append(']').toString();
  }

  /** The end. */
  static String close(int code, String reason) {
    return "c[" + code + "," + quoted(reason) + "]";
  }

  /** Also those characters are escaped that some browsers change on their way. */
  static String quoted(String text) {
    String quoted = JsonString.quote(text);
    StringBuilder escaped = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(c)
              && i + 1 < quoted.length()
              && Character.isLowSurrogate(quoted.charAt(i + 1));
      if (isPair) {
        escaped.append(c).append(quoted.charAt(++i));
      } else if (isChanged(c)) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isChanged(char c) {
    return c == 0xad
        || (c >= 0x200c && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202f)
        || (c >= 0x2060 && c <= 0x206f)
        || Character.isSurrogate(c)
        || c == 0xfeff
        || c >= 0xfff0;
  }

  /**
   * What a client sends: an array of texts, or, by WebSocket, one text.
   *
   * @throws MalformedTextException if it is neither
   */
  static List<String> sent(String json) throws MalformedTextException {
    String text = json.trim();
    List<?> said = StrictJson.array(text.startsWith("[") ? text : "[" + text + "]");
    List<String> texts = new ArrayList<>(said.size());
    for (Object one : said) {
      if (!(one instanceof String message)) {
        throw new MalformedTextException("a message is a text");
      }
      texts.add(message);
    }
    return texts;
  }

  /** What a transport's answer begins with. */
  static byte[] prelude(Transport transport, String callback) {
    return switch (transport) {
      case XHR_STREAMING -> ("h".repeat(PRELUDE_BYTES) + "\n").getBytes(UTF_8);
      case EVENTSOURCE -> "\r\n".getBytes(UTF_8);
      case HTMLFILE -> page(callback).getBytes(UTF_8);
      default -> new byte[0];
    };
  }

  private static String page(String callback) {
    String head =
        """
        <!doctype html>
        <html><head>
          <meta http-equiv="X-UA-Compatible" content="IE=edge" />
          <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
        </head><body><h2>Don't panic!</h2>
          <script>
            document.domain = document.domain;
            var c = parent.%s;
            c.start();
            function p(d) {c.message(d);};
            window.onload = c.stop;
          </script>
        """
            .formatted(callback);
    return head + " ".repeat(Math.max(0, PAGE_BYTES - head.length())) + "\r\n\r\n";
  }

  /** A frame as a transport writes it. */
  static byte[] written(Transport transport, String callback, String frame) {
    String text =
        switch (transport) {
          case EVENTSOURCE -> "data: " + frame + "\r\n\r\n";
          case HTMLFILE -> "<script>\np(" + script(frame) + ");\n</script>\r\n";
          case JSONP -> "/**/" + callback + "(" + quoted(frame) + ");\r\n";
          case WEBSOCKET -> frame;
          default -> frame + "\n";
        };
    return text.getBytes(UTF_8);
  }

  /** Within a page, nothing may end the script. */
  private static String script(String frame) {
    return quoted(frame).replace("</", "<\\/").replace("<!--", "\\u003c!--");
  }

  /** Its media type. */
  static String mediaType(Transport transport) {
    return switch (transport) {
      case EVENTSOURCE -> "text/event-stream; charset=UTF-8";
      case HTMLFILE -> "text/html; charset=UTF-8";
      default -> "application/javascript; charset=UTF-8";
    };
  }
}
