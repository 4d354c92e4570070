package org.zmqwebbridge.demo.mongrel2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;

/**
 * The page and what it loads, from the class path: its own, and what it shares with the demo's.
 * Owner thread: its handler's.
 */
final class SiteWork implements Work {
  private static final Pattern NAME =
      Pattern.compile("/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.([a-z0-9]+))");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "py", "text/plain; charset=utf-8",
          "java", "text/plain; charset=utf-8",
          "sh", "text/plain; charset=utf-8");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-cache");

  @Override
  public void onRequest(Mongrel2Handler handler, Mongrel2Request request) {
    if (request.isDisconnect()) {
      return;
    }
    String path = request.path().equals("/") ? "/index.html" : request.path();
    Matcher name = NAME.matcher(path);
    Optional<byte[]> file = name.matches() ? file(name.group(1)) : Optional.empty();
    if (file.isEmpty() || !TYPES.containsKey(name.group(2))) {
      Answers.text(handler, request, "404 Not Found", "there is no " + path + "\n");
      return;
    }
    Map<String, String> headers = new LinkedHashMap<>(HEADERS);
    headers.put("Content-Type", TYPES.get(name.group(2)));
    handler.replyHttp(request, "200 OK", headers, file.get());
  }

  private static Optional<byte[]> file(String name) {
    for (String folder : new String[] {"/mongrel2/", "/demo/"}) {
      try (InputStream in = SiteWork.class.getResourceAsStream(folder + name)) {
        if (in != null) {
          return Optional.of(in.readAllBytes());
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return Optional.empty();
  }
}
