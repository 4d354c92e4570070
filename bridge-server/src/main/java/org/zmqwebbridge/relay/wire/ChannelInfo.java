package org.zmqwebbridge.relay.wire;

/**
 * What a publisher is told of a channel, as nginx_http_push_module words it.
 *
 * <p>Immutable.
 *
 * @param messages that are kept
 * @param requested how many seconds ago a subscriber last asked; -1: none has
 * @param subscribers that wait, or waited before what this answers
 */
public record ChannelInfo(long messages, long requested, int subscribers) {

  /** In a form; CR LF between its lines. */
  public String in(InfoForm form) {
    return switch (form) {
      case TEXT ->
          lines(
              "queued messages: " + messages,
              "last requested: " + requested + " sec. ago (-1=never)",
              "active subscribers: " + subscribers);
      case JSON -> "{" + members() + " }";
      case XML -> lines(elements(), "</channel>", "");
      case YAML -> lines(fields(), "");
    };
  }

  /**
   * As nchan words it, with one more line.
   *
   * @param last the id of the newest message, {@code seconds:tag}
   */
  public String in(InfoForm form, String last) {
    return switch (form) {
      case TEXT ->
          lines(
              "queued messages: " + messages,
              "last requested: " + requested + " sec. ago",
              "active subscribers: " + subscribers,
              "last message id: " + last);
      case JSON -> "{" + members() + ", \"last_message_id\": \"" + last + "\" }";
      case XML ->
          lines(elements(), "  <last_message_id>" + last + "</last_message_id>", "</channel>");
      case YAML -> lines(fields(), "last_message_id: \"" + last + "\"", "", "");
    };
  }

  private String members() {
    return "\"messages\": "
        + messages
        + ", \"requested\": "
        + requested
        + ", \"subscribers\": "
        + subscribers;
  }

  private String elements() {
    return lines(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>",
        "<channel>",
        "  <messages>" + messages + "</messages>",
        "  <requested>" + requested + "</requested>",
        "  <subscribers>" + subscribers + "</subscribers>");
  }

  private String fields() {
    return lines(
        "---", "messages: " + messages, "requested: " + requested, "subscribers: " + subscribers);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }
}
