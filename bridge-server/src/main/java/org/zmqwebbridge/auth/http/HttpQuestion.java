package org.zmqwebbridge.auth.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;

/** What the service is asked, as JSON; docs/access.md has the table of members. */
final class HttpQuestion {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private HttpQuestion() {}

  /** May this client come in? */
  static String of(Handshake handshake, List<String> headers) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("question", "connect");
    add(question, handshake, headers);
    return GSON.toJson(question);
  }

  /** May this socket be opened? */
  static String of(ZmqRequest request, List<String> headers) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("question", "open");
    question.put("principal", request.principal().orElse(null));
    question.put("socketType", request.socketType().name());
    question.put("endpoint", request.endpoint());
    question.put("address", request.address());
    question.put("filter", request.filter());
    question.put("fields", request.fields());
    add(question, request.handshake(), headers);
    return GSON.toJson(question);
  }

  /** May this connection go on by what its page has brought? */
  static String of(RenewalRequest request, List<String> headers) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("question", "renew");
    question.put("principal", request.principal().orElse(null));
    question.put("fields", request.fields());
    add(question, request.handshake(), headers);
    return GSON.toJson(question);
  }

  private static void add(Map<String, Object> question, Handshake handshake, List<String> headers) {
    question.put("path", handshake.path());
    question.put("remoteAddress", handshake.remoteAddress().getAddress().getHostAddress());
    question.put("secure", handshake.secure());
    Map<String, List<String>> all = handshake.headers();
    Map<String, List<String>> some = new LinkedHashMap<>();
    headers.forEach(name -> some.put(name, all.getOrDefault(name, List.of())));
    question.put("headers", some);
  }
}
