package org.zmqwebbridge.grip.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what an origin says by headers that begin with {@code Grip-}, whatever their case.
 *
 * <p>Pure.
 */
public final class InstructHeaders {
  private static final String PREFIX = "grip-";

  private InstructHeaders() {}

  /** Whether something in an origin's response is for us. */
  public static boolean areIn(List<Header> headers) {
    return headers.stream().anyMatch(InstructHeaders::isOurs)
        || headers.stream().anyMatch(InstructHeaders::isInstruct);
  }

  /** Whether a header of a response is for us, or says that its body is. */
  public static boolean isFor(String name, String value) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        || (name.equalsIgnoreCase("Content-Type")
            && value.trim().startsWith(InstructJson.MEDIA_TYPE));
  }

  /** Whether a header is GRIP's. */
  public static boolean isOurs(Header header) {
    return header.name().regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static boolean isInstruct(Header header) {
    return header.is("Content-Type") && header.value().trim().startsWith(InstructJson.MEDIA_TYPE);
  }

  /** What a whole response instructs: by its headers, or by a body that is an instruct. */
  public static Instruct read(OriginResponse said) throws MalformedGripException {
    return said.headers().stream().anyMatch(InstructHeaders::isInstruct)
        ? InstructJson.read(said)
        : byHeaders(said);
  }

  private static Instruct byHeaders(OriginResponse said) throws MalformedGripException {
    HoldMode mode = mode(said.header("Grip-Hold"));
    List<NextLink> next = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Element link : elements(said, "Grip-Link")) {
      readLink(link, next, gone);
    }
    Optional<String> keepAlive = said.header("Grip-Keep-Alive");
    return new Instruct(
        mode,
        mode == HoldMode.NONE ? List.of() : channels(said),
        Numbers.seconds(
            "Grip-Timeout", said.header("Grip-Timeout"), Instruct.STANDARD_TIMEOUT_SECONDS),
        keepAlive.isPresent() ? Optional.of(KeepAlive.of(keepAlive.get())) : Optional.empty(),
        meta(said),
        next.stream().findFirst(),
        gone.stream().findFirst(),
        response(said));
  }

  private static HoldMode mode(Optional<String> said) throws MalformedGripException {
    return switch (said.orElse("").trim().toLowerCase(Locale.ROOT)) {
      case "" -> HoldMode.NONE;
      case "response" -> HoldMode.RESPONSE;
      case "stream" -> HoldMode.STREAM;
      default ->
          throw new MalformedGripException("Grip-Hold is response or stream, not " + said.get());
    };
  }

  private static List<Element> elements(OriginResponse said, String name) {
    List<Element> all = new ArrayList<>();
    for (Header field : said.headers()) {
      if (field.is(name)) {
        all.addAll(Element.list(field.value()));
      }
    }
    return all;
  }

  private static List<ChannelRef> channels(OriginResponse said) throws MalformedGripException {
    List<ChannelRef> channels = new ArrayList<>();
    for (Element element : elements(said, "Grip-Channel")) {
      if (element.value().isEmpty()) {
        throw new MalformedGripException("Grip-Channel: a channel has no name");
      }
      channels.add(
          new ChannelRef(
              element.value(), element.parameter("prev-id"), element.parameters("filter")));
    }
    return channels;
  }

  private static Map<String, String> meta(OriginResponse said) {
    Map<String, String> meta = new LinkedHashMap<>();
    for (Header field : said.headers()) {
      if (field.is("Grip-Set-Meta")) {
        for (Element element : Element.list(field.value())) {
          Header pair = Element.pair(element.value());
          meta.put(pair.name(), pair.value());
        }
      }
    }
    return meta;
  }

  private static void readLink(Element link, List<NextLink> next, List<String> gone)
      throws MalformedGripException {
    String value = link.value();
    if (!value.startsWith("<") || !value.endsWith(">")) {
      throw new MalformedGripException("Grip-Link: a link is written <URL>; rel=next");
    }
    String url = value.substring(1, value.length() - 1);
    switch (link.parameter("rel").orElse("")) {
      case "next" ->
          next.add(new NextLink(url, Numbers.seconds("Grip-Link", link.parameter("timeout"), 0)));
      case "gone" -> gone.add(url);
      default -> {
        // other relations are for others
      }
    }
  }

  /** The response without what is ours; with another status where {@code Grip-Status} says so. */
  private static OriginResponse response(OriginResponse said) throws MalformedGripException {
    List<Header> kept = new ArrayList<>();
    Set<String> exposed = exposed(said);
    for (Header field : said.headers()) {
      if (!isOurs(field) && (exposed.isEmpty() || exposed.contains(field.name()))) {
        kept.add(field);
      }
    }
    Optional<String> status = said.header("Grip-Status");
    if (status.isEmpty()) {
      return new OriginResponse(said.code(), said.reason(), kept, said.body());
    }
    String[] words = status.get().trim().split(" ", 2);
    int code = Numbers.seconds("Grip-Status", Optional.of(words[0]), 0);
    if (code < 200 || code > 999) {
      throw new MalformedGripException(
          "Grip-Status is for example 202 Waited, not " + status.get());
    }
    return new OriginResponse(code, words.length > 1 ? words[1] : "", kept, said.body());
  }

  private static Set<String> exposed(OriginResponse said) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    elements(said, "Grip-Expose-Headers").forEach(element -> names.add(element.value()));
    return names;
  }
}
