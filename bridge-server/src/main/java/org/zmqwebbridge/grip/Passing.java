package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginCall;

/**
 * An origin's answer on its way to the client: whole where it is small, otherwise each part when
 * the one before was taken.
 *
 * <p>Owner thread: the origin's. Lifetime: from the answer's head to its end.
 */
final class Passing {
  private static final int SMALL_BYTES = 16_384;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Exchange exchange;
  private final OriginCall call;
  private ResponseHead head;
  private ByteArrayOutputStream whole; // null: it goes on in parts
  private ResponseBody body; // null: it has not begun, or has ended

  Passing(Exchange exchange, OriginCall call) {
    this.exchange = exchange;
    this.call = call;
  }

  void onHead(ResponseHead said, long bodyBytes) {
    head = said;
    boolean hasBody =
        !exchange.head().method().equals("HEAD")
            && said.status() != NO_CONTENT
            && said.status() != NOT_MODIFIED;
    if (hasBody && bodyBytes >= 0 && bodyBytes <= SMALL_BYTES) {
      whole = new ByteArrayOutputStream((int) bodyBytes);
    } else {
      body = exchange.reply(said, bodyBytes);
      if (body == null) {
        call.abort();
      }
    }
  }

  void onPart(byte[] bytes) {
    if (whole != null) {
      whole.writeBytes(bytes);
      call.more();
    } else if (body != null) {
      body.write(bytes, call::more);
    }
  }

  void onEnd() {
    if (whole != null) {
      boolean unused = exchange.reply(head, whole.toByteArray());
    } else if (body != null) {
      body.end();
    }
  }

  /** Whether something of it has been written. */
  boolean hasBegun() {
    return whole == null;
  }

  /** It is not whole, and its client is to see that. */
  void abort() {
    if (body != null) {
      body.abort();
    }
  }
}
