package org.zmqwebbridge.grip;

import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.RequestHead;

/** One that has come over TLS to anyone who has passed it on. */
final class SecureExchange extends WrappedExchange {
  private final RequestHead head;

  SecureExchange(Exchange inner) {
    super(inner);
    this.head = inner.head().overTls();
  }

  @Override
  public RequestHead head() {
    return head;
  }
}
