package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * Heads and bodies of what every SockJS service answers.
 *
 * <p>Pure.
 */
final class SockjsReplies {
  static final String PLAIN = "text/plain; charset=UTF-8";
  private static final int YEAR_SECONDS = 31_536_000;

  private SockjsReplies() {}

  /** What nobody may keep, and pages of the same Origin policy as the service read. */
  static ResponseHead fresh(int status, String mediaType, RequestHead asked) {
    List<HeaderField> headers = new ArrayList<>();
    if (!mediaType.isEmpty()) {
      headers.add(new HeaderField("Content-Type", mediaType));
    }
    headers.add(
        new HeaderField(
            "Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0"));
    headers.add(new HeaderField("X-Accel-Buffering", "no"));
    headers.addAll(readable(asked));
    return new ResponseHead(status, "", headers);
  }

  private static List<HeaderField> readable(RequestHead asked) {
    String origin = asked.header("origin").filter(HeaderField::isValue).orElse("");
    List<HeaderField> headers = new ArrayList<>();
    boolean isNamed = !origin.isEmpty() && !origin.equals("null");
    headers.add(new HeaderField("Access-Control-Allow-Origin", isNamed ? origin : "*"));
    headers.add(new HeaderField("Vary", "Origin"));
    if (isNamed) {
      headers.add(new HeaderField("Access-Control-Allow-Credentials", "true"));
    }
    asked
        .header("access-control-request-headers")
        .filter(HeaderField::isValue)
        .ifPresent(names -> headers.add(new HeaderField("Access-Control-Allow-Headers", names)));
    return headers;
  }

  /** To a browser that asks whether a page of another Origin may ask. */
  static ResponseHead preflight(String methods, RequestHead asked) {
    List<HeaderField> headers = new ArrayList<>();
    headers.add(new HeaderField("Cache-Control", "public, max-age=" + YEAR_SECONDS));
    headers.add(new HeaderField("Access-Control-Allow-Methods", methods));
    headers.add(new HeaderField("Access-Control-Max-Age", Integer.toString(YEAR_SECONDS)));
    headers.addAll(readable(asked));
    return new ResponseHead(204, "", headers);
  }

  /** The page of frames; its script is where it is said to be. */
  static byte[] iframe(String script) {
    return """
    <!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge" />
      <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
      <script src="%s"></script>
      <script>
        document.domain = document.domain;
        SockJS.bootstrap_iframe();
      </script>
    </head>
    <body>
      <h2>Don't panic!</h2>
      <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
    </body>
    </html>
    """
        .formatted(script)
        .getBytes(UTF_8);
  }

  /** The head of that; it may be kept for a year. */
  static ResponseHead kept(int status, String tag) {
    List<HeaderField> headers = new ArrayList<>();
    if (status == 200) {
      headers.add(new HeaderField("Content-Type", "text/html; charset=UTF-8"));
    }
    headers.add(new HeaderField("Cache-Control", "public, max-age=" + YEAR_SECONDS));
    headers.add(new HeaderField("ETag", tag));
    return new ResponseHead(status, "", headers);
  }
}
