package org.zmqwebbridge.blastbeat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.config.ConfigException;

/** A folder of virtual hosts: one file's mistake is nobody else's. */
class BlastbeatFolderTest {
  private static final String SERVER = "[blastbeat]\nbind = 127.0.0.1:1\nzmq = tcp://127.0.0.1:2\n";

  @TempDir private Path place;
  private BlastbeatFolder folder;

  @BeforeEach
  void begin() throws IOException {
    folder = new BlastbeatFolder(place, new NoKeys());
    write("blastbeat.ini", SERVER);
  }

  private void write(String name, String ini) throws IOException {
    Files.writeString(place.resolve(name), ini);
  }

  private List<String> hosts() {
    return folder.read().config().vhosts().stream()
        .map(vhost -> vhost.name() + vhost.nodes().stream().map(NodeSpec::name).toList())
        .toList();
  }

  private List<String> remarks() {
    return folder.read().remarks().stream().map(this::said).toList();
  }

  private String said(String text) {
    return text.replace(place + "/", "");
  }

  @Test
  void eachFileIsAHost() throws IOException {
    write("b.org:8080.ini", "node = n1\n");
    write("a.ini", "; with a section of its own\n[blastbeat:a.org]\nnode = n2\n");
    write("c.ini", "[blastbeat:c1]\nnode = n\n[blastbeat:c2]\nnode = n\n");
    write(".hidden.ini", "nonsense");
    write("notes.txt", "nonsense");
    assertEquals(List.of("a.org[n2]", "b.org:8080[n1]", "c1[n]", "c2[n]"), hosts());
    assertEquals(List.of(), remarks());
    assertEquals(List.of(BindSpec.parse("127.0.0.1:1", false)), folder.read().config().binds());
  }

  @Test
  void theServersFileMayHaveHostsToo() throws IOException {
    write("blastbeat.ini", SERVER + "[blastbeat:first]\nnode = n\n");
    write("a.ini", "node = n\n");
    assertEquals(List.of("first[n]", "a[n]"), hosts());
  }

  @Test
  void withoutItTheServerIsOfThisMachine() throws IOException {
    Files.delete(place.resolve("blastbeat.ini"));
    write("a.ini", "node = n\n");
    assertEquals(List.of("a[n]"), hosts());
    assertEquals(
        List.of(
            "blastbeat.ini: there is no bind; clients come in at 127.0.0.1:8080",
            "blastbeat.ini: there is no zmq; nodes connect to tcp://127.0.0.1:5000"),
        remarks());
  }

  @Test
  void filesComeAndGo() throws IOException {
    write("a.ini", "node = n\n");
    assertEquals(List.of("a[n]"), hosts());
    write("b.ini", "node = n\n");
    assertEquals(List.of("a[n]", "b[n]"), hosts());
    Files.delete(place.resolve("a.ini"));
    assertEquals(List.of("b[n]"), hosts());
  }

  @Test
  void aFileThatIsWrongIsLeftAsItWas() throws IOException {
    write("a.ini", "node = before\n");
    write("b.ini", "node = n\n");
    assertEquals(List.of("a[before]", "b[n]"), hosts());
    write("a.ini", "node = after\nsessions = many\nhead = x\n");
    write("b.ini", "node = n2\n");
    assertEquals(List.of("a[before]", "b[n2]"), hosts());
    assertEquals(
        List.of(
            "a.ini:2: sessions: is a whole number, not \"many\" (what it said before holds)",
            "a.ini:3: head: is one of uwsgi, raw, not \"x\" (what it said before holds)"),
        remarks());
    write("a.ini", "node = after\n");
    assertEquals(List.of("a[after]", "b[n2]"), hosts());
    assertEquals(List.of(), remarks());
  }

  @Test
  void aFileThatWasNeverRightIsLeftOut() throws IOException {
    write("a.ini", "node = n\nsessions = many\n");
    write("b.ini", "node = n\n");
    assertEquals(List.of("b[n]"), hosts());
    assertEquals(
        List.of("a.ini:2: sessions: is a whole number, not \"many\" (the file is left out)"),
        remarks());
  }

  @Test
  void onlyTheServersFileSpeaksOfTheServer() throws IOException {
    write("a.ini", "[blastbeat]\nmax-hops = 1\n[blastbeat:a]\nnode = n\n");
    assertEquals(List.of(), hosts());
    assertEquals(
        List.of(
            "a.ini: [blastbeat] is in blastbeat.ini only; this file is of virtual hosts, so take it"
                + " out (the file is left out)",
            "blastbeat.ini: there is no [blastbeat:HOST] with a node, so every request is answered"
                + " 404"),
        remarks());
  }

  @Test
  void whoTakesAnothersNameDoesNotGetIt() throws IOException {
    write("b.ini", "node = n\n");
    assertEquals(List.of("b[n]"), hosts());
    write("a.ini", "[blastbeat:B]\nnode = thief\n");
    assertEquals(List.of("b[n]"), hosts());
    assertEquals(
        List.of(
            "a.ini: does not go together with the others: two virtual hosts have the name \"b\";"
                + " give each its own (the file is left out)"),
        remarks());
  }

  @Test
  void whoChangesToAnothersNameStaysWhatItWas() throws IOException {
    write("a.ini", "[blastbeat:a]\nnode = n\n");
    write("b.ini", "node = n\n");
    assertEquals(List.of("a[n]", "b[n]"), hosts());
    write("a.ini", "[blastbeat:b]\nnode = thief\n");
    assertEquals(List.of("a[n]", "b[n]"), hosts());
    assertEquals(
        List.of(
            "a.ini: does not go together with the others: two virtual hosts have the name \"b\";"
                + " give each its own (what it said before holds)"),
        remarks());
  }

  @Test
  void namesThatAreSwappedGoTogether() throws IOException {
    write("a.ini", "[blastbeat:x]\nnode = a\n");
    write("b.ini", "[blastbeat:y]\nnode = b\n");
    assertEquals(List.of("x[a]", "y[b]"), hosts());
    write("a.ini", "[blastbeat:y]\nnode = a\n");
    write("b.ini", "[blastbeat:x]\nnode = b\n");
    assertEquals(List.of("y[a]", "x[b]"), hosts());
  }

  @Test
  void aServersFileThatIsWrongChangesNothing() throws IOException {
    write("a.ini", "node = n\n");
    assertEquals(List.of("a[n]"), hosts());
    write("blastbeat.ini", "[blastbeat]\nbind = x\n");
    write("a.ini", "node = n2\n");
    assertThrows(ConfigException.class, folder::read);
    write("blastbeat.ini", SERVER);
    write("a.ini", "node =\n");
    assertEquals(List.of("a[n]"), hosts());
  }

  @Test
  void whoReadsItStrictlyIsToldAll() throws IOException {
    write("a.ini", "node = n\nsessions = many\n");
    write("b.ini", "node = n\nhead = x\n");
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> BlastbeatFile.read(place, new NoKeys()));
    assertEquals(
        List.of(
            "a.ini:2: sessions: is a whole number, not \"many\"",
            "b.ini:2: head: is one of uwsgi, raw, not \"x\""),
        refusal.problems().stream().map(this::said).toList());
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    BlastbeatFolder none = new BlastbeatFolder(place.resolve("none"), new NoKeys());
    assertEquals(
        "none cannot be listed; is the path right, and may this user read it?"
            + " (NoSuchFileException)",
        said(assertThrows(ConfigException.class, none::read).getMessage()));
  }
}
