package org.zmqwebbridge.grip.zhttp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zmqwebbridge.edge.HeaderField;
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
final class StreamCall implements OriginCall, StreamedCall {
  private static final byte[] NOTHING = {};

  private final StreamOrigin origin;
  private final OriginRequest request;
  private final OriginListener listener;
  private final String id = UUID.randomUUID().toString();
  private final Deque<byte[]> parts = new ArrayDeque<>(); // of the answer, that are not asked for
  private long unread; // bytes of these
  private final WorkerLine line;
  private byte[] unsent = NOTHING; // of the request's body
  private Runnable onTaken = () -> {};
  private boolean isBodyOver;
  private long credits; // that the worker has given
  private boolean hasHead;
  private boolean isWhole; // the last of the answer has come
  private boolean isWanted = true; // the next part is
  private boolean over;

  StreamCall(StreamOrigin origin, OriginRequest request, OriginListener listener) {
    this.origin = origin;
    this.request = request;
    this.listener = listener;
    this.isBodyOver = request.body() != null;
    this.line = new WorkerLine(origin, this);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public WorkerLine line() {
    return line;
  }

  // The request

  @Override
  public byte[] first() {
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
  public void endBody(List<HeaderField> trailers) {
    origin
        .loop()
        .post(
            () -> {
              isBodyOver = true;
              if (!over) {
                Map<String, Object> last = line.later();
                last.put("body", NOTHING);
                line.say(last);
              }
            });
  }

  private void sendOn() {
    int bytes = (int) Math.min(credits, unsent.length);
    if (over || !line.isKnown() || bytes == 0) {
      return;
    }
    Map<String, Object> part = line.later();
    part.put("body", Arrays.copyOf(unsent, bytes));
    part.put("more", true);
    credits -= bytes;
    unsent = Arrays.copyOfRange(unsent, bytes, unsent.length);
    line.say(part);
    if (unsent.length == 0) {
      onTaken.run();
    }
  }

  @Override
  public void abort() {
    origin
        .loop()
        .post(
            () -> {
              if (!over) {
                line.cancel();
                fail(Kind.ABORTED, "it was not wanted any more");
              }
            });
  }

  // The answer

  @Override
  public void hear(ZhttpReply reply) {
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
      unread += reply.body().length;
    }
    if (unread > origin.limits().mostUnread()) {
      line.cancel();
      fail(Kind.BROKEN, "it says more than it was given credit for");
      return;
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
      unread -= part.length;
      if (!isWhole) {
        line.give(part.length);
      }
      listener.onPart(part);
    } else if (isWhole) {
      end();
      listener.onEnd(List.of());
    }
  }

  private void end() {
    over = true;
    origin.forget(this);
  }

  @Override
  public void fail(Kind kind, String text) {
    if (!over) {
      end();
      listener.onFailed(new OriginFailure(kind, text));
    }
  }
}
