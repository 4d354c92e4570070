package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.Directives;
import org.zmqwebbridge.grip.wire.MalformedGripException;

/** What is done to a message on its way to one who hears it. */
enum Filter {
  /** Its sender does not get it. */
  SKIP_SELF("skip-self", false),
  /** Those whom its publisher names do not get it. */
  SKIP_USERS("skip-users", false),
  /** Only those get it who hear another channel as well. */
  REQUIRE_SUB("require-sub", false),
  /** An id of what they have had is written into it. */
  BUILD_ID("build-id", true),
  /** What is known about them is written into it. */
  VAR_SUBST("var-subst", true),
  /** An origin says whether they get it. */
  HTTP_CHECK("http-check", false),
  /** An origin says whether they get it, and what. */
  HTTP_MODIFY("http-modify", true);

  private final String word;
  private final boolean changesContent;

  Filter(String word, boolean changesContent) {
    this.word = word;
    this.changesContent = changesContent;
  }

  static Optional<Filter> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  String word() {
    return word;
  }

  boolean changesContent() {
    return changesContent;
  }

  /** Whether an origin has to be asked. */
  boolean asks() {
    return this == HTTP_CHECK || this == HTTP_MODIFY;
  }

  /**
   * What becomes of it, by a filter that asks nobody.
   *
   * @param published what its publisher says about it
   * @return empty: it is dropped
   * @throws MalformedGripException if content or meta is not as the filter needs it
   */
  Optional<byte[]> apply(Map<String, String> published, Hearer hearer, byte[] content)
      throws MalformedGripException {
    String user = hearer.meta().getOrDefault("user", "");
    boolean passes =
        switch (this) {
          case SKIP_SELF -> user.isEmpty() || !user.equals(published.get("sender"));
          case SKIP_USERS -> user.isEmpty() || !names(published.get("skip_users"), user);
          case REQUIRE_SUB -> hears(hearer, published.getOrDefault("require_sub", ""));
          default -> true;
        };
    if (!passes) {
      return Optional.empty();
    }
    return Optional.of(
        switch (this) {
          case BUILD_ID -> withId(content, hearer);
          case VAR_SUBST -> Directives.replace(content, Directives.variables(hearer.meta()));
          default -> content;
        });
  }

  private static boolean names(String list, String user) {
    return list != null && Arrays.stream(list.split(",")).map(String::trim).anyMatch(user::equals);
  }

  private static boolean hears(Hearer hearer, String channel) {
    return channel.isEmpty() || hearer.lastIds().containsKey(channel);
  }

  private static byte[] withId(byte[] content, Hearer hearer) throws MalformedGripException {
    String format = hearer.meta().get("id_format");
    if (format == null) {
      throw new MalformedGripException("no sub meta 'id_format'");
    }
    String encoding = hearer.meta().get("id_encoding");
    if (encoding != null && !encoding.equals("hex")) {
      throw new MalformedGripException("unsupported encoding: " + encoding);
    }
    byte[] id = Directives.replace(format.getBytes(UTF_8), Directives.variables(hearer.lastIds()));
    return Directives.replace(content, Directives.ids(id, encoding != null));
  }
}
