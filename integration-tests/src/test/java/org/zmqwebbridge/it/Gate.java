package org.zmqwebbridge.it;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;

/** Hooks that answer when the test says so, and remember what they were asked. */
final class Gate extends Authorizer {
  final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
  final List<ZmqRequest> requests = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Decision> answer = new CompletableFuture<>();

  @Override
  public Decision websocketAllowed(Handshake handshake) {
    handshakes.add(handshake);
    return Decision.later(answer);
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    requests.add(request);
    return Decision.later(answer);
  }

  void answer(Decision decision) {
    answer.complete(decision);
  }
}
