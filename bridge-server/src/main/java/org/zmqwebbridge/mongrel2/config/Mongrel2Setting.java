package org.zmqwebbridge.mongrel2.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting that Mongrel2 has, and those that only the bridge has, with its default. */
public enum Mongrel2Setting {
  CONTROL_PORT("control_port", "ipc://run/control"),
  DISABLE_ACCESS_LOGGING("disable.access_logging", false),
  DOWNLOAD_FLOW_CONTROL("download.flow_control", false),
  UPLOAD_STREAM("upload.stream", false),
  UPLOAD_TEMP_STORE("upload.temp_store", ""),
  UPLOAD_TEMP_STORE_MODE("upload.temp_store_mode", "0600"),
  BUFFER_SIZE("limits.buffer_size", 4096, 64, Bounds.MANY),
  CONTENT_LENGTH("limits.content_length", 20_480, 0, Bounds.MANY),
  HANDLER_TARGETS("limits.handler_targets", 128, 1, 65_536),
  HEADER_COUNT("limits.header_count", 1280, 1, Bounds.MANY),
  TICK_TIMER("limits.tick_timer", 10, 1, 86_400),
  MIN_PING("limits.min_ping", 120, 0, Bounds.MANY),
  MIN_READ_RATE("limits.min_read_rate", 300, 0, Bounds.MANY),
  MIN_WRITE_RATE("limits.min_write_rate", 300, 0, Bounds.MANY),
  KILL_LIMIT("limits.kill_limit", 2, 0, Bounds.MANY),
  NO_CLOBBER_XFF("no_clobber_xff", false),
  REQUEST_RELAXED("request.relaxed", false),
  DAEMONIZE("server.daemonize", true),
  CERTDIR("certdir", ""),
  SSL_CIPHERS("ssl_ciphers", ""),
  CA_CHAIN("ssl.ca_chain", ""),
  VERIFY_OPTIONAL("ssl.verify_optional", false),
  VERIFY_REQUIRED("ssl.verify_required", false),

  // Of how theirs is built: there is nothing here that they could change.
  CLIENT_READ_RETRIES("limits.client_read_retries"),
  DIR_MAX_PATH("limits.dir_max_path"),
  DIR_SEND_BUFFER("limits.dir_send_buffer"),
  HOST_NAME("limits.host_name"),
  URL_PATH("limits.url_path"),
  MIME_EXT_LEN("limits.mime_ext_len"),
  PROXY_READ_RETRIES("limits.proxy_read_retries"),
  TCP_KEEPALIVE("net.tcp_keepalive"),
  IO_THREADS("zeromq.threads"),
  CONNECTION_STACK_SIZE("limits.connection_stack_size"),
  FDTASK_STACK("limits.fdtask_stack"),
  HANDLER_STACK("limits.handler_stack"),
  PROXY_READ_RETRIES_WARN("limits.proxy_read_retries_warn"),
  HOT_DIVIDEND("superpoll.hot_dividend"),
  MAX_FD("superpoll.max_fd"),

  // The bridge's own; theirs does not look for them.
  HANDLER_TIMEOUT("zwb.handler_timeout", 0, 0, 86_400),
  MAINTENANCE_PAGE("zwb.maintenance_page", ""),
  CACHE_CONTROL("zwb.cache_control", ""),
  IPC_MODE("zwb.ipc_mode", ""),
  HTTP2("zwb.http2", true),
  CONNECTIONS_PER_ADDRESS("zwb.max_connections_per_address", 256, 0, 65_536),
  WEBSOCKET_PINGS("websocket.pings", "handler"),
  WEBSOCKET_MESSAGE("websocket.max_message", 256 << 10, 125, 64 << 20);

  private static final Map<String, Mongrel2Setting> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(Mongrel2Setting::key, Function.identity()));

  /** What a setting is. */
  enum Kind {
    TEXT,
    FLAG,
    NUMBER,
    MEANINGLESS
  }

  private static final class Bounds {
    static final int MANY = 1 << 30;
  }

  private final String key;
  private final Kind kind;
  private final String byDefault;
  private final long least;
  private final long most;

  Mongrel2Setting(String key, Kind kind, String byDefault, long least, long most) {
    this.key = key;
    this.kind = kind;
    this.byDefault = byDefault;
    this.least = least;
    this.most = most;
  }

  Mongrel2Setting(String key, String byDefault) {
    this(key, Kind.TEXT, byDefault, 0, 0);
  }

  Mongrel2Setting(String key, boolean byDefault) {
    this(key, Kind.FLAG, byDefault ? "1" : "0", 0, 1);
  }

  Mongrel2Setting(String key, int byDefault, int least, int most) {
    this(key, Kind.NUMBER, String.valueOf(byDefault), least, most);
  }

  Mongrel2Setting(String key) {
    this(key, Kind.MEANINGLESS, "", 0, 0);
  }

  /** Its name in configurations. */
  public String key() {
    return key;
  }

  /** What holds without it, as text; a flag is 0 or 1. */
  public String byDefault() {
    return byDefault;
  }

  Kind kind() {
    return kind;
  }

  /** The one with this name. */
  public static Optional<Mongrel2Setting> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /**
   * A value of it, as a number if it is one: flags as 0 or 1.
   *
   * @throws IllegalArgumentException if it is none; says what it may be
   */
  long number(String text) {
    if (!text.strip().matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "setting " + key + " is a whole number, not " + Checks.quoted(text));
    }
    long value = Long.parseLong(text.strip());
    if (kind == Kind.FLAG) {
      return value == 0 ? 0 : 1;
    }
    Checks.between(value, least, most, "setting " + key);
    return value;
  }
}
