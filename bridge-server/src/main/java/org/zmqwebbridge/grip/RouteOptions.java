package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.HeaderField;

/**
 * What is done with the requests of a route.
 *
 * <p>Immutable.
 *
 * @param prefix of the names of its channels
 * @param asHost that origins are told is asked for, and that decides about further routes
 * @param removedPath how many bytes of the path's beginning are taken away
 * @param replacedBegin what stands for the matched beginning of the path; empty: that stays
 * @param headers that origins are told in the place of the client's; an empty value: none
 * @param isDebug whether clients are told what went wrong
 * @param isPlain whether it is a reverse proxy only, and knows no GRIP
 * @param isOpenToOrigins whether pages of all Origins may read its answers
 * @param keepsOriginals whether origins are told each header once more as it came, with a mark
 * @param jsonP how scripts of pages ask, if they may read its answers; empty: they do not
 * @param sockjs where clients of SockJS come; empty: nowhere
 * @param signature who signs its requests; empty: who signs all
 */
public record RouteOptions(
    String prefix,
    Optional<String> asHost,
    int removedPath,
    Optional<String> replacedBegin,
    List<HeaderField> headers,
    boolean isDebug,
    boolean isPlain,
    boolean isOpenToOrigins,
    boolean keepsOriginals,
    Optional<JsonP> jsonP,
    Optional<Sockjs> sockjs,
    Optional<Signature> signature) {
  /** Where nothing is said. */
  public static final RouteOptions STANDARD =
      new RouteOptions(
          "",
          Optional.empty(),
          0,
          Optional.empty(),
          List.of(),
          false,
          false,
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public RouteOptions {
    headers = List.copyOf(headers);
  }

  /** The same where clients are told what went wrong. */
  public RouteOptions debugging() {
    return with(true, isOpenToOrigins, jsonP);
  }

  /** The same where pages of all Origins may read answers. */
  public RouteOptions openToOrigins() {
    return with(isDebug, true, jsonP.or(() -> Optional.of(JsonP.STANDARD)));
  }

  private RouteOptions with(boolean debug, boolean open, Optional<JsonP> scripts) {
    return new RouteOptions(
        prefix,
        asHost,
        removedPath,
        replacedBegin,
        headers,
        debug,
        isPlain,
        open,
        keepsOriginals,
        scripts,
        sockjs,
        signature);
  }

  /**
   * Clients of SockJS, whose connections are WebSockets to origins.
   *
   * @param path below which they come, without a slash at its end
   * @param socketPath that origins are asked for; empty: the same
   */
  public record Sockjs(String path, Optional<String> socketPath) {
    public Sockjs {
      if (!path.startsWith("/") || path.endsWith("/")) {
        throw new IllegalArgumentException(
            "sockjs is a path such as /chat, without a slash at its end, not " + path);
      }
    }
  }

  /**
   * Whose requests these are.
   *
   * @param key a secret (HS256) or PEM (ES256, RS256), as it is, {@code base64:…} or {@code file:…}
   */
  public record Signature(String issuer, String key) {
    /**
     * Checks its key.
     *
     * @throws IllegalArgumentException if it is none; the message says what to do
     */
    public Signature {
      SigningKey unused = SigningKey.toSign(key);
    }

    /** Without its key. */
    @Override
    public String toString() {
      return "signature of " + issuer;
    }
  }
}
