package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.config.ConfigException;

class BlastbeatCommandTest {
  private static final String SERVER =
      "[blastbeat]\nbind = 127.0.0.1:0\nzmq = tcp://127.0.0.1:5000\nsessions = 100000\n";

  @TempDir private Path folder;

  private Path write(String name, String ini) throws IOException {
    return Files.writeString(folder.resolve(name), ini);
  }

  private static List<String> hosts(BridgeBuilder builder) {
    return builder.config().blastbeat().vhosts().stream().map(VhostSpec::name).toList();
  }

  @Test
  void anIniFileIsAServerAlone() throws IOException {
    Path ini = write("x.ini", SERVER + "[blastbeat:a]\nnode = n\n");
    BlastbeatCommand command =
        BlastbeatCommand.parse(List.of(ini.toString(), "--management", "127.0.0.1:0"));
    BridgeConfig config = command.read().config();
    assertEquals(List.of("a"), config.blastbeat().vhosts().stream().map(VhostSpec::name).toList());
    assertEquals(List.of(), config.edge().listen());
    assertTrue(config.management().isPresent());
    assertEquals(100_000, config.edge().limits().handshake().maxConnections());
    assertEquals(256, config.edge().limits().handshake().maxConnectionsPerAddress());
    assertFalse(config.watchFiles(), "SIGHUP reads it again");
    write("x.ini", SERVER + "connections-per-address = 0\n");
    assertEquals(0, command.read().config().edge().limits().handshake().maxConnectionsPerAddress());
  }

  @Test
  void aFolderIsWatched() throws IOException {
    write("blastbeat.ini", SERVER);
    write("a.ini", "node = n\n");
    BlastbeatCommand command = BlastbeatCommand.parse(List.of(folder.toString()));
    BridgeBuilder builder = command.read();
    assertTrue(builder.config().watchFiles());
    assertEquals(List.of("a"), hosts(builder));
    assertFalse(command.hasSettledAnew());
    write("b.ini", "node = n\n");
    assertFalse(command.hasSettledAnew(), "it may still be written");
    assertTrue(command.hasSettledAnew());
    assertEquals(List.of("a", "b"), hosts(command.read()));
    write("b.ini", "node = n\nsessions = many\n");
    BridgeBuilder changed = command.read();
    assertEquals(List.of("a", "b"), hosts(changed));
    assertTrue(
        changed
            .config()
            .warnings()
            .contains(
                folder
                    + "/b.ini:2: sessions: is a whole number, not \"many\" (what it said before"
                    + " holds)"),
        changed.config().warnings().toString());
  }

  @Test
  void whatIsCheckedMayHaveNoMistake() throws IOException {
    write("a.ini", "node = n\n");
    Bridge bridge = BlastbeatCommand.checked(folder);
    assertEquals(1, bridge.config().blastbeat().vhosts().size());
    bridge.close();
    write("b.ini", "nodes =\nsessions = many\n");
    assertThrows(ConfigException.class, () -> BlastbeatCommand.checked(folder));
    assertTrue(BlastbeatCommand.isFor(folder) && BlastbeatCommand.isFor(Path.of("x.ini")));
    assertFalse(BlastbeatCommand.isFor(Path.of("zwb.yaml")));
  }

  @Test
  void itSaysWhereClientsAndNodesComeIn() throws IOException {
    Path ini =
        write(
            "x.ini",
            """
            [blastbeat]
            bind = 127.0.0.1:8080
            zmq = tcp://127.0.0.1:5000
            [blastbeat:a]
            node = n
            [blastbeat:b]
            node = n
            """);
    Bridge bridge = BlastbeatCommand.parse(List.of(ini.toString())).read().build();
    assertEquals(
        "BlastBeat on 127.0.0.1:8080", new OpenDoors(bridge.config(), name -> 0, 0).toString());
    bridge.close();
  }

  @Test
  void wrongCommandsAreRefused() {
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("a.ini", "b.ini"),
            List.of("a.ini", "--port"),
            List.of("--management"))) {
      assertThrows(UsageException.class, () -> BlastbeatCommand.parse(words), words.toString());
    }
  }

  @Test
  void whoTheProcessCannotBecomeIsSaid() {
    ProcessUser www = new ProcessUser(33, "www-data", 44, "web");
    assertEquals(List.of(), www.warnings("", "", "zwb"));
    assertEquals(List.of(), www.warnings("www-data", "web", "zwb"));
    assertEquals(List.of(), www.warnings("33", "", "zwb"));
    assertEquals(List.of(), www.warnings("", "44", "zwb"));
    assertEquals(
        List.of(
            "uid = nobody: this process is www-data and cannot become another; start it as that"
                + " user: sudo -u nobody -g nogroup zwb, or User= in a unit of systemd (with"
                + " AmbientCapabilities=CAP_NET_BIND_SERVICE for ports below 1024)"),
        www.warnings("nobody", "nogroup", "zwb"));
    assertEquals(
        List.of(
            "gid = nogroup: this process keeps its group; start it with that one: sudo -g nogroup"
                + " zwb, or Group= in a unit of systemd"),
        www.warnings("", "nogroup", "zwb"));
    assertEquals(
        List.of(
            "gid = nogroup: this process keeps its group; start it with that one: sudo -u www-data"
                + " -g nogroup zwb, or Group= in a unit of systemd"),
        www.warnings("www-data", "nogroup", "zwb"));
    List<String> root =
        new ProcessUser(0, "root", 0, "root").warnings("", "", "zwb blastbeat x.ini");
    assertEquals(1, root.size());
    assertTrue(root.get(0).startsWith("this process is root and stays root"), root.get(0));
    assertEquals(1, new ProcessUser(0, "root", 0, "root").warnings("nobody", "", "zwb").size());
    assertEquals(
        root, new ProcessUser(0, "root", 0, "root").warnings("root", "", "zwb blastbeat x.ini"));
    assertEquals(System.getProperty("user.name"), ProcessUser.current().name());
  }
}
