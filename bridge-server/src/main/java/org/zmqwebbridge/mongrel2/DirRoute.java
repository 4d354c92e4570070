package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.dir.DirTarget;
import org.zmqwebbridge.mongrel2.routing.Route;

/**
 * A route that leads to a directory.
 *
 * @param files what is in it
 */
record DirRoute(DirTarget files) implements Target {
  private static final String ROOT = "/";

  @Override
  public void take(Client client, HttpHead head, Route<Target> route) {
    if (HandlerTarget.asksForWebSocket(head)) {
      client.hangUp(); // nobody speaks there
      return;
    }
    String prefix = route.isReversed() ? ROOT : route.literal();
    new VisitInput(client, head).begin(visit -> files.ask(visit, prefix));
  }
}
