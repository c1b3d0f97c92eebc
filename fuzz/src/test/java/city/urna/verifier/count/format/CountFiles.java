package city.urna.verifier.count.format;

import java.util.List;
import java.util.Map;

/** Small files of every format that is counted, for the fuzz targets. */
public final class CountFiles {
  public static final Map<String, List<String>> BY_EXTENSION =
      Map.of(
          "pb", List.of(SmallFiles.APPROVAL_PB, SmallFiles.ORDINAL_PB, SmallFiles.CUMULATIVE_PB),
          "blt", List.of(SmallFiles.BLT),
          "json", List.of(SmallFiles.CVR),
          "csv", List.of(SmallFiles.RANKS_CSV, SmallFiles.LIST_CSV, SmallFiles.MATRIX_CSV));

  public static final String RCTAB_CONFIG = SmallFiles.RCTAB_CONFIG;
  public static final String RCTAB_VOTES = SmallFiles.RANKS_CSV;

  private CountFiles() {}
}
