package city.urna.verifier.block.fabric;

import city.urna.verifier.block.fabric.Judgement.Stage;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Numbered;
import java.util.List;

/** The checks of Fabric's blocks, V2.5 to V2.16, under way. */
record FabricTallies(
    Tally copies,
    Tally genesis,
    Tally chain,
    Tally data,
    Tally orderers,
    Tally configuration,
    Tally creators,
    Tally endorsements,
    Tally reads,
    Tally flags,
    Tally fork,
    Tally log) {

  static FabricTallies fresh() {
    return new FabricTallies(
        new Tally(Numbered.V2_5),
        new Tally(Numbered.V2_6),
        new Tally(Numbered.V2_7),
        new Tally(Numbered.V2_8),
        new Tally(Numbered.V2_9),
        new Tally(Numbered.V2_10),
        new Tally(Numbered.V2_11),
        new Tally(Numbered.V2_12),
        new Tally(Numbered.V2_13),
        new Tally(Numbered.V2_14),
        new Tally(Numbered.V2_15),
        new Tally(Numbered.V2_16));
  }

  Tally of(Stage stage) {
    return switch (stage) {
      case TRANSACTION -> creators;
      case ENDORSEMENT -> endorsements;
      case READS -> reads;
    };
  }

  List<Finding> findings() {
    return List.of(
            copies,
            genesis,
            chain,
            data,
            orderers,
            configuration,
            creators,
            endorsements,
            reads,
            flags,
            fork,
            log)
        .stream()
        .map(Tally::finding)
        .toList();
  }
}
