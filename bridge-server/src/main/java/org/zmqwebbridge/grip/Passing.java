package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HeaderField;
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
  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private final OriginCall call;
  private ResponseHead head;
  private boolean isWhole; // it is gathered, and sent at its end
  private byte[] first = NOTHING; // of what is gathered
  private ByteArrayOutputStream more; // after that; null: nothing
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
    isWhole = hasBody && bodyBytes >= 0 && bodyBytes <= SMALL_BYTES;
    if (!isWhole) {
      body = exchange.reply(said, bodyBytes);
      if (body == null) {
        call.abort();
      }
    }
  }

  void onPart(byte[] bytes) {
    if (isWhole) {
      gather(bytes);
      call.more();
    } else if (body != null) {
      body.write(bytes, call::more);
    }
  }

  private void gather(byte[] bytes) {
    if (first.length == 0) {
      first = bytes;
    } else {
      more = more == null ? new ByteArrayOutputStream() : more;
      more.writeBytes(bytes);
    }
  }

  void onEnd(List<HeaderField> trailers) {
    if (isWhole) {
      boolean unused = exchange.reply(head, whole());
    } else if (body != null) {
      body.end(trailers);
    }
  }

  private byte[] whole() {
    if (more == null) {
      return first;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + more.size());
    all.writeBytes(first);
    all.writeBytes(more.toByteArray());
    return all.toByteArray();
  }

  /** Whether something of it has been written. */
  boolean hasBegun() {
    return !isWhole;
  }

  /** It is not whole, and its client is to see that. */
  void abort() {
    if (body != null) {
      body.abort();
    }
  }
}
