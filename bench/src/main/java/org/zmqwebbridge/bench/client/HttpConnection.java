package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One HTTP/1.1 connection of the load, with one request outstanding at most.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link LoadLoop#open} until {@code
 * HttpSession.onEnded}, the end of a response that says so, or {@link #close}.
 */
public final class HttpConnection extends Link implements ResponseReader.Listener {
  private final HttpSession session;
  private final ResponseReader responses = new ResponseReader();
  private boolean waits; // for a response, or for the rest of one
  private boolean closes;

  HttpConnection(LoadLoop loop, SocketChannel channel, Transport transport, HttpSession session)
      throws IOException {
    super(loop, channel, transport, Ending.Kind.UNANSWERED);
    this.session = session;
  }

  /**
   * Sends a request at the end of this turn, or as soon as TCP is up.
   *
   * @throws IllegalStateException if one is outstanding
   */
  public void send(ByteBuffer request) {
    if (waits) {
      throw new IllegalStateException("a request is outstanding on this connection");
    }
    if (!isEnded()) {
      waits = true;
      room(request.remaining()).put(request);
    }
  }

  /** Whether a request has no whole response yet. */
  public boolean isWaiting() {
    return waits;
  }

  @Override
  void onConnected() {
    session.onOpen(this);
  }

  @Override
  void onBytes(ByteBuffer in) throws IOException {
    while (!isEnded() && in.hasRemaining() && responses.step(in, this)) {
      // as long as there is something whole
    }
  }

  @Override
  public void onHead(ResponseHead head) throws IOException {
    if (!waits) {
      throw new IOException("the server sent a response to no request");
    }
    markAnswered();
    closes = head.closes();
    session.onHead(this, head);
  }

  @Override
  public void onBody(ByteBuffer piece) {
    if (!isEnded()) {
      session.onBody(this, piece);
    }
  }

  @Override
  public void onEnd() {
    if (!isEnded()) {
      waits = false;
      if (closes) {
        close();
      }
      session.onEnd(this);
    }
  }

  @Override
  void onEnded(Ending ending) {
    session.onEnded(this, ending);
  }
}
