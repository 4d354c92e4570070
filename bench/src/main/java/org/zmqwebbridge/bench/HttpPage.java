package org.zmqwebbridge.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.zmqwebbridge.bench.client.Ending;
import org.zmqwebbridge.bench.client.HttpConnection;
import org.zmqwebbridge.bench.client.HttpSession;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Ramp;
import org.zmqwebbridge.bench.client.ResponseHead;

/**
 * Somebody who sends one HTTP request after the other, on a connection that is kept. A server may
 * end it between two requests; then the next goes by another.
 *
 * <p>Owner thread: the loop's.
 */
abstract class HttpPage implements HttpSession, Ramp.Entrant {
  private final HttpDoor door;
  private final Body body = new Body();
  private LoadLoop loop;
  private InetSocketAddress source;
  private HttpConnection connection;
  private ResponseHead head;
  private boolean begun;
  private String failure;

  HttpPage(HttpDoor door) {
    this.door = door;
  }

  final HttpDoor door() {
    return door;
  }

  /** Sends its first request. */
  abstract void begin();

  /** A request has been answered, by bytes that were read at an instant. */
  abstract void onAnswer(ResponseHead answer, Body whole, long nowNanos);

  /** Sends a request; the one before has been answered. */
  final void send(ByteBuffer request) {
    connection.send(request);
  }

  @Override
  public final void connect(LoadLoop with, InetSocketAddress from) throws IOException {
    loop = with;
    source = from;
    connection = loop.open(this, source);
  }

  @Override
  public final void onOpen(HttpConnection opened) {
    if (!begun) {
      begun = true;
      begin();
    }
  }

  @Override
  public final void onHead(HttpConnection from, ResponseHead begins) {
    head = begins;
    body.clear();
  }

  /** The status of the response that has begun. */
  final int status() {
    return head.status();
  }

  @Override
  public void onBody(HttpConnection from, ByteBuffer piece) {
    body.add(piece);
  }

  @Override
  public final void onEnd(HttpConnection from) {
    if (from.isEnded()) {
      reopen();
    }
    onAnswer(head, body, from.readNanos());
  }

  @Override
  public final void onEnded(HttpConnection from, Ending ending) {
    if (from.isAnswered() && !from.isWaiting()) {
      reopen();
    } else {
      fail(ending.explanation());
    }
  }

  private void reopen() {
    try {
      connection = loop.open(this, source);
    } catch (IOException broken) {
      fail("a connection could not be opened again: " + broken.getMessage());
    }
  }

  final void refuse(ResponseHead answer, Body whole) {
    fail(door.refusal(answer.status(), whole.toString()));
  }

  final void fail(String why) {
    failure = failure == null ? why : failure;
  }

  @Override
  public final String failure() {
    return failure;
  }
}
