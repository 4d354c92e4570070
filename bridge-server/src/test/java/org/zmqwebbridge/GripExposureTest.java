package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.grip.RouteLine;

/** What others than this machine would reach unasked stops the start of zwb grip; it says why. */
class GripExposureTest {
  @TempDir private Path folder;

  private GripCommand command(String handler, String routes) throws IOException {
    Path file = Files.writeString(folder.resolve("pushpin.conf"), "[handler]\n" + handler + "\n");
    Files.writeString(folder.resolve("routes"), routes + "\n");
    return GripCommand.parse(List.of("--config", file.toString(), "--port", "0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push_in_spec=tcp://*:5560",
        "push_in_spec=tcp://[::]:5560",
        "push_in_sub_specs=tcp://0.0.0.0:5562",
        "push_in_sub_specs=tcp://127.0.0.1:5562,tcp://192.0.2.1:5562",
        "command_spec=tcp://example.org:5563",
        "stats_spec=tcp://*:5564",
        "stats_spec=tcp://192.0.2.1:5564"
      })
  void aSocketThatOthersReach(String setting) throws IOException {
    GripCommand command = command(setting, "* test");
    String said = assertThrows(ConfigException.class, command::read).getMessage();
    assertTrue(said.contains("pushpin.conf"), said);
    assertTrue(said.contains("everybody who reaches it could "), said);
    assertTrue(said.contains("bind 127.0.0.1"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zhttpreq/tcp://*:5570", "zhttp/tcp://192.0.2.1:5570"})
  void workersThatOthersCouldBe(String target) throws IOException {
    String sockets = "push_in_spec=ipc://" + folder + "/pull\npush_in_http_port=0\n";
    String more = "push_in_sub_specs=ipc://" + folder + "/sub\ncommand_spec=ipc://" + folder + "/c";
    BridgeBuilder builder = command(sockets + more, "* " + target).read();
    String said =
        assertThrows(IllegalArgumentException.class, () -> builder.build().start().close())
            .getMessage();
    assertTrue(said.contains("could answer requests of your clients"), said);
    assertTrue(said.contains("bind 127.0.0.1"), said);
  }

  @Test
  void addressesOfThisMachineAreTaken() throws IOException {
    GripCommand command =
        command(
            "stats_spec=tcp://[::1]:5564\npush_in_spec=tcp://localhost:5560",
            "* zhttp/ipc:///run/w");
    assertEquals(List.of(), command.read().config().warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zhttp/nonsense",
        "zhttp/tcp://127.0.0.1:x",
        "zhttp/tcp://127.0.0.1:65535",
        "zhttpreq/",
        "zhttpreq/ipc://relative"
      })
  void whatIsNoAddressOfWorkersIsSaidWhereTheRouteIsRead(String target) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> RouteLine.read("* " + target))
            .getMessage();
    assertTrue(said.startsWith("workers connect to tcp://127.0.0.1:5570 or "), said);
  }
}
