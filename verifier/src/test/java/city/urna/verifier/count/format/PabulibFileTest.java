package city.urna.verifier.count.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.count.Election;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Pabulib file says of its own outcome. */
class PabulibFileTest {
  @TempDir private Path folder;

  @Test
  void projectsFundedFromOtherMoneyAreNotTheRulesOutcome() throws IOException {
    Path file = folder.resolve("award.pb");
    Files.writeString(
        file,
        """
        META
        key;value
        description;award
        num_projects;3
        num_votes;2
        budget;100
        vote_type;approval
        rule;greedy
        PROJECTS
        project_id;cost;votes;selected
        a;60;2;1
        b;60;1;2
        c;60;0;0
        VOTES
        voter_id;vote
        1;a,b
        2;a
        """);
    Reading.Read<?> read =
        assertInstanceOf(Reading.Read.class, ElectionFiles.read(file, ElectionFiles.Asked.NOTHING));
    Election election = assertInstanceOf(Election.class, read.value());
    assertEquals(Optional.of(Set.of(0)), election.official());
  }
}
