package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the JavaScript client: {@code /zmq.js}, {@code /zmq.min.js}, {@code /zmq.mjs}, and its
 * fallback to HTTP, {@code /zmq-http.mjs}. Any page may load them; they hold no secret.
 *
 * <p>Owner thread: Jetty's.
 */
final class ScriptHandler extends Handler.Abstract.NonBlocking {
  private static final Map<String, String> SCRIPTS =
      Map.of(
          "/zmq.js", "zmq.js",
          "/zmq.min.js", "zmq.min.js",
          "/zmq.mjs", "zmq.mjs",
          "/zmq-http.mjs", "http.mjs");

  /** Where they are. */
  static final Set<String> PATHS = Set.copyOf(SCRIPTS.keySet());

  /** A script's bytes and the tag that changes with them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Script(byte[] bytes, String etag) {}

  private final String folder;
  private final Map<String, Optional<Script>> loaded = new ConcurrentHashMap<>();

  /**
   * @param folder on the class path
   */
  ScriptHandler(String folder) {
    this.folder = folder;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String name = SCRIPTS.get(Request.getPathInContext(request));
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (name == null || !reads) {
      return false;
    }
    Optional<Script> script = loaded.computeIfAbsent(name, this::load);
    if (script.isEmpty()) {
      return false;
    }
    serve(script.get(), request, response, callback);
    return true;
  }

  private static void serve(Script script, Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.ETAG, script.etag());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Access-Control-Allow-Origin", "*");
    if (script.etag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/javascript; charset=utf-8");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, script.bytes().length);
    boolean body = HttpMethod.GET.is(request.getMethod());
    response.write(true, body ? ByteBuffer.wrap(script.bytes()) : null, callback);
  }

  private Optional<Script> load(String name) {
    try (InputStream in = ScriptHandler.class.getResourceAsStream(folder + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      String tag = Integer.toHexString(java.util.Arrays.hashCode(bytes));
      return Optional.of(new Script(bytes, "\"" + bytes.length + "-" + tag + "\""));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + name, failure);
    }
  }
}
