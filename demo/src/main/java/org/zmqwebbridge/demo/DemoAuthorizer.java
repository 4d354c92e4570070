package org.zmqwebbridge.demo;

import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;

/** The demo's hook: every endpoint is open, except that {@code members} wants Hugo. */
final class DemoAuthorizer extends Authorizer {
  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    if (request.endpoint().equals("members")) {
      return Decision.allowIf("hugo".equals(request.text("username")), "members only");
    }
    return Decision.ALLOW;
  }
}
