package org.zmqwebbridge.relay.wire;

import java.util.Locale;
import java.util.Optional;

/** In which form a publisher is told of a channel. */
public enum InfoForm {
  TEXT("text/plain"),
  JSON("text/json"),
  XML("text/xml"),
  YAML("text/yaml");

  private final String textType;

  InfoForm(String textType) {
    this.textType = textType;
  }

  /** Its media type, as those of texts are called. */
  public String textType() {
    return textType;
  }

  /**
   * A form, and the media type by which it was asked for.
   *
   * @param type for the answer's {@code Content-Type}
   */
  public record Chosen(InfoForm form, String type) {
    /** For those that ask for none that there is. */
    public static final Chosen STANDARD = new Chosen(TEXT, "text/plain");
  }

  /**
   * The first media type of an {@code Accept} that names a form; weights are not looked at, as no
   * relay of this protocol ever has.
   */
  public static Chosen of(String accept) {
    int from = 0;
    while (from <= accept.length()) {
      int comma = accept.indexOf(',', from);
      int to = comma < 0 ? accept.length() : comma;
      Optional<Chosen> found = ofType(accept.substring(from, to));
      if (found.isPresent()) {
        return found.get();
      }
      from = to + 1;
    }
    return Chosen.STANDARD;
  }

  private static Optional<Chosen> ofType(String range) {
    int semicolon = range.indexOf(';');
    String type =
        (semicolon < 0 ? range : range.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    return form(type).map(form -> new Chosen(form, type));
  }

  private static Optional<InfoForm> form(String type) {
    return switch (type) {
      case "text/plain" -> Optional.of(TEXT);
      case "text/json", "text/x-json", "application/json", "application/x-json" ->
          Optional.of(JSON);
      case "text/xml", "application/xml" -> Optional.of(XML);
      case "text/yaml", "text/x-yaml", "application/yaml", "application/x-yaml" ->
          Optional.of(YAML);
      default -> Optional.empty();
    };
  }
}
