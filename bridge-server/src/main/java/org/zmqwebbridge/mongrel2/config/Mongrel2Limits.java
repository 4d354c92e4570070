package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting.Kind;

/**
 * What the settings of a configuration mean, each with its default, and which of them mean nothing.
 *
 * <p>Immutable.
 */
public final class Mongrel2Limits {
  /** Those of a configuration without settings. */
  public static final Mongrel2Limits DEFAULTS = of(Map.of());

  private static final int MODE_BITS = 0777;
  private static final int OCTAL = 8;

  private final EnumMap<Mongrel2Setting, Long> numbers = new EnumMap<>(Mongrel2Setting.class);
  private final EnumMap<Mongrel2Setting, String> texts = new EnumMap<>(Mongrel2Setting.class);
  private final List<String> remarks = new ArrayList<>();

  private Mongrel2Limits() {}

  /**
   * Of settings as they were read.
   *
   * @throws IllegalArgumentException if a value is wrong; says of which, and what it may be
   */
  public static Mongrel2Limits of(Map<String, String> settings) {
    Mongrel2Limits limits = new Mongrel2Limits();
    for (Mongrel2Setting setting : Mongrel2Setting.values()) {
      limits.take(setting, settings.getOrDefault(setting.key(), setting.byDefault()));
    }
    settings.keySet().forEach(limits::remark);
    limits.uploadMode();
    return limits;
  }

  private void take(Mongrel2Setting setting, String value) {
    if (setting.kind() == Kind.TEXT) {
      Checks.text(value, "setting " + setting.key());
      texts.put(setting, value);
    } else if (setting.kind() != Kind.MEANINGLESS) {
      numbers.put(setting, setting.number(value));
    }
  }

  private void remark(String key) {
    Optional<Mongrel2Setting> known = Mongrel2Setting.of(key);
    if (known.isEmpty()) {
      remarks.add("setting " + key + " is unknown and has no effect; is it spelled right?");
    } else if (known.get().kind() == Kind.MEANINGLESS) {
      remarks.add("setting " + key + " has no effect here; it can be left out");
    }
  }

  /** A line for each setting that is unknown, or means nothing here. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** A number of those that are numbers. */
  public long number(Mongrel2Setting setting) {
    return numbers.get(setting);
  }

  /** One of those that are on or off. */
  public boolean flag(Mongrel2Setting setting) {
    return numbers.get(setting) != 0;
  }

  /** A text of those that are texts; may be empty. */
  public String text(Mongrel2Setting setting) {
    return texts.get(setting);
  }

  private int intOf(Mongrel2Setting setting) {
    return Math.toIntExact(numbers.get(setting));
  }

  /** The most bytes of a request's line and headers together. */
  public int bufferBytes() {
    return intOf(Mongrel2Setting.BUFFER_SIZE);
  }

  /** The most bytes of a body that is one message; larger ones are uploads. */
  public int contentBytes() {
    return intOf(Mongrel2Setting.CONTENT_LENGTH);
  }

  /** How many connections one reply may name. */
  public int handlerTargets() {
    return intOf(Mongrel2Setting.HANDLER_TARGETS);
  }

  /** How many different headers a request may have. */
  public int headerCount() {
    return intOf(Mongrel2Setting.HEADER_COUNT);
  }

  /** How often idle and slow connections are looked for. */
  public int tickSeconds() {
    return intOf(Mongrel2Setting.TICK_TIMER);
  }

  /** For how long a connection may say nothing. */
  public int minPingSeconds() {
    return intOf(Mongrel2Setting.MIN_PING);
  }

  /** Bytes a second that a client should send. */
  public int minReadRate() {
    return intOf(Mongrel2Setting.MIN_READ_RATE);
  }

  /** Bytes a second that a client should take. */
  public int minWriteRate() {
    return intOf(Mongrel2Setting.MIN_WRITE_RATE);
  }

  /** How many of the three may be too little at once. */
  public int killLimit() {
    return intOf(Mongrel2Setting.KILL_LIMIT);
  }

  /** How many seconds a request waits for a handler before it is answered 503; 0: for ever. */
  public int handlerTimeoutSeconds() {
    return intOf(Mongrel2Setting.HANDLER_TIMEOUT);
  }

  /** Who may use Unix sockets of handlers, in octal digits; empty: as the process has it. */
  public Optional<String> ipcMode() {
    return filled(Mongrel2Setting.IPC_MODE);
  }

  /** How many connections one client's address may have; 0: any number. */
  public int connectionsPerAddress() {
    return intOf(Mongrel2Setting.CONNECTIONS_PER_ADDRESS);
  }

  /** The most bytes of a message on a WebSocket. */
  public int maxSocketMessageBytes() {
    return intOf(Mongrel2Setting.WEBSOCKET_MESSAGE);
  }

  /** Where uploads are written, with {@code XXXXXX} for what makes each name its own. */
  public Optional<String> uploadTempStore() {
    return filled(Mongrel2Setting.UPLOAD_TEMP_STORE);
  }

  /** The permissions of such a file. */
  public int uploadMode() {
    String text = text(Mongrel2Setting.UPLOAD_TEMP_STORE_MODE);
    if (!text.matches("[0-7]{1,6}") || Integer.parseInt(text, OCTAL) > MODE_BITS) {
      throw new IllegalArgumentException(
          "setting upload.temp_store_mode is an octal number up to 0777, not "
              + Checks.quoted(text));
    }
    return Integer.parseInt(text, OCTAL);
  }

  /** The folder of certificates; what is in it is found by putting a name directly after it. */
  public Optional<String> certDir() {
    return filled(Mongrel2Setting.CERTDIR);
  }

  /** A file of certificates that clients' certificates are held to. */
  public Optional<String> caChain() {
    return filled(Mongrel2Setting.CA_CHAIN);
  }

  /** Where the control port of a server is bound. */
  public String controlPort(ServerSpec server) {
    return server.controlPort().isEmpty()
        ? text(Mongrel2Setting.CONTROL_PORT)
        : server.controlPort();
  }

  private Optional<String> filled(Mongrel2Setting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isEmpty());
  }
}
