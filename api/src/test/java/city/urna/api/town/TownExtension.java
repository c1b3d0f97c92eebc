package city.urna.api.town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a town with open casting to whoever asks; all tests of a run share it. */
public final class TownExtension implements ParameterResolver {
  private static final long SEED = 21;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Town.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(TownExtension.class))
        .getOrComputeIfAbsent(Town.class, type -> open(), Town.class);
  }

  private static Town open() {
    try {
      Path folder = Files.createTempDirectory("town");
      return new Town(folder, SEED).open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
