package org.zmqwebbridge.grip.zhttp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginFailure.Kind;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * A request that is streamed: so much of each body is under way as the other side has given credit
 * for.
 *
 * <p>Owner thread: the loop's; what is called on others is posted there. Lifetime: until its
 * listener has heard the end.
 */
final class StreamCall implements OriginCall {
  private static final byte[] NOTHING = {};
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(45);

  private final StreamOrigin origin;
  private final OriginRequest request;
  private final OriginListener listener;
  private final String id = UUID.randomUUID().toString();
  private final Deque<byte[]> parts = new ArrayDeque<>(); // of the answer, that are not asked for
  private final Deque<byte[]> outgoing = new ArrayDeque<>(1); // what its worker does not take yet
  private long stuckAt; // since when; 0: it is not so
  private String worker = ""; // that has taken it; empty: none yet
  private long sequence = 1;
  private byte[] unsent = NOTHING; // of the request's body
  private Runnable onTaken = () -> {};
  private boolean isBodyOver;
  private long credits; // that the worker has given
  private boolean hasHead;
  private boolean isWhole; // the last of the answer has come
  private boolean isWanted = true; // the next part is
  private long heardAt;
  private long saidAt;
  private boolean over;

  StreamCall(StreamOrigin origin, OriginRequest request, OriginListener listener) {
    this.origin = origin;
    this.request = request;
    this.listener = listener;
    this.isBodyOver = request.body() != null;
  }

  String id() {
    return id;
  }

  void touch(long now) {
    heardAt = now;
    saidAt = saidAt == 0 ? now : saidAt;
  }

  boolean isOlder(long millis, long now) {
    return now - heardAt >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  // The request

  /** Its first message. */
  byte[] first() {
    byte[] body = request.body() == null ? NOTHING : request.body();
    Map<String, Object> members = ZhttpRequest.first(origin.name(), id, request, body);
    members.put("seq", 0L);
    members.put("credits", (long) origin.limits().credits());
    members.put("stream", true);
    members.put("ext", Map.of("multi", true));
    if (!isBodyOver) {
      members.put("more", true);
    }
    return ZhttpRequest.write(members);
  }

  @Override
  public void begin() {
    origin.loop().post(() -> origin.begin(this));
  }

  @Override
  public void write(byte[] bytes, Runnable taken) {
    origin
        .loop()
        .post(
            () -> {
              unsent = bytes;
              onTaken = taken;
              sendOn();
            });
  }

  @Override
  public void endBody() {
    origin
        .loop()
        .post(
            () -> {
              isBodyOver = true;
              Map<String, Object> last = later();
              last.put("body", NOTHING);
              say(last);
            });
  }

  private Map<String, Object> later() {
    return ZhttpRequest.later(origin.name(), id, sequence++);
  }

  private void say(Map<String, Object> members) {
    if (worker.isEmpty() || over) {
      return;
    }
    outgoing.add(ZhttpRequest.write(members));
    sayOn(origin.loop().nanoTime());
  }

  /** Sends what its worker has not been told yet: one that is only just there is waited for. */
  void sayOn(long now) {
    while (!over && !outgoing.isEmpty() && origin.send(worker, outgoing.peek())) {
      outgoing.remove();
      saidAt = now;
    }
    if (outgoing.isEmpty()) {
      stuckAt = 0;
    } else if (stuckAt == 0) {
      stuckAt = now | 1;
    } else if (now - stuckAt
        >= TimeUnit.MILLISECONDS.toNanos(origin.limits().unreachableMillis())) {
      fail(Kind.BROKEN, "its worker has gone");
    }
  }

  private void sendOn() {
    int bytes = (int) Math.min(credits, unsent.length);
    if (over || worker.isEmpty() || bytes == 0) {
      return;
    }
    Map<String, Object> part = later();
    part.put("body", Arrays.copyOf(unsent, bytes));
    part.put("more", true);
    credits -= bytes;
    unsent = Arrays.copyOfRange(unsent, bytes, unsent.length);
    say(part);
    if (unsent.length == 0) {
      onTaken.run();
    }
  }

  /** So that the worker does not forget it. */
  void keepAlive(long now) {
    if (now - saidAt >= KEEP_ALIVE_NANOS) {
      saidAt = now;
      Map<String, Object> sign = later();
      sign.put("type", "keep-alive");
      say(sign);
    }
  }

  @Override
  public void abort() {
    origin
        .loop()
        .post(
            () -> {
              Map<String, Object> cancel = later();
              cancel.put("type", "cancel");
              say(cancel);
              fail(Kind.ABORTED, "it was not wanted any more");
            });
  }

  // The answer

  void hear(ZhttpReply reply) {
    if (worker.isEmpty()) {
      worker = reply.from();
    }
    switch (reply.type()) {
      case "", "data" -> data(reply);
      case "credit" -> {
        credits += reply.credits();
        sendOn();
      }
      case "error", "cancel" ->
          fail(Kind.BROKEN, "it says: " + reply.type() + " " + reply.condition());
      default -> {
        // a sign of life is one by itself
      }
    }
  }

  private void data(ZhttpReply reply) {
    credits += reply.credits();
    if (!hasHead) {
      ResponseHead head;
      try {
        head = reply.head();
      } catch (IllegalArgumentException wrong) {
        fail(Kind.BROKEN, wrong.getMessage());
        return;
      }
      hasHead = true;
      listener.onHead(head, reply.hasMore() ? -1 : reply.body().length);
    }
    if (reply.body().length > 0) {
      parts.add(reply.body());
    }
    isWhole = !reply.hasMore();
    tell();
  }

  @Override
  public void more() {
    origin
        .loop()
        .post(
            () -> {
              isWanted = true;
              tell();
            });
  }

  private void tell() {
    if (over || !isWanted) {
      return;
    }
    byte[] part = parts.poll();
    if (part != null) {
      isWanted = false;
      give(part.length);
      listener.onPart(part);
    } else if (isWhole) {
      end();
      listener.onEnd(List.of());
    }
  }

  /** So many bytes more may come. */
  private void give(int bytes) {
    if (!isWhole) {
      Map<String, Object> credit = later();
      credit.put("type", "credit");
      credit.put("credits", (long) bytes);
      say(credit);
    }
  }

  private void end() {
    over = true;
    origin.forget(this);
  }

  void fail(Kind kind, String text) {
    if (!over) {
      end();
      listener.onFailed(new OriginFailure(kind, text));
    }
  }
}
