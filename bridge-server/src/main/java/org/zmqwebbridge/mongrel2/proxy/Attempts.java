package org.zmqwebbridge.mongrel2.proxy;

import java.util.Iterator;
import java.util.function.Function;
import org.zmqwebbridge.mongrel2.answer.Visit;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * One server after the other, until one of them can be reached: what may have been sent to one is
 * sent to no other.
 *
 * <p>Owner thread: none; guarded by its own lock, which is held while a server is asked, so that
 * what is asked of it comes in its order. Lifetime: the visit's.
 */
final class Attempts {
  private static final int BAD_GATEWAY = 502;

  private final Visit visit;
  private final ProxyTarget proxy;
  private final PassedAnswer answer;
  private final Function<OriginAddress, OriginCall> opener;
  private final Iterator<OriginAddress> servers;
  private OriginAddress server; // that is being tried
  private OriginCall call;
  private boolean isGone;

  /**
   * @param opener prepares the request to one of them
   */
  Attempts(
      Visit visit,
      ProxyTarget proxy,
      PassedAnswer answer,
      Function<OriginAddress, OriginCall> opener) {
    this.visit = visit;
    this.proxy = proxy;
    this.answer = answer;
    this.opener = opener;
    this.servers = proxy.backends().order();
  }

  /**
   * Asks the next.
   *
   * @return whether it is still the one that is being tried: it may have failed at once
   */
  synchronized boolean next() {
    server = servers.next();
    OriginCall trying = opener.apply(server);
    call = trying;
    trying.begin();
    return call == trying;
  }

  /** The request to the one that is being tried. */
  synchronized OriginCall call() {
    return call;
  }

  /**
   * The one that is being tried did not answer.
   *
   * @param again asks the next
   */
  synchronized void failed(OriginFailure failure, Runnable again) {
    if (isGone) {
      return;
    }
    if (failure.isUnsent()) {
      proxy.backends().failed(server);
    }
    if (failure.isUnsent() && servers.hasNext()) {
      proxy.count(Counter.MONGREL2_PROXY_FAILOVERS);
      again.run();
    } else {
      proxy.failed(server, failure);
      giveUp();
    }
  }

  private void giveUp() {
    if (answer.hasBegun()) {
      visit.abort();
    } else {
      visit.refuse(BAD_GATEWAY);
    }
  }

  /** The client has gone. */
  synchronized void gone() {
    isGone = true;
    call.abort();
  }
}
