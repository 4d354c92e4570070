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
import org.zmqwebbridge.config.ConfigException;
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
    credentials(section, builder, parts).ifPresent(all::add);
    http(section, parts).ifPresent(all::add);
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
      verifiers.add(secret(section.section("secret"), parts));
    }
    if (section.has("jwt")) {
      verifiers.add(jwt(section.section("jwt"), parts));
    }
    Optional<Tickets> tickets =
        section.has("tickets")
            ? Optional.of(tickets(section.section("tickets"), parts))
            : Optional.empty();
    tickets.ifPresent(builder::tickets);
    if (verifiers.isEmpty() && tickets.isEmpty()) {
      if (section.has("credential")) {
        throw new ConfigException(
            section.where()
                + ": auth.credential says where credentials are, but nothing says which are good;"
                + " add auth.secret, auth.jwt or auth.tickets, or take it out");
      }
      return Optional.empty();
    }
    CredentialPlaces places = places(section.section("credential"));
    return Optional.of(
        parts.part(
            "credentials",
            List.of(places, verifiers, tickets),
            () -> new CredentialAuthorizer(places, verifiers, tickets)));
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
    section.requiredText("file");
    String principal = section.text("principal").orElse("shared");
    SharedSecret secret =
        section
            .parsed("file", file -> secret(SecretFile.read(Path.of(file)), principal, parts))
            .orElseThrow();
    section.end();
    return secret;
  }

  private static SharedSecret secret(String text, String principal, AuthParts parts) {
    return parts.part(
        "secret",
        List.of(AuthParts.digest(text), principal),
        () -> new SharedSecret(text, principal));
  }

  private static JwtVerifier jwt(Section section, AuthParts parts) {
    String where = section.where();
    List<String> algorithms = section.texts("algorithms");
    JwtRules rules;
    try {
      rules =
          new JwtRules(
              section.requiredText("issuer"),
              section.requiredText("audience"),
              new LinkedHashSet<>(algorithms.isEmpty() ? List.of("RS256", "ES256") : algorithms),
              (int) section.number("clockSkewSeconds", 30, 0, MAX_SKEW_SECONDS),
              section.text("principal").orElse("sub"),
              section.text("topics"));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(where + ": auth.jwt: " + wrong.getMessage());
    }
    Duration betweenLooks =
        Duration.ofSeconds(section.number("lookSeconds", 5, 0, MAX_LOOK_SECONDS));
    Duration outage = Duration.ofSeconds(section.number("outageSeconds", 3600, 0, MAX_SECONDS));
    section.requiredText("jwks");
    JwtVerifier verifier =
        section
            .parsed(
                "jwks",
                jwks ->
                    parts.part(
                        "jwt",
                        List.of(rules, jwks, betweenLooks, outage, keysIn(jwks)),
                        () ->
                            JwtVerifier.of(
                                rules, jwks, betweenLooks, outage, InstantSource.system())))
            .orElseThrow();
    section.end();
    return verifier;
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
    section.requiredText("url");
    URI url = section.parsed("url", AuthSettings::url).orElseThrow();
    List<String> headers =
        section.has("headers") ? section.texts("headers") : List.of("cookie", "authorization");
    Optional<String> secret = section.parsed("secretFile", file -> SecretFile.read(Path.of(file)));
    Duration timeout = Duration.ofMillis(section.number("timeoutMillis", 1500, 10, 60_000));
    section.end();
    return Optional.of(
        parts.part(
            "http",
            List.of(url, headers, secret.map(AuthParts::digest), timeout),
            () -> new HttpAuthorizer(url, headers, secret, timeout, InstantSource.system())));
  }

  private static URI url(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address such as http://127.0.0.1:9100/authorize");
    }
    return uri;
  }
}
