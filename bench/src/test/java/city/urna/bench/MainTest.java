package city.urna.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void helpNamesTheCommandAsTheLauncherDoes() {
    assertEquals(0, commandLine.execute("--help"));
    assertTrue(out.toString().startsWith("Usage: urna bench "), out.toString());
  }

  @Test
  void anUnknownCommandIsAMistakeOfUse() {
    assertEquals(2, commandLine.execute("no-such-command"));
    assertTrue(err.toString().contains("no-such-command"), err.toString());
  }

  @Test
  void aLedgerThatIsNoneIsAMistakeOfUse() {
    assertEquals(2, commandLine.execute("--ledger", "paper"));
    assertTrue(err.toString().contains("embedded or fabric"), err.toString());
  }

  @Test
  void steadyLoadIsFabricsAlone() {
    assertEquals(2, commandLine.execute("--steady", "30"));
    assertTrue(err.toString().contains("--ledger fabric"), err.toString());
  }
}
