package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.admin.InspectorSettings;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.admin.ManagementSecret;
import org.zmqwebbridge.config.Section;

/** The settings below {@code management}; or the address alone, in its place. */
final class ManagementSettings {
  private static final String KEY = "management";
  private static final String LISTEN = "127.0.0.1:9000";

  private ManagementSettings() {}

  static void read(Section root, BridgeBuilder builder) {
    builder.management(LISTEN);
    if (!root.isSection(KEY)) {
      root.parsed(KEY, builder::management);
      return;
    }
    Section section = root.section(KEY);
    List<InetSocketAddress> listen =
        section.parsed("listen", HostAndPort::parse).orElseGet(() -> HostAndPort.parse(LISTEN));
    Optional<ManagementSecret> secret =
        section.parsed("secretFile", file -> ManagementSecret.read(Path.of(file)));
    List<String> hosts = section.parsedTexts("hosts", ManagementConfig::checkedHost);
    Optional<InspectorSettings> inspector = inspector(section);
    section.end();
    if (secret.isEmpty() && section.has("secretFile")) {
      return; // it is said already why there is none
    }
    try {
      builder.management(new ManagementConfig(listen, secret, hosts, inspector));
    } catch (IllegalArgumentException wrong) {
      boolean isOfInspector = wrong.getMessage().startsWith("management.inspector");
      section.refuse(isOfInspector ? "inspector" : "listen", wrong.getMessage());
    }
  }

  private static Optional<InspectorSettings> inspector(Section section) {
    boolean isOn = section.flag("inspector", false);
    long bytes =
        section.number(
            "inspectorBytes", InspectorSettings.BODY_BYTES, 0, InspectorSettings.MAX_BODY_BYTES);
    long perSecond =
        section.number(
            "inspectorPerSecond",
            InspectorSettings.PER_SECOND,
            1,
            InspectorSettings.MAX_PER_SECOND);
    return isOn
        ? Optional.of(new InspectorSettings((int) bytes, (int) perSecond))
        : Optional.empty();
  }
}
