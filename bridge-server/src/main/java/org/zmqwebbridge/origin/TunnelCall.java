package org.zmqwebbridge.origin;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * A request for a WebSocket, and its connection once that is one: an {@link HttpCall} until then.
 *
 * <p>Owner thread: none. Lifetime: until its listener has heard the end.
 */
final class TunnelCall implements OriginCall {
  private final HttpCall http;
  private final OriginTunnelListener listener;
  private final Executor executor;
  private final AtomicBoolean over = new AtomicBoolean(); // the listener has heard the end
  private volatile TunnelLine line; // null: it is no WebSocket, or not yet
  private volatile boolean aborted;

  TunnelCall(Request request, OriginTunnelListener listener, PoolWait waits, Executor executor) {
    this.listener = listener;
    this.executor = executor;
    this.http = new HttpCall(request, new Plain(), null, waits, true);
  }

  /** Has its connection become a WebSocket, if the back end says so. */
  HttpUpgrader.Factory upgrade() {
    return (HttpVersion version) -> new Upgrade();
  }

  /** The request says so, and the connection is taken when it may be. */
  private final class Upgrade implements HttpUpgrader {
    @Override
    public void prepare(Request request) {
      request.headers(
          headers -> {
            headers.put(HttpHeader.UPGRADE, "websocket");
            headers.put(HttpHeader.CONNECTION, "Upgrade");
          });
    }

    @Override
    public void upgrade(Response response, EndPoint endPoint, Callback callback) {
      List<HeaderField> headers;
      try {
        headers = Heads.headers(response.getHeaders());
      } catch (IllegalArgumentException malformed) {
        callback.failed(malformed);
        return;
      }
      line = new TunnelLine(endPoint, executor, TunnelCall.this, headers);
      endPoint.upgrade(line);
      callback.succeeded();
    }
  }

  /** A plain answer, or none. */
  private final class Plain implements OriginListener {
    @Override
    public void onHead(ResponseHead head, long bodyBytes) {
      listener.onHead(head, bodyBytes);
    }

    @Override
    public void onPart(byte[] bytes) {
      listener.onPart(bytes);
    }

    @Override
    public void onEnd(List<HeaderField> trailers) {
      if (line == null) { // otherwise that is the end of its handshake only
        end(trailers);
      }
    }

    @Override
    public void onFailed(OriginFailure failure) {
      fail(failure);
    }
  }

  @Override
  public void begin() {
    http.begin();
  }

  // Once it is open

  void onOpen(List<HeaderField> headers) {
    listener.onOpen(headers);
    if (aborted) {
      line.abort();
    }
  }

  void onBytes(byte[] bytes) {
    listener.onPart(bytes);
  }

  void end(List<HeaderField> trailers) {
    if (over.compareAndSet(false, true)) {
      listener.onEnd(trailers);
    }
  }

  void fail(OriginFailure failure) {
    if (over.compareAndSet(false, true)) {
      listener.onFailed(aborted ? OriginFailure.UNWANTED : failure);
    }
  }

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    TunnelLine open = line;
    if (open != null) {
      open.write(bytes, onTaken);
    }
  }

  @Override
  public void endBody(List<HeaderField> trailers) {
    TunnelLine open = line;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void more() {
    TunnelLine open = line;
    if (open == null) {
      http.more();
    } else {
      open.more();
    }
  }

  @Override
  public void abort() {
    aborted = true;
    TunnelLine open = line;
    if (open == null) {
      http.abort();
    } else {
      open.abort();
    }
  }
}
