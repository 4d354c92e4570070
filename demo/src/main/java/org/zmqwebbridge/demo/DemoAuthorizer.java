package org.zmqwebbridge.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;

/**
 * The demo's hook: every endpoint is open, except that {@code members} wants Hugo, and the
 * notebook's kernel the key of the address that the demo has printed.
 */
final class DemoAuthorizer extends Authorizer {
  private final byte[] notebookKey;

  DemoAuthorizer(String notebookKey) {
    this.notebookKey = notebookKey.getBytes(UTF_8);
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    if (request.endpoint().equals("members")) {
      return Decision.allowIf("hugo".equals(request.text("username")), "members only");
    }
    if (request.endpoint().startsWith("kernel")) {
      return Decision.allowIf(hasNotebookKey(request), "without the key nobody runs code");
    }
    return Decision.ALLOW;
  }

  private boolean hasNotebookKey(ZmqRequest request) {
    String key = request.text("key");
    return key != null && MessageDigest.isEqual(key.getBytes(UTF_8), notebookKey);
  }
}
