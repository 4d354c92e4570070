package org.zmqwebbridge.demo.mongrel2;

import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;

/** Says hello, and to which connection. Owner thread: its handler's. */
final class HelloWork implements Work {
  private final String name;
  private int said;

  /**
   * @param name what it calls itself
   */
  HelloWork(String name) {
    this.name = name;
  }

  @Override
  public void onRequest(Mongrel2Handler handler, Mongrel2Request request) {
    if (!request.isDisconnect()) {
      said++;
      String text =
          "Hello from %s: connection %d, greeting %d\n".formatted(name, request.id(), said);
      Answers.text(handler, request, "200 OK", text);
    }
  }
}
