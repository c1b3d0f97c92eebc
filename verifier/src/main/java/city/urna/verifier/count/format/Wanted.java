package city.urna.verifier.count.format;

import city.urna.verifier.count.method.Method;

/** Which kind of ballots a method asks of a file that can be read in several ways. */
enum Wanted {
  ANY,
  MARKS,
  RANKS,
  POINTS,
  GRADES;

  static Wanted by(Method method) {
    return switch (method) {
      case PLURALITY, APPROVAL, GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE -> MARKS;
      case MES, MES_ADD1 -> MARKS;
      case SCORE -> POINTS;
      case BORDA, SCHULZE, IRV, STV_SCOTTISH, STV_WIGM, STV_MEEK -> RANKS;
      case MAJORITY_JUDGMENT -> GRADES;
    };
  }
}
