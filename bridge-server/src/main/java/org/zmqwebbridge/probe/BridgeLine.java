package org.zmqwebbridge.probe;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * A WebSocket to a bridge, and what came on it, whole messages in order. One is read when the one
 * before was taken, so that a slow reader holds up the bridge, and not its own memory.
 *
 * <p>Owner thread: {@link #take} and {@code send} are its maker's; the listener's methods are the
 * HTTP client's.
 */
final class BridgeLine implements WebSocket.Listener {
  /** What came: a message, or the end. */
  sealed interface Event {}

  /** A control message. */
  record Text(String json) implements Event {}

  /** A data message. */
  record Data(ByteBuffer frame) implements Event {}

  /** The end, for a reason. */
  record End(String why) implements Event {}

  private static final String SUBPROTOCOL = "zwb.2";
  private static final int CLOSE_MILLIS = 1_000;

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private WebSocket socket;

  private BridgeLine() {}

  /**
   * Connects.
   *
   * @throws IllegalStateException if that fails; the message says why
   */
  static BridgeLine open(BridgePlace place, Duration patience) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(patience);
    place.tls().ifPresent(client::sslContext);
    WebSocket.Builder builder = client.build().newWebSocketBuilder().connectTimeout(patience);
    place.headers().forEach(header -> builder.header(header.getKey(), header.getValue()));
    BridgeLine line = new BridgeLine();
    try {
      line.socket = builder.subprotocols(SUBPROTOCOL).buildAsync(place.uri(), line).join();
    } catch (CompletionException failure) {
      throw new IllegalStateException(reason(place, failure.getCause()), failure);
    }
    if (!line.socket.getSubprotocol().equals(SUBPROTOCOL)) {
      line.socket.abort();
      throw new IllegalStateException(
          place.uri() + " does not speak " + SUBPROTOCOL + ": is it a bridge's WebSocket?");
    }
    return line;
  }

  private static String reason(BridgePlace place, Throwable cause) {
    if (cause instanceof WebSocketHandshakeException refused) {
      int status = refused.getResponse().statusCode();
      String advice =
          switch (status) {
            case 401 -> "it wants a credential: try --token, or --header";
            case 403 -> "it refuses this client: its hook, or its Origin (--header 'Origin: …')";
            case 404 -> "there is no bridge's WebSocket: is its path another one?";
            default -> "is that a bridge's WebSocket?";
          };
      return place.uri() + " answers " + status + "; " + advice;
    }
    if (cause instanceof ConnectException) {
      return "nobody listens at "
          + place.uri()
          + ": is the bridge running (zwb serve), and there? --bridge says where it is";
    }
    String advice =
        cause instanceof SSLException ? "; --cacert FILE says which certificate to trust" : "";
    return place.uri() + " cannot be reached: " + cause + advice;
  }

  /** The next message; {@code null}: none in time. */
  Event take(Duration patience) {
    try {
      Event event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (event != null && !(event instanceof End)) {
        socket.request(1);
      }
      return event;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new End("stopped");
    }
  }

  void send(String control) {
    sent(() -> socket.sendText(control, true));
  }

  void send(byte[] frame) {
    sent(() -> socket.sendBinary(ByteBuffer.wrap(frame), true));
  }

  private void sent(Supplier<CompletionStage<WebSocket>> sending) {
    try {
      sending.get().toCompletableFuture().join();
    } catch (CompletionException failure) {
      throw new IllegalStateException(
          "the connection to the bridge broke: " + failure.getCause(), failure);
    }
  }

  /** Closes it, and waits a moment for the bridge's own word. */
  void close() {
    try {
      socket
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .orTimeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException gone) {
      socket.abort();
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean isLast) {
    text.append(piece);
    if (isLast) {
      events.add(new Text(text.toString()));
      text.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer piece, boolean isLast) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.writeBytes(copy);
    if (isLast) {
      events.add(new Data(ByteBuffer.wrap(bytes.toByteArray())));
      bytes.reset();
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String why) {
    events.add(
        new End("the bridge closed the connection: " + code + (why.isEmpty() ? "" : " " + why)));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    events.add(new End("the connection to the bridge broke: " + failure));
  }
}
