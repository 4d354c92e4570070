package org.zmqwebbridge.observe;

/** The catalogue of what is timed, for each endpoint. */
public enum Timing {
  REQUESTS(
      "zwb_vs_request_duration_seconds",
      "From a page's request at the gateway to its reply; requests without a reply are not in it"),
  ASKS(
      "zwb_vs_ask_duration_seconds",
      "From an ask's delivery to its page to the page's answer; asks without one are not in it");

  private final String metric;
  private final String description;

  Timing(String metric, String description) {
    this.metric = metric;
    this.description = description;
  }

  /** The name at {@code /metrics}. */
  public String metric() {
    return metric;
  }

  /** What is timed. */
  public String description() {
    return description;
  }
}
