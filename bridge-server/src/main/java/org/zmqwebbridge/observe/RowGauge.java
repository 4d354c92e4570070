package org.zmqwebbridge.observe;

/** The catalogue of what goes up and down of each of several things, told apart by a label. */
public enum RowGauge {
  BLASTBEAT_NODE_AVAILABLE(
      "node", "zwb_blastbeat_node_available", "1 while a node gets sessions, else 0"),
  BLASTBEAT_NODE_SESSIONS("node", "zwb_blastbeat_node_sessions", "Sessions that a node has"),
  BLASTBEAT_NODE_REQUESTS(
      "node", "zwb_blastbeat_node_requests", "Requests that a node was told of since the start"),
  BLASTBEAT_NODE_LOSSES(
      "node", "zwb_blastbeat_node_losses", "Times that a node has gone since the start"),
  BLASTBEAT_NODE_WAITING(
      "node", "zwb_blastbeat_node_waiting", "Messages that a node does not take now"),
  BLASTBEAT_HOST_SESSIONS("host", "zwb_blastbeat_host_sessions", "Sessions of a host"),
  BLASTBEAT_HOST_GROUPS("host", "zwb_blastbeat_host_groups", "Groups of a host with a member"),
  BLASTBEAT_HOST_CACHE_BYTES(
      "host", "zwb_blastbeat_host_cache_bytes", "Bytes of answers that are kept for a host");

  private final String label;
  private final String metric;
  private final String description;

  RowGauge(String label, String metric, String description) {
    this.label = label;
    this.metric = metric;
    this.description = description;
  }

  /** What tells one from another. */
  public String label() {
    return label;
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
