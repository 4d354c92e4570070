package org.zmqwebbridge.mongrel2.proxy;

import java.util.List;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.mongrel2.answer.Answerer;
import org.zmqwebbridge.mongrel2.answer.Visit;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginTunnelListener;

/**
 * A request for a WebSocket on its way to a server, and all bytes of both sides once it is open:
 * frames, extensions and subprotocols are between client and server. Each side is read when the
 * other has taken what came before.
 *
 * <p>Owner thread: the edge's for what the client sends, that of {@code origin} for what the server
 * does. Lifetime: the visit's.
 */
final class PassedSocket implements Answerer {
  private static final byte[] NOTHING = {};

  private final Visit visit;
  private final ProxyTarget proxy;
  private final PassedAnswer answer;
  private final Attempts attempts;

  PassedSocket(Visit visit, ProxyTarget proxy) {
    this.visit = visit;
    this.proxy = proxy;
    this.answer = new PassedAnswer(visit, this::more);
    this.attempts = new Attempts(visit, proxy, answer, this::open);
  }

  void begin() {
    boolean unused = attempts.next();
  }

  private OriginCall open(OriginAddress server) {
    OriginRequest request =
        OriginRequest.of(server, visit.method(), visit.target(), PassedHeaders.of(visit), NOTHING);
    return proxy.origins().open(request, new Heard());
  }

  // What the client sends once it is open

  @Override
  public void onPart(byte[] bytes) {
    attempts.call().write(bytes, visit::readPart);
  }

  // What the server that is being tried says

  /** A plain answer; or that it is open, and then its bytes. */
  private final class Heard implements OriginTunnelListener {
    @Override
    public void onOpen(List<HeaderField> headers) {
      answer.switched(headers);
      visit.passThrough();
      visit.readPart();
      more();
    }

    @Override
    public void onHead(ResponseHead head, long bodyBytes) {
      answer.begin(head, bodyBytes);
    }

    @Override
    public void onPart(byte[] bytes) {
      answer.add(bytes);
    }

    @Override
    public void onEnd(List<HeaderField> trailers) {
      answer.end(true);
    }

    @Override
    public void onFailed(OriginFailure failure) {
      attempts.failed(failure, PassedSocket.this::begin);
    }
  }

  private void more() {
    attempts.call().more();
  }

  @Override
  public void onDrained() {
    answer.onDrained();
  }

  @Override
  public void onGone() {
    attempts.gone();
  }
}
