package city.urna.verifier.record;

import java.util.regex.Pattern;

/** The shape of identifiers (spec encoding §2.1). */
public final class Identifier {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private Identifier() {}

  public static boolean isId(String text) {
    return SHAPE.matcher(text).matches();
  }
}
