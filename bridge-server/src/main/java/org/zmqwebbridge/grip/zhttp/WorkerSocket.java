package org.zmqwebbridge.grip.zhttp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginFailure.Kind;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.origin.OriginSocketListener;
import org.zmqwebbridge.origin.SocketMessage;

/**
 * A WebSocket whose other side is a worker: messages, pings and the close are told one by one, so
 * many bytes each way as the other side has given credit for.
 *
 * <p>Owner thread: the loop's; what is called on others is posted there. Lifetime: until its
 * listener has heard the end.
 */
final class WorkerSocket implements OriginSocket, StreamedCall {
  private final StreamOrigin origin;
  private final OriginRequest request;
  private final OriginSocketListener listener;
  private final String id = UUID.randomUUID().toString();
  private final WorkerLine line;
  private final WorkerFrames frames; // that the worker is told
  private final SocketMessage message; // that the worker is saying
  private final Deque<ZhttpReply> said = new ArrayDeque<>(); // by the worker, not asked for yet
  private int saidBytes; // of these
  private long sequence; // of the worker's next message
  private boolean isOpen;
  private boolean isWanted; // what it says next is
  private boolean over;

  /**
   * @param maxBytes of a message of the worker's
   */
  WorkerSocket(
      StreamOrigin origin, OriginRequest request, int maxBytes, OriginSocketListener listener) {
    this.origin = origin;
    this.request = request;
    this.listener = listener;
    this.line = new WorkerLine(origin, this);
    this.frames = new WorkerFrames(line);
    this.message = new SocketMessage(maxBytes);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public WorkerLine line() {
    return line;
  }

  @Override
  public byte[] first() {
    Map<String, Object> members = ZhttpRequest.socket(origin.name(), id, request);
    members.put("seq", 0L);
    members.put("credits", (long) origin.limits().credits());
    members.put("ext", Map.of("multi", true));
    return ZhttpRequest.write(members);
  }

  @Override
  public void begin() {
    origin.loop().post(() -> origin.begin(this));
  }

  // What the worker is told

  private void post(Runnable task) {
    origin
        .loop()
        .post(
            () -> {
              if (!over) {
                task.run();
              }
            });
  }

  @Override
  public void send(boolean isText, byte[] bytes, Runnable onTaken) {
    post(() -> frames.add(new WorkerFrames.Content(isText, bytes), onTaken));
  }

  @Override
  public void ping(byte[] bytes, Runnable onTaken) {
    post(() -> frames.add(new WorkerFrames.Control("ping", bytes), onTaken));
  }

  @Override
  public void pong(byte[] bytes, Runnable onTaken) {
    post(() -> frames.add(new WorkerFrames.Control("pong", bytes), onTaken));
  }

  @Override
  public void close(CloseStatus status) {
    post(() -> frames.add(new WorkerFrames.Close(status), () -> {}));
  }

  @Override
  public void abort() {
    post(
        () -> {
          line.cancel();
          fail(Kind.ABORTED, "it was not wanted any more");
        });
  }

  // What it says

  @Override
  public void hear(ZhttpReply reply) {
    if (reply.isError() || reply.type().equals("cancel")) {
      refused(reply);
    } else if (reply.sequence() >= 0 && reply.sequence() != sequence++) {
      line.cancel();
      fail(Kind.BROKEN, "a message of its worker's is missing");
    } else if (!isOpen) {
      opened(reply);
    } else {
      frames.give(reply.credits());
      keep(reply);
    }
  }

  private void refused(ZhttpReply reply) {
    if (!isOpen && reply.condition().equals("rejected") && reply.hasHead()) {
      answered(reply);
    } else {
      fail(Kind.BROKEN, "it says: " + reply.type() + " " + reply.condition());
    }
  }

  private void answered(ZhttpReply reply) {
    ResponseHead head;
    try {
      head = reply.head();
    } catch (IllegalArgumentException wrong) {
      fail(Kind.BROKEN, wrong.getMessage());
      return;
    }
    end();
    listener.onRefused(head, reply.body());
  }

  private void opened(ZhttpReply reply) {
    frames.give(reply.credits());
    if (!reply.isData()) {
      return; // it has taken it, and answers later
    }
    if (!reply.isSwitching()) {
      line.cancel();
      answered(reply);
    } else if (!line.isKnown()) {
      fail(Kind.BROKEN, "it does not say who it is (\"from\"), and can be told nothing");
    } else {
      open(reply);
    }
  }

  private void open(ZhttpReply reply) {
    List<HeaderField> headers;
    try {
      headers = reply.headers();
    } catch (IllegalArgumentException wrong) {
      line.cancel();
      fail(Kind.BROKEN, wrong.getMessage());
      return;
    }
    isOpen = true;
    listener.onOpen(headers);
  }

  private void keep(ZhttpReply reply) {
    boolean isFrame = reply.isData() || reply.isControl();
    if (isFrame || reply.type().equals("close")) {
      said.add(reply);
      saidBytes += reply.body().length;
    }
    if (saidBytes > origin.limits().mostUnread()) {
      line.cancel();
      fail(Kind.BROKEN, "it says more than it was given credit for");
    } else {
      tell();
    }
  }

  @Override
  public void more() {
    post(
        () -> {
          isWanted = true;
          tell();
        });
  }

  private void tell() {
    while (isWanted && !over && !said.isEmpty()) {
      ZhttpReply next = said.remove();
      byte[] body = next.body();
      saidBytes -= body.length;
      if (next.type().equals("close")) {
        closed(next);
        return;
      }
      if (body.length > 0) {
        line.give(body.length);
      }
      if (next.isControl()) {
        control(next, body);
      } else {
        part(next, body);
      }
    }
  }

  private void control(ZhttpReply next, byte[] body) {
    isWanted = false;
    if (next.type().equals("ping")) {
      listener.onPing(body);
    } else {
      listener.onPong(body);
    }
  }

  private void part(ZhttpReply next, byte[] body) {
    try {
      byte[] whole = message.add(!next.isBinary(), !next.hasMore(), body);
      if (whole != null) {
        isWanted = false;
        listener.onMessage(message.isText(), whole);
      }
    } catch (SocketMessage.MalformedException wrong) {
      frames.close(new CloseStatus(wrong.code(), wrong.getMessage()));
      fail(Kind.BROKEN, wrong.getMessage());
    }
  }

  // Its end

  private void closed(ZhttpReply reply) {
    CloseStatus status = reply.closeStatus();
    frames.close(status);
    end();
    listener.onClosed(status);
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
