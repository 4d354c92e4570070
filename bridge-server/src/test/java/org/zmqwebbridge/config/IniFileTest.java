package org.zmqwebbridge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IniFileTest {
  @TempDir private Path folder;

  private IniFile file(String text) throws IOException {
    return IniFile.read(Files.writeString(folder.resolve("a.conf"), text));
  }

  @Test
  void valuesAreInTheirSections() throws IOException {
    IniFile ini = file("# one\n[a]\n k = v w \n;two\nempty=\n[b]\nk=\"x, y\"\nlist=1, 2,,3\n");
    assertEquals(Optional.of("v w"), ini.text("a", "k"));
    assertEquals(Optional.of("x, y"), ini.text("b", "k"));
    assertEquals(Optional.empty(), ini.text("a", "empty"));
    assertEquals(Optional.empty(), ini.text("a", "none"));
    assertEquals(List.of("1", "2", "3"), ini.texts("b", "list"));
    assertEquals(List.of(), ini.texts("b", "none"));
  }

  @Test
  void aValueMayHoldAnEqualsSign() throws IOException {
    assertEquals(
        Optional.of("base64:Y2hhbmdlbWU="), file("[a]\nk=base64:Y2hhbmdlbWU=\n").text("a", "k"));
  }

  @Test
  void variablesStandForWhatTheyMean() throws IOException {
    IniFile ini = file("[a]\nk=ipc://{rundir}/{prefix}x{other}\n");
    ini.with("rundir", "/run").with("prefix", "p-");
    assertEquals(Optional.of("ipc:///run/p-x{other}"), ini.text("a", "k"));
  }

  @Test
  void whatAFileDoesNotSayTheIncludedOneDoes() throws IOException {
    Path other = Files.writeString(folder.resolve("b.conf"), "[a]\nk=theirs\nl=theirs\n");
    IniFile ini = file("[a]\nk=ours\n").over(IniFile.read(other));
    assertEquals(Optional.of("ours"), ini.text("a", "k"));
    assertEquals(Optional.of("theirs"), ini.text("a", "l"));
    assertEquals(other + ":3", ini.where("a", "l"));
  }

  @Test
  void whatNobodyAsksForIsNamed() throws IOException {
    IniFile ini = file("[a]\nk=1\nl=2\n[b]\nk=3\n");
    assertEquals(1, ini.number("a", "k", 0, 0, 9));
    assertEquals(List.of("a.l", "b.k"), ini.unasked());
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() throws IOException {
    IniFile ini = file("[a]\nk=many\nf=perhaps\n");
    String where = folder.resolve("a.conf") + ":";
    assertEquals(
        where + "2: k: \"many\" is no whole number from 0 to 9",
        assertThrows(ConfigException.class, () -> ini.number("a", "k", 0, 0, 9)).getMessage());
    assertTrue(
        assertThrows(ConfigException.class, () -> ini.flag("a", "f", false))
            .getMessage()
            .startsWith(where + "3: f: "));
    assertFalse(ini.flag("a", "none", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a\n", "word\n", "=value\n", "[a]\nk=1\nmore\n"})
  void whatIsNoLineOfSuchAFileIsRefused(String text) {
    assertThrows(ConfigException.class, () -> file(text));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThrows(ConfigException.class, () -> IniFile.read(folder.resolve("none")));
    assertThrows(ConfigException.class, () -> IniFile.read(folder));
  }
}
