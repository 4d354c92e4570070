package org.zmqwebbridge.kit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The opening handshake of RFC 6455, as far as every client has it. */
public final class Opening {
  /** The sample nonce of section 1.3. */
  public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  /** What answers it. */
  public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final String END = "\r\n\r\n";

  private Opening() {}

  /** The answer's status line and headers, with the empty line; not a byte more is read. */
  public static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END, head.length() - END.length()) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the end after " + head.length() + " bytes of an answer");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
