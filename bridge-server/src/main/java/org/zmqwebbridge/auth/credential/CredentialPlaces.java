package org.zmqwebbridge.auth.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;

/**
 * Where a client may put its credential. Never into the URL: that is in the logs of every proxy.
 *
 * <p>Immutable.
 *
 * @param cookie the cookie that holds it; empty: none
 * @param subprotocol whether it may be offered as a subprotocol, {@code zwb.auth.} and the
 *     credential in base64url (RFC 4648, section 5, no padding): the one header that a page's
 *     script can set
 * @param header whether it may be in {@code Authorization: Bearer} (RFC 6750, section 2.1), as
 *     programs send it
 * @param field the member of a connect that holds it; empty: none
 */
public record CredentialPlaces(
    Optional<String> cookie, boolean subprotocol, boolean header, Optional<String> field) {

  /** What a subprotocol begins with that is a credential. */
  public static final String SUBPROTOCOL = "zwb.auth.";

  /** The member of a renewal that holds the credential where connects hold none. */
  public static final String RENEWAL_FIELD = "token";

  private static final String BEARER = "Bearer ";

  public CredentialPlaces {
    Objects.requireNonNull(cookie, "cookie");
    Objects.requireNonNull(field, "field");
  }

  /** The credential in a handshake: the first place that has one counts. */
  Optional<String> in(Handshake handshake) {
    return cookie
        .flatMap(handshake::cookie)
        .or(() -> subprotocol ? offered(handshake) : Optional.empty())
        .or(() -> header ? borne(handshake) : Optional.empty())
        .filter(credential -> !credential.isEmpty());
  }

  /** The credential in a connect. */
  Optional<String> in(ZmqRequest request) {
    return field.map(request::text).filter(credential -> !credential.isEmpty());
  }

  /** The credential in a renewal. */
  Optional<String> in(RenewalRequest request) {
    return Optional.ofNullable(request.text(field.orElse(RENEWAL_FIELD)))
        .filter(credential -> !credential.isEmpty());
  }

  private static Optional<String> offered(Handshake handshake) {
    return handshake.subprotocols().stream()
        .filter(name -> name.startsWith(SUBPROTOCOL))
        .findFirst()
        .flatMap(name -> decode(name.substring(SUBPROTOCOL.length())));
  }

  private static Optional<String> decode(String base64url) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(base64url);
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> borne(Handshake handshake) {
    return handshake
        .header("authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).trim());
  }
}
