import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmqwebbridge.node.BlastbeatNode;
import org.zmqwebbridge.node.NodeMessage;

/** A node of BlastBeat: says hello to every client, and echoes on WebSockets. */
public class Hello {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";

  public static void main(String[] args) {
    try (BlastbeatNode node = new BlastbeatNode(args[0], args[1])) {
      while (true) {
        node.receive(1_000).ifPresent(message -> answer(node, message));
      }
    }
  }

  private static void answer(BlastbeatNode node, NodeMessage message) {
    if (message.type().equals("websocket")) {
      node.webSocket(message.session(), message.text());
    } else if (message.type().equals("uwsgi") && !message.isWebSocket()) {
      node.headers(message.session(), HEAD);
      for (String part : new String[] {"<h1>Hello from Java</h1>", "<p>one</p>", "<p>two</p>", "<p>three</p>"}) {
        node.body(message.session(), part.getBytes(UTF_8));
      }
      node.end(message.session());
    }
  }
}
