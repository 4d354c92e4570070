package org.zmqwebbridge;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.auth.AllOf;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.credential.CredentialAuthorizer;
import org.zmqwebbridge.auth.credential.CredentialPlaces;
import org.zmqwebbridge.auth.credential.CredentialVerifier;
import org.zmqwebbridge.auth.credential.SharedSecret;
import org.zmqwebbridge.auth.credential.Tickets;
import org.zmqwebbridge.auth.http.HttpAuthorizer;
import org.zmqwebbridge.auth.jwt.JwtRules;
import org.zmqwebbridge.auth.jwt.JwtVerifier;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.config.Section;

/**
 * The settings below {@code auth}. A client must bring one of the credentials that are configured,
 * if any are; then the service at {@code auth.http} is asked, then {@code auth.class}; all must say
 * yes.
 */
final class AuthSettings {
  private static final long MAX_SECONDS = 31_536_000;
  private static final int MAX_SKEW_SECONDS = 600;
  private static final int MAX_LOOK_SECONDS = 240;

  private AuthSettings() {}

  static void read(Section section, BridgeBuilder builder, AuthParts parts) {
    List<Authorizer> all = new ArrayList<>();
    section
        .attempt(() -> credentials(section, builder, parts))
        .flatMap(made -> made)
        .ifPresent(all::add);
    section.attempt(() -> http(section, parts)).flatMap(made -> made).ifPresent(all::add);
    section.text("class").ifPresent(builder::hookClass);
    parts.hooks(() -> section.parsed("class", AuthorizerClass::load)).ifPresent(all::add);
    all.stream().reduce((one, other) -> both(one, other, parts)).ifPresent(builder::authorizer);
    builder.revokedSeconds(
        section.number("revokedSeconds", AccessLimits.DEFAULTS.revokedSeconds(), 1, MAX_SECONDS));
    section.end();
  }

  private static Authorizer both(Authorizer one, Authorizer other, AuthParts parts) {
    return parts.part("both", List.of(one, other), () -> new AllOf(one, other));
  }

  private static Optional<Authorizer> credentials(
      Section section, BridgeBuilder builder, AuthParts parts) {
    List<CredentialVerifier> verifiers = new ArrayList<>();
    if (section.has("secret")) {
      section.attempt(() -> secret(section.section("secret"), parts)).ifPresent(verifiers::add);
    }
    if (section.has("jwt")) {
      section.attempt(() -> jwt(section.section("jwt"), parts)).ifPresent(verifiers::add);
    }
    Optional<Tickets> tickets =
        section.has("tickets")
            ? Optional.of(tickets(section.section("tickets"), parts))
            : Optional.empty();
    tickets.ifPresent(builder::tickets);
    boolean demanded = section.has("secret") || section.has("jwt") || tickets.isPresent();
    boolean placed = section.has("credential");
    CredentialPlaces places = places(section.section("credential"));
    if (placed && !demanded) {
      section.refuse(
          "credential",
          "says where credentials are, but nothing says which are good; add auth.secret, auth.jwt"
              + " or auth.tickets, or take it out");
    }
    return demanded
        ? Optional.of(
            parts.part(
                "credentials",
                List.of(places, verifiers, tickets),
                () -> new CredentialAuthorizer(places, verifiers, tickets)))
        : Optional.empty();
  }

  private static CredentialPlaces places(Section section) {
    CredentialPlaces places =
        new CredentialPlaces(
            section.text("cookie"),
            section.flag("subprotocol", true),
            section.flag("header", true),
            section.text("field"));
    section.end();
    return places;
  }

  private static SharedSecret secret(Section section, AuthParts parts) {
    String principal = section.text("principal").orElse("shared");
    Optional<SharedSecret> secret =
        section.required("file", file -> secret(SecretFile.read(Path.of(file)), principal, parts));
    section.end();
    return secret.orElseThrow(section::unusable);
  }

