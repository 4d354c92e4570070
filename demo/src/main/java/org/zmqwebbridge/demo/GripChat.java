package org.zmqwebbridge.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A chat as a GRIP origin: WebSockets come to it as requests, and it holds none of them. */
record GripChat(URI publish, HttpClient client) implements HttpHandler {
  @Override
  public void handle(HttpExchange request) throws IOException {
    String events = new String(request.getRequestBody().readAllBytes(), ISO_8859_1);
    StringBuilder answer = new StringBuilder();
    while (!events.isEmpty()) {
      String[] line = events.substring(0, events.indexOf("\r\n")).split(" ", 2);
      String rest = events.substring(events.indexOf("\r\n") + 2);
      int length = line.length == 2 ? Integer.parseInt(line[1], 16) : 0;
      switch (line[0]) {
        case "OPEN" ->
            answer
                .append("OPEN\r\n")
                .append(text("c:{\"type\":\"subscribe\",\"channel\":\"chat\"}"));
        case "TEXT" -> say(new String(rest.substring(0, length).getBytes(ISO_8859_1), UTF_8));
        case "CLOSE" -> answer.append("CLOSE\r\n");
        default -> {}
      }
      events = rest.substring(line.length == 2 ? length + 2 : 0);
    }
    request.getResponseHeaders().set("Content-Type", "application/websocket-events");
    request.getResponseHeaders().set("Sec-WebSocket-Extensions", "grip");
    byte[] body = answer.toString().getBytes(ISO_8859_1);
    request.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    request.getResponseBody().write(body);
    request.close();
  }

  private static String text(String content) {
    return "TEXT " + Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
  }

  private void say(String text) {
    String said = "{\"content\":" + new JsonPrimitive(text) + "}";
    String item = "{\"channel\":\"chat\",\"formats\":{\"ws-message\":" + said + "}}";
    CompletableFuture<HttpResponse<Void>> unused =
        client.sendAsync(
            HttpRequest.newBuilder(publish)
                .POST(BodyPublishers.ofString("{\"items\":[" + item + "]}"))
                .build(),
            BodyHandlers.discarding());
  }
}
