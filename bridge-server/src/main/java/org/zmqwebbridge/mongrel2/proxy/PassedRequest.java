package org.zmqwebbridge.mongrel2.proxy;

import java.util.List;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.mongrel2.answer.Answerer;
import org.zmqwebbridge.mongrel2.answer.Visit;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * One request on its way to a server, and what it answers. Of the body, one part is read at a time:
 * the next when the server has taken the one before.
 *
 * <p>Owner thread: the edge's for the request, that of {@code origin} for the answer; what both
 * need is guarded by the lock of its {@link Attempts}. Lifetime: the visit's.
 */
final class PassedRequest implements Answerer {
  private static final byte[] NOTHING = {};

  private final Visit visit;
  private final ProxyTarget proxy;
  private final PassedAnswer answer;
  private final Attempts attempts;
  private byte[] part; // given to the server, and not known to be taken; or null
  private boolean isWhole; // all of the body was read

  PassedRequest(Visit visit, ProxyTarget proxy) {
    this.visit = visit;
    this.proxy = proxy;
    this.isWhole = visit.bodyBytes() == 0;
    this.answer = new PassedAnswer(visit, this::more);
    this.attempts = new Attempts(visit, proxy, answer, this::open);
  }

  void begin() {
    boolean hasBody = visit.bodyBytes() != 0;
    ask();
    if (hasBody) {
      visit.readPart();
    }
  }

  private OriginCall open(OriginAddress server) {
    long bodyBytes = visit.bodyBytes();
    byte[] body = bodyBytes == 0 ? NOTHING : null;
    return proxy
        .origins()
        .open(
            new OriginRequest(
                server,
                visit.method(),
                visit.target(),
                PassedHeaders.of(visit),
                body,
                bodyBytes,
                List.of()),
            new Heard());
  }

  /** Asks the next server, and gives it what the one before has not taken. */
  private void ask() {
    synchronized (attempts) {
      if (!attempts.next()) {
        return;
      }
      if (part != null) {
        attempts.call().write(part, this::taken);
      } else if (isWhole && visit.bodyBytes() != 0) {
        attempts.call().endBody(List.of());
      }
    }
  }

  // The request

  @Override
  public void onPart(byte[] bytes) {
    synchronized (attempts) {
      part = bytes;
      attempts.call().write(bytes, this::taken);
    }
  }

  private void taken() {
    synchronized (attempts) {
      part = null;
    }
    visit.readPart();
  }

  @Override
  public void onBodyEnd() {
    synchronized (attempts) {
      isWhole = true;
      attempts.call().endBody(List.of());
    }
  }

  private boolean isWhole() {
    synchronized (attempts) {
      return isWhole;
    }
  }

  // The answer

  /** What the server that is being tried says. */
  private final class Heard implements OriginListener {
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
      answer.end(isWhole());
    }

    @Override
    public void onFailed(OriginFailure failure) {
      attempts.failed(failure, PassedRequest.this::ask);
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
