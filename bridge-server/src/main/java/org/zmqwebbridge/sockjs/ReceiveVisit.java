package org.zmqwebbridge.sockjs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Answered;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;

/**
 * A request by which a session's client waits for frames, the first of which begins the session.
 *
 * <p>Owner thread: the edge's, the one that admits it, and its session's. Lifetime: its exchange's,
 * or its stream's.
 */
final class ReceiveVisit implements ExchangeHandler, StreamHandler, SockjsReceiver {
  private final Exchange exchange;
  private final SockjsPath.OfSession asked;
  private final String callback;
  private final SockjsService service;
  private final Transport transport;
  private volatile SockjsSession session; // null until it is known
  private volatile ByteStream stream; // null: it has not begun, or is a poll
  private int written; // of the one that writes: its session, under its lock
  private volatile boolean over;

  ReceiveVisit(
      Exchange exchange, SockjsPath.OfSession asked, String callback, SockjsService service) {
    this.exchange = exchange;
    this.asked = asked;
    this.callback = callback;
    this.service = service;
    this.transport = asked.transport();
  }

  @Override
  public void onOpen() {
    exchange.readBody(service.limits().maxMessageBytes()); // a client of XHR may send something
  }

  @Override
  public void onBody(byte[] ignored) {
    exchange.holdFor(0);
    Handshake handshake = exchange.head().asHandshake();
    Optional<SockjsSession> known = service.sessions().find(asked.session());
    if (known.isPresent()) {
      listen(known.get());
      return;
    }
    Optional<SockjsSession> made =
        service.sessions().add(asked.session(), any -> service.newSession(handshake));
    if (made.isEmpty()) {
      boolean unused = exchange.answer(HttpAnswer.text(503, "Too many sessions.").retryAfter(1));
      return;
    }
    CompletionStage<Void> unused =
        service
            .upgrader()
            .admits(handshake)
            .handle(
                (admission, failure) -> {
                  begin(made.get(), admission);
                  return null;
                });
  }

  private void begin(SockjsSession made, Admission admission) {
    if (admission instanceof Entry entry) {
      made.open(entry);
      listen(made);
      return;
    }
    service.sessions().remove(asked.session());
    if (admission instanceof Answered answered) {
      boolean unused = exchange.reply(answered.head(), answered.body());
    } else if (admission instanceof Refusal refusal) {
      boolean unused = exchange.answer(HttpAnswer.refusal(refusal.reason()));
    } else {
      boolean unused = exchange.answer(HttpAnswer.text(503, "Try again later.").retryAfter(1));
    }
  }

  private void listen(SockjsSession found) {
    session = found;
    if (!transport.isPoll()) {
      ResponseHead head =
          SockjsReplies.fresh(200, SockjsText.mediaType(transport), exchange.head());
      stream = exchange.stream(head, this);
      if (stream == null) {
        over = true;
        return;
      }
      write(SockjsText.prelude(transport, callback));
    }
    found.listen(this);
  }

  @Override
  public Occupant occupant() {
    return new Occupant("SockJS", Optional.empty(), List.of("session " + asked.session()));
  }

  // As a receiver

  @Override
  public void frame(String frame) {
    byte[] bytes = SockjsText.written(transport, callback, frame);
    if (transport.isPoll()) {
      over = true;
      boolean unused =
          exchange.reply(
              SockjsReplies.fresh(200, SockjsText.mediaType(transport), exchange.head()), bytes);
      session.leave(this, false);
      return;
    }
    write(bytes);
    if (written >= service.limits().maxStreamBytes()) {
      end();
    }
  }

  private void write(byte[] bytes) {
    ByteStream open = stream;
    if (open != null && bytes.length > 0) {
      written += bytes.length;
      open.send(bytes);
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public boolean isDrained() {
    ByteStream open = stream;
    return open == null || open.isDrained();
  }

  @Override
  public void end() {
    over = true;
    ByteStream open = stream;
    if (open != null) {
      open.end();
    }
  }

  // Its client

  @Override
  public void onTick(long nanoTime) {
    // its session has heartbeats
  }

  @Override
  public void onClosed() {
    leave();
  }

  @Override
  public void onGone() {
    leave();
  }

  private void leave() {
    boolean isBroken = !over;
    over = true;
    SockjsSession known = session;
    if (known != null) {
      known.leave(this, isBroken);
    }
  }
}
