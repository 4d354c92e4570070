package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import org.zmqwebbridge.edge.CloseStatus;

/**
 * What a worker is told of one WebSocket, each as soon as it has given credit for it; messages of
 * content in pieces.
 *
 * <p>Owner thread: the loop's. Lifetime: its WebSocket's.
 */
final class WorkerFrames {
  /** One that waits. */
  sealed interface Frame permits Content, Control, Close {}

  /** A message, or what is left of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(boolean isText, byte[] bytes) implements Frame {}

  /**
   * One that is told whole.
   *
   * @param type {@code ping} or {@code pong}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Control(String type, byte[] bytes) implements Frame {}

  /** The last. */
  record Close(CloseStatus status) implements Frame {}

  /** One that waits, and who waits for it. */
  private record Entry(Frame frame, Runnable onTaken) {}

  private final WorkerLine line;
  private final Deque<Entry> waiting = new ArrayDeque<>(1);
  private long credits; // that the worker has given
  private boolean isClosed; // it has been told so

  WorkerFrames(WorkerLine line) {
    this.line = line;
  }

  /** One more. */
  void add(Frame frame, Runnable onTaken) {
    waiting.add(new Entry(frame, onTaken));
    sayOn();
  }

  /** The worker takes so many bytes more. */
  void give(int bytes) {
    credits += bytes;
    sayOn();
  }

  private void sayOn() {
    while (!isClosed && !waiting.isEmpty() && say(waiting.peek().frame())) {
      waiting.remove().onTaken().run();
    }
  }

  /** Tells as much of it as there is credit for; whether that is all. */
  private boolean say(Frame frame) {
    if (frame instanceof Content content) {
      return say(content);
    }
    if (frame instanceof Control control) {
      return say(control);
    }
    close(((Close) frame).status());
    return true;
  }

  private boolean say(Control control) {
    boolean fits = control.bytes().length <= credits;
    if (fits) {
      credits -= control.bytes().length;
      Map<String, Object> members = line.later(control.type());
      members.put("body", control.bytes());
      line.say(members);
    }
    return fits;
  }

  private boolean say(Content content) {
    int bytes = (int) Math.min(credits, content.bytes().length);
    boolean isWhole = bytes == content.bytes().length;
    if (bytes == 0 && !isWhole) {
      return false;
    }
    credits -= bytes;
    Map<String, Object> members = line.later();
    members.put("content-type", content.isText() ? "text" : "binary");
    members.put("body", isWhole ? content.bytes() : Arrays.copyOf(content.bytes(), bytes));
    if (!isWhole) {
      members.put("more", true);
      byte[] rest = Arrays.copyOfRange(content.bytes(), bytes, content.bytes().length);
      Entry begun = waiting.remove();
      waiting.addFirst(new Entry(new Content(content.isText(), rest), begun.onTaken()));
    }
    line.say(members);
    return isWhole;
  }

  /** Tells that it is over, once; nothing follows. */
  void close(CloseStatus status) {
    if (!isClosed) {
      isClosed = true;
      Map<String, Object> members = line.later("close");
      if (!status.equals(CloseStatus.NONE)) {
        members.put("code", (long) status.code());
        members.put("body", status.text().getBytes(UTF_8));
      }
      line.say(members);
    }
  }
}
