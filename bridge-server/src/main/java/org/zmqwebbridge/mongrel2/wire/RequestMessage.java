package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes messages to handlers: {@code SENDER ID PATH SIZE:HEADERS,SIZE:BODY,}.
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class RequestMessage {
  /** The path of what the server has to say itself. */
  public static final String NOTICE_PATH = "@*";

  private static final byte[] DISCONNECT = "{\"type\":\"disconnect\"}".getBytes(US_ASCII);
  private static final byte[] CREDITS = "{\"type\":\"credits\"}".getBytes(US_ASCII);
  private static final int AROUND = 64;

  private RequestMessage() {}

  /**
   * A message.
   *
   * @param sender who the server is: {@code send_ident}
   * @param path as the client has sent it, without its query
   */
  public static byte[] write(
      String sender, long id, String path, HeaderBlock headers, byte[] body) {
    Bytes message =
        new Bytes(sender.length() + path.length() + headers.length() + body.length + AROUND);
    message.put(sender).put(' ').put(Long.toString(id)).put(' ').put(path).put(' ');
    headers.appendTo(message);
    message.put(Integer.toString(body.length)).put(':').put(body).put(',');
    return message.toArray();
  }

  /** That a client is not there, or not any more. */
  public static byte[] disconnect(String sender, long id, HeaderBlock empty) {
    return write(sender, id, NOTICE_PATH, empty.add("METHOD", "JSON"), DISCONNECT);
  }

  /** That so much of what was sent to a client has been taken. */
  public static byte[] credits(String sender, long id, HeaderBlock empty, long bytes) {
    HeaderBlock headers = empty.add("METHOD", "JSON");
    return write(
        sender, id, NOTICE_PATH, headers.add("DOWNLOAD_CREDITS", Long.toString(bytes)), CREDITS);
  }
}
