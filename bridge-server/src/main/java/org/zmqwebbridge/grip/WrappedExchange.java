package org.zmqwebbridge.grip;

import java.util.Optional;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;

/**
 * An exchange that is answered in another way than who answers it knows.
 *
 * <p>Owner thread and lifetime: as the exchange's within.
 */
abstract class WrappedExchange implements Exchange {
  private final Exchange inner;

  WrappedExchange(Exchange inner) {
    this.inner = inner;
  }

  final Exchange inner() {
    return inner;
  }

  @Override
  public long id() {
    return inner.id();
  }

  @Override
  public RequestHead head() {
    return inner.head();
  }

  @Override
  public Optional<String> foreignPage() {
    return inner.foreignPage();
  }

  @Override
  public void readBody(int maxBytes) {
    inner.readBody(maxBytes);
  }

  @Override
  public void readPart(int maxBytes) {
    inner.readPart(maxBytes);
  }

  @Override
  public void holdFor(long millis) {
    inner.holdFor(millis);
  }

  @Override
  public void inform(InterimHead said) {
    inner.inform(said);
  }

  @Override
  public void expectAnswerIn(long millis) {
    inner.expectAnswerIn(millis);
  }

  @Override
  public boolean answer(HttpAnswer answer) {
    return inner.answer(answer);
  }

  @Override
  public ByteStream stream(HttpAnswer head, StreamHandler handler) {
    return inner.stream(head, handler);
  }

  @Override
  public boolean reply(ResponseHead head, byte[] body) {
    return inner.reply(head, body);
  }

  @Override
  public ResponseBody reply(ResponseHead head, long bodyBytes) {
    return inner.reply(head, bodyBytes);
  }

  @Override
  public ByteStream stream(ResponseHead head, StreamHandler handler) {
    return inner.stream(head, handler);
  }

  @Override
  public void abort() {
    inner.abort();
  }

  @Override
  public boolean isOver() {
    return inner.isOver();
  }
}
