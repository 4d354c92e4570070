package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginSocketListener;

/** Writes down what becomes of a WebSocket, a line each. */
public final class HeardSocket implements OriginSocketListener {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /** What was heard next. */
  public String next() throws InterruptedException {
    String next = heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    return next == null ? "nothing" : next;
  }

  /** Whether nothing was heard that {@link #next} has not given. */
  public boolean hasNone() {
    return heard.isEmpty();
  }

  @Override
  public void onOpen(List<HeaderField> headers) {
    StringBuilder said = new StringBuilder("open");
    headers.stream()
        .filter(field -> field.name().startsWith("Sec-WebSocket-"))
        .filter(field -> !field.is("Sec-WebSocket-Accept"))
        .forEach(field -> said.append(' ').append(field.name()).append('=').append(field.value()));
    heard.add(said.toString());
  }

  @Override
  public void onRefused(ResponseHead head, byte[] body) {
    heard.add("refused " + head.status() + " " + head.reason() + " " + text(body));
  }

  @Override
  public void onMessage(boolean isText, byte[] bytes) {
    heard.add((isText ? "text " : "binary ") + text(bytes));
  }

  @Override
  public void onPing(byte[] bytes) {
    heard.add("ping " + text(bytes));
  }

  @Override
  public void onPong(byte[] bytes) {
    heard.add("pong " + text(bytes));
  }

  @Override
  public void onClosed(CloseStatus status) {
    heard.add("closed " + status.code() + " " + status.text());
  }

  @Override
  public void onFailed(OriginFailure failure) {
    heard.add("failed " + failure.kind() + " " + failure.text());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
