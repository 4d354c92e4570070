package org.zmqwebbridge.grip.zhttp;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginFailure.Kind;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * A request that is one message.
 *
 * <p>Owner thread: the loop's, once it is sent; before, the one that asks. Lifetime: until its
 * listener has heard the end.
 */
final class ReqCall implements OriginCall, WorkerCall {
  private final ReqOrigin origin;
  private final OriginRequest request;
  private final OriginListener listener;
  private final String id = UUID.randomUUID().toString();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0); // that comes in parts
  private byte[] message;
  private long since;
  private boolean over; // its answer has come, or will not
  private boolean ended; // its listener has heard the end

  ReqCall(ReqOrigin origin, OriginRequest request, OriginListener listener) {
    this.origin = origin;
    this.request = request;
    this.listener = listener;
  }

  @Override
  public String id() {
    return id;
  }

  byte[] message() {
    return message;
  }

  void since(long nanoTime) {
    since = nanoTime;
  }

  boolean isOlder(long millis, long now) {
    return now - since >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  // The request

  @Override
  public void begin() {
    if (request.body() != null) {
      send(request.body());
    }
  }

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    if (body.size() + bytes.length > origin.limits().maxBytes()) {
      origin.loop().post(() -> fail(Kind.BROKEN, "its body is longer than one message may be"));
    } else {
      body.writeBytes(bytes);
      onTaken.run();
    }
  }

  @Override
  public void endBody(List<HeaderField> trailers) {
    send(body.toByteArray());
  }

  private void send(byte[] whole) {
    Map<String, Object> members = ZhttpRequest.first(origin.name(), id, request, whole);
    members.put("ignore-policies", true);
    members.put("max-size", (long) origin.limits().maxBytes());
    message = ZhttpRequest.write(members);
    origin.loop().post(() -> origin.send(this));
  }

  @Override
  public void abort() {
    origin.loop().post(() -> origin.drop(this));
  }

  // The answer

  void answer(ZhttpReply reply) {
    if (reply.type().equals("error")) {
      fail(Kind.BROKEN, "it says: " + reply.condition());
      return;
    }
    ResponseHead head;
    try {
      head = reply.head();
    } catch (IllegalArgumentException wrong) {
      fail(Kind.BROKEN, wrong.getMessage());
      return;
    }
    over = true;
    byte[] said = reply.body();
    listener.onHead(head, said.length);
    if (said.length > 0) {
      listener.onPart(said);
    } else {
      more();
    }
  }

  /** There was one part. */
  @Override
  public void more() {
    if (!ended) {
      ended = true;
      listener.onEnd(List.of());
    }
  }

  /** Whether it is not to be sent any more. */
  boolean isOver() {
    return over;
  }

  /** It is not wanted any more, whether its answer has come or not. */
  void drop() {
    if (!ended) {
      over = true;
      ended = true;
      listener.onFailed(new OriginFailure(Kind.ABORTED, "it was not wanted any more"));
    }
  }

  @Override
  public void fail(Kind kind, String text) {
    if (!over) {
      over = true;
      ended = true;
      listener.onFailed(new OriginFailure(kind, text));
    }
  }
}
