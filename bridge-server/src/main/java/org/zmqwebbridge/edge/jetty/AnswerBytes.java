package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The bytes of an answer of HTTP/1 (RFC 9112, section 2.1): its head and its body, as one array.
 */
final class AnswerBytes {
  private static final int USUAL_CHARACTERS = 384;

  private AnswerBytes() {}

  /**
   * Makes them.
   *
   * @param phrase after the status; empty: its own
   * @param fields what frames the body too; without control characters
   */
  static byte[] of(int status, String phrase, HttpFields fields, byte[] body) {
    StringBuilder head = new StringBuilder(USUAL_CHARACTERS);
    head.append("HTTP/1.1 ").append(status).append(' ');
    head.append(phrase.isEmpty() ? HttpStatus.getMessage(status) : phrase).append("\r\n");
    for (HttpField field : fields) {
      head.append(field.getHeader() == null ? field.getName() : field.getHeader().asString());
      head.append(": ");
      head.append(field.getValue() == null ? "" : field.getValue()).append("\r\n");
    }
    byte[] begin = head.append("\r\n").toString().getBytes(ISO_8859_1);
    if (body.length == 0) {
      return begin;
    }
    byte[] all = new byte[begin.length + body.length];
    System.arraycopy(begin, 0, all, 0, begin.length);
    System.arraycopy(body, 0, all, begin.length, body.length);
    return all;
  }
}
