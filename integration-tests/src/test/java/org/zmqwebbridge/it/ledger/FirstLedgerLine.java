package org.zmqwebbridge.it.ledger;

import com.google.gson.JsonObject;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;

/**
 * On the original wire, where all clients' sockets have the same names, which is the point.
 *
 * <p>Owner thread: its client's.
 */
final class FirstLedgerLine extends LedgerLine {
  private static final String NAME = "same";

  FirstLedgerLine(TestBridge bridge) {
    super(RawPage.open(bridge.upgrade()));
  }

  @Override
  void open(int socket) {
    write(Json.connect(NAME + socket, Trial.ENDPOINT, Json.REQ).toString());
  }

  @Override
  void ask(int socket, String content) {
    write(Json.message(NAME + socket, content).toString());
  }

  @Override
  Event next() {
    JsonObject frame = page().next();
    int socket = number(Json.text(frame, "identity"));
    String type = Json.text(frame, "msg_type");
    if (type == null) {
      return new Event.Replied(socket, Json.text(frame, "content"));
    }
    JsonObject content = Json.content(frame);
    return type.equals("connection_reply")
        ? new Event.Opened(socket, Json.text(content, "status").equals("success"))
        : new Event.Failed(socket, Json.text(content, "code"));
  }

  private static int number(String identity) {
    return identity.matches(NAME + "\\d") ? identity.charAt(NAME.length()) - '0' : -1;
  }
}
