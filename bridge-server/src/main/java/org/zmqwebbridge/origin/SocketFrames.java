package org.zmqwebbridge.origin;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;

/**
 * The frames of one open WebSocket, both ways.
 *
 * <p>Owner thread: Jetty's for what comes, one at a time; any for what is sent. Lifetime: from its
 * opening until its listener has heard the end.
 */
final class SocketFrames implements FrameHandler {
  private static final Callback UNHEARD = Callback.NOOP;

  private final OriginSocketListener listener;
  private final int maxBytes;
  private final Duration closing;
  private final SocketMessage message;
  private final AtomicBoolean over = new AtomicBoolean(); // its listener has heard the end
  private List<HeaderField> said = List.of();
  private volatile CoreSession session; // null: it is not open yet
  private volatile boolean aborted;

  /**
   * @param maxBytes of a message that comes
   * @param closing how long the answer to a close frame is waited for
   */
  SocketFrames(OriginSocketListener listener, int maxBytes, Duration closing) {
    this.listener = listener;
    this.maxBytes = maxBytes;
    this.closing = closing;
    this.message = new SocketMessage(maxBytes);
  }

  /** How long it may say nothing is not the client's business. */
  void limit(Configuration limits) {
    limits.setIdleTimeout(Duration.ZERO);
    limits.setMaxFrameSize(maxBytes);
  }

  /** It is about to be open, as this says. */
  void open(List<HeaderField> headers) {
    said = headers;
  }

  boolean isOpen() {
    return session != null;
  }

  // What the back end says

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    callback.succeeded();
    if (aborted) {
      abort();
    } else {
      listener.onOpen(said);
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (frame.getOpCode() == OpCode.CLOSE) {
      closed(org.eclipse.jetty.websocket.core.CloseStatus.getCloseStatus(frame));
      callback.succeeded();
      return;
    }
    byte[] bytes = new byte[frame.getPayloadLength()];
    frame.getPayload().get(bytes);
    callback.succeeded();
    switch (frame.getOpCode()) {
      case OpCode.PING -> listener.onPing(bytes);
      case OpCode.PONG -> listener.onPong(bytes);
      default -> onPart(frame, bytes);
    }
  }

  private void onPart(Frame frame, byte[] bytes) {
    try {
      byte[] whole = message.add(frame.getOpCode() == OpCode.TEXT, frame.isFin(), bytes);
      if (whole == null) {
        more();
      } else {
        listener.onMessage(message.isText(), whole);
      }
    } catch (SocketMessage.MalformedException wrong) {
      session.close(wrong.code(), wrong.getMessage(), UNHEARD);
      end(new OriginFailure(OriginFailure.Kind.BROKEN, wrong.getMessage()));
    }
  }

  private void closed(org.eclipse.jetty.websocket.core.CloseStatus status) {
    if (over.compareAndSet(false, true)) {
      String text = status.getReason() == null ? "" : status.getReason();
      listener.onClosed(
          status.getCode() == CloseStatus.NONE.code()
              ? CloseStatus.NONE
              : new CloseStatus(status.getCode(), text));
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
    end(
        new OriginFailure(
            OriginFailure.Kind.BROKEN, "its WebSocket broke off: " + Failures.text(cause)));
  }

  @Override
  public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
    callback.succeeded();
    end(new OriginFailure(OriginFailure.Kind.BROKEN, "its WebSocket ended without a close frame"));
  }

  private void end(OriginFailure failure) {
    if (over.compareAndSet(false, true)) {
      listener.onFailed(failure);
    }
  }

  // What it is told

  void more() {
    CoreSession open = session;
    if (open != null && !over.get()) {
      open.demand();
    }
  }

  void send(boolean isText, byte[] bytes, Runnable onTaken) {
    send(isText ? OpCode.TEXT : OpCode.BINARY, bytes, onTaken);
  }

  void ping(byte[] bytes, Runnable onTaken) {
    send(OpCode.PING, bytes, onTaken);
  }

  void pong(byte[] bytes, Runnable onTaken) {
    send(OpCode.PONG, bytes, onTaken);
  }

  /** Masking changes the bytes of a frame where they are, and they may be others' too. */
  private void send(byte opCode, byte[] bytes, Runnable onTaken) {
    CoreSession open = session;
    if (open != null && !over.get()) {
      Frame frame = new Frame(opCode, true, ByteBuffer.wrap(bytes.clone()));
      open.sendFrame(frame, Callback.from(onTaken, ignored -> {}), false);
    }
  }

  void close(CloseStatus status) {
    CoreSession open = session;
    if (open != null && !over.get()) {
      open.setIdleTimeout(closing);
      if (status.equals(CloseStatus.NONE)) {
        open.close(UNHEARD);
      } else {
        open.close(status.code(), status.text(), UNHEARD);
      }
    }
  }

  /** Ends it; whether it was open, or had ended. */
  boolean abort() {
    aborted = true;
    CoreSession open = session;
    if (open == null) {
      return false;
    }
    end(OriginFailure.UNWANTED);
    open.abort();
    return true;
  }
}