  private static SharedSecret secret(String text, String principal, AuthParts parts) {
    return parts.part(
        "secret",
        List.of(AuthParts.digest(text), principal),
        () -> new SharedSecret(text, principal));
  }

  private static JwtVerifier jwt(Section section, AuthParts parts) {
    JwtRules rules = rules(section);
    Duration betweenLooks =
        Duration.ofSeconds(section.number("lookSeconds", 5, 0, MAX_LOOK_SECONDS));
    Duration outage = Duration.ofSeconds(section.number("outageSeconds", 3600, 0, MAX_SECONDS));
    Optional<JwtVerifier> verifier =
        section.required(
            "jwks",
            jwks ->
                parts.part(
                    "jwt",
                    List.of(rules, jwks, betweenLooks, outage, keysIn(jwks)),
                    () ->
                        JwtVerifier.of(rules, jwks, betweenLooks, outage, InstantSource.system())));
    section.end();
    return verifier.orElseThrow(section::unusable);
  }

  /** What is missing is noted; what stands for it here is never used. */
  private static JwtRules rules(Section section) {
    String issuer = section.required("issuer", AuthSettings::notEmpty).orElse("?");
    String audience = section.required("audience", AuthSettings::notEmpty).orElse("?");
    List<String> algorithms = section.parsedTexts("algorithms", AuthSettings::algorithm);
    return new JwtRules(
        issuer,
        audience,
        new LinkedHashSet<>(algorithms.isEmpty() ? List.of("RS256", "ES256") : algorithms),
        (int) section.number("clockSkewSeconds", 30, 0, MAX_SKEW_SECONDS),
        section.parsed("principal", AuthSettings::notEmpty).orElse("sub"),
        section.text("topics"));
  }

  private static String notEmpty(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    return text;
  }

  private static String algorithm(String name) {
    if (!JwtRules.ALGORITHMS.contains(name)) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" cannot be pinned; "
              + "pin one or more of RS256 to RS512, PS256 to PS512, ES256 to ES512 (RFC 7518)");
    }
    return name;
  }

  /** Which keys are in a file; those at an address are the verifier's to follow. */
  private static String keysIn(String jwks) {
    return jwks.contains("://") ? "" : AuthParts.digest(Path.of(jwks));
  }

  private static Tickets tickets(Section section, AuthParts parts) {
    Duration validity = Duration.ofSeconds(section.number("seconds", 30, 1, 3600));
    section.end();
    return parts.part(
        "tickets", List.of(validity), () -> new Tickets(validity, InstantSource.system()));
  }

  private static Optional<Authorizer> http(Section parent, AuthParts parts) {
    if (!parent.has("http")) {
      return Optional.empty();
    }
    Section section = parent.section("http");
    Optional<URI> url = section.required("url", AuthSettings::url);
    List<String> headers =
        section.has("headers") ? section.texts("headers") : List.of("cookie", "authorization");
    Optional<String> secret = section.parsed("secretFile", file -> SecretFile.read(Path.of(file)));
    Duration timeout = Duration.ofMillis(section.number("timeoutMillis", 1500, 10, 60_000));
    section.end();
    url.filter(AuthSettings::isReadable)
        .ifPresent(
            open ->
                section.warn(
                    "url", "goes through the network in clear, credentials too; use https://"));
    URI service = url.orElseThrow(section::unusable);
    return Optional.of(
        parts.part(
            "http",
            List.of(service, headers, secret.map(AuthParts::digest), timeout),
            () -> new HttpAuthorizer(service, headers, secret, timeout, InstantSource.system())));
  }

  /** Where others could listen: http, and not on this machine. */
  static boolean isReadable(URI url) {
    return url.getScheme().equals("http")
        && !List.of("127.0.0.1", "[::1]", "localhost").contains(url.getHost());
  }

  /** The address of a service that is asked by HTTP. */
  static URI url(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address such as http://127.0.0.1:9100/authorize");
    }
    return uri;
  }
}
