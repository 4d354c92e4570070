package org.zmqwebbridge.observe;

/** The catalogue of what goes up and down: how much of something there is at this moment. */
public enum Gauge {
  // The edge
  TCP_CONNECTIONS_OPEN(
      "zwb_tcp_connections_open", "Connections of browsers, whatever they are for"),
  CONNECTIONS_OPEN("zwb_connections_open", "WebSocket connections that are open"),
  OUTGOING_BYTES(
      "zwb_outgoing_bytes", "Bytes that wait for browsers whose connections take no more"),
  OUTGOING_LIMIT_BYTES("zwb_outgoing_limit_bytes", "limits.maxQueuedBytesInAll"),
  INCOMING_BYTES("zwb_incoming_bytes", "Bytes of messages that have not come whole"),
  INCOMING_LIMIT_BYTES("zwb_incoming_limit_bytes", "limits.maxIncomingBytesInAll"),

  // Virtual sockets
  SOCKETS_OPEN("zwb_sockets_open", "Virtual sockets that are open"),
  REQUESTS_IN_FLIGHT(
      "zwb_requests_in_flight", "Requests of pages with a gateway, without an outcome yet"),
  ASKS_IN_FLIGHT("zwb_asks_in_flight", "Asks with pages, without an outcome yet"),
  REQUEST_BYTES("zwb_request_bytes", "Bytes of requests without an outcome"),
  REQUEST_LIMIT_BYTES("zwb_request_limit_bytes", "limits.maxRequestBytesInAll"),

  // Gateways and the loops
  GATEWAYS_OPEN("zwb_gateways_open", "Shared ZeroMQ sockets that are open"),
  LOOP_COMMANDS("zwb_loop_commands", "Commands of browsers that wait for a loop"),

  // The configuration
  CONFIG_LOADED_SECONDS(
      "zwb_config_loaded_seconds", "When the configuration was last read and taken, in Unix time"),
  CERTIFICATE_EXPIRES_SECONDS(
      "zwb_certificate_expires_seconds",
      "When the listener's certificate expires, in Unix time; 0 without TLS");

  private final String metric;
  private final String description;

  Gauge(String metric, String description) {
    this.metric = metric;
    this.description = description;
  }

  /** The name at {@code /metrics}. */
  public String metric() {
    return metric;
  }

  /** What it measures. */
  public String description() {
    return description;
  }
}
