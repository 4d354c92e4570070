package org.zmqwebbridge.mongrel2.dir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The heads of a directory's answers.
 *
 * <p>Immutable.
 *
 * @param cacheControl the header of this name; empty: there is none
 */
record FileHeads(String cacheControl) {
  private static final String SERVER = "Server: Mongrel2\r\n\r\n";

  FileHeads {
    if (cacheControl.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "Cache-Control holds a character that is none of ASCII's printable ones; write it as in"
              + " max-age=60");
    }
  }

  /** Of an answer with all of a file. */
  byte[] all(DirFile file, boolean varies, long second) {
    return bytes(
        "HTTP/1.1 200 OK\r\n"
            + date(second)
            + content(file, file.size())
            + validators(file, varies)
            + SERVER);
  }

  /** Head and body of the same. */
  byte[] whole(DirFile file, boolean varies, long second) {
    return join(all(file, varies, second), file.bytes(), 0, file.bytes().length);
  }

  /** Of an answer with a part. */
  byte[] part(DirFile file, ByteRange range, boolean varies, long second) {
    return bytes(
        "HTTP/1.1 206 Partial Content\r\n"
            + date(second)
            + content(file, range.length())
            + "Content-Range: "
            + range.text(file.size())
            + "\r\n"
            + validators(file, varies)
            + SERVER);
  }

  /** Where the part begins that is asked for, there is nothing. */
  byte[] noSuchPart(DirFile file, ByteRange range, long second) {
    return bytes(
        "HTTP/1.1 416 Range Not Satisfiable\r\n"
            + date(second)
            + "Content-Length: 0\r\nContent-Range: "
            + range.text(file.size())
            + "\r\n"
            + SERVER);
  }

  /** The client has it already. */
  byte[] notModified(DirFile file, boolean varies, long second) {
    return bytes(
        "HTTP/1.1 304 Not Modified\r\n" + date(second) + validators(file, varies) + SERVER);
  }

  /** It is a folder, which is somewhere else. */
  byte[] moved(String location) {
    return bytes(
        "HTTP/1.1 301 Moved Permanently\r\nLocation: "
            + location
            + "\r\nContent-Length: 0\r\n"
            + SERVER);
  }

  private static String date(long second) {
    return "Date: " + HttpDate.text(second) + "\r\n";
  }

  private static String content(DirFile file, long length) {
    return "Content-Type: "
        + file.type()
        + "\r\nContent-Length: "
        + length
        + "\r\n"
        + (file.encoding().isEmpty() ? "" : "Content-Encoding: " + file.encoding() + "\r\n");
  }

  private String validators(DirFile file, boolean varies) {
    return "Last-Modified: "
        + HttpDate.text(file.modified())
        + "\r\nETag: \""
        + file.tag()
        + "\"\r\nAccept-Ranges: bytes\r\n"
        + (varies ? "Vary: Accept-Encoding\r\n" : "")
        + (cacheControl.isEmpty() ? "" : "Cache-Control: " + cacheControl + "\r\n");
  }

  private static byte[] bytes(String head) {
    return head.getBytes(ISO_8859_1);
  }

  /** A head with what comes after it. */
  static byte[] join(byte[] head, byte[] body, int from, int length) {
    byte[] all = Arrays.copyOf(head, head.length + length);
    System.arraycopy(body, from, all, head.length, length);
    return all;
  }
}
