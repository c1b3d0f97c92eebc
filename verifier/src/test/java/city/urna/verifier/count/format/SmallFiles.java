package city.urna.verifier.count.format;

/** One small file of each kind, made up for these tests. */
final class SmallFiles {
  private SmallFiles() {}

  static final String APPROVAL_PB =
      """
      META
      key;value
      description;Trees and benches
      num_projects;3
      num_votes;4
      budget;1000.50
      vote_type;approval
      rule;greedy-threshold
      min_project_score_threshold;2
      max_length;3
      PROJECTS
      project_id;cost;votes;name;selected
      a;600;3;"Trees; many ""of them""\";1
      b;500;2;Benches;0
      c;400;2;Lamps;1
      VOTES
      voter_id;vote
      1;a,b
      2;a,c
      3;a
      4;b,c
      """;

  static final String ORDINAL_PB =
      """
      META
      key;value
      num_projects;3
      num_votes;3
      budget;900
      vote_type;ordinal
      rule;greedy
      max_length;2
      PROJECTS
      project_id;cost;score
      a;600;5
      b;500;1
      c;300;3
      VOTES
      voter_id;vote
      1;a,c
      2;c,b
      3;a
      """
          .replace("a;600;5", "a;600;4");

  static final String CUMULATIVE_PB =
      """
      META
      key;value
      num_projects;2
      num_votes;2
      budget;900
      vote_type;cumulative
      rule;equalshares/add1
      PROJECTS
      project_id;cost;score;excludes
      a;600;7;b
      b;300;3;
      VOTES
      voter_id;vote;points
      1;a,b;5,1
      2;a,b;2,2
      """;

  static final String BLT =
      """
      # a ward
      5 2
      -4
      [tie 5 4 3 2 1]
      3 1 3 0
      2 3=2 1 0 /* two level */
      (voter 7) 2 - 5 0
      4 5 0
      1 0
      0
      "Ada L."
      "Grace"
      "Edith"
      "Gone"
      "Joan"
      "A  ward"
      """;

  static final String CVR =
      """
      {"@type":"CVR.CastVoteRecordReport","Version":"1.0.0","GeneratedDate":"2026-01-01T00:00:00Z",
       "Election":[{"@id":"e","@type":"CVR.Election","ElectionScopeId":"g",
         "Candidate":[{"@id":"ca","@type":"CVR.Candidate","Name":"Ada"},
                      {"@id":"cb","@type":"CVR.Candidate","Name":"Grace"}],
         "Contest":[{"@id":"k","@type":"CVR.CandidateContest","Name":"Mayor","VoteVariation":"rcv",
           "NumberElected":1,
           "ContestSelection":[
             {"@id":"sa","@type":"CVR.CandidateSelection","CandidateIds":["ca"]},
             {"@id":"sb","@type":"CVR.CandidateSelection","CandidateIds":["cb"]},
             {"@id":"sw","@type":"CVR.CandidateSelection","IsWriteIn":true}]}]}],
       "CVR":[
         {"@type":"CVR.CVR","ElectionId":"e","CurrentSnapshotId":"s1","CVRSnapshot":[
           {"@id":"s0","@type":"CVR.CVRSnapshot","Type":"original"},
           {"@id":"s1","@type":"CVR.CVRSnapshot","Type":"interpreted","CVRContest":[
             {"@type":"CVR.CVRContest","ContestId":"k","CVRContestSelection":[
               {"@type":"CVR.CVRContestSelection","ContestSelectionId":"sb","SelectionPosition":[
                 {"@type":"CVR.SelectionPosition","HasIndication":"yes","NumberVotes":1,"Rank":1}]},
               {"@type":"CVR.CVRContestSelection","ContestSelectionId":"sa","SelectionPosition":[
                 {"@type":"CVR.SelectionPosition","HasIndication":"no","NumberVotes":1,"Rank":1},
                 {"@type":"CVR.SelectionPosition","HasIndication":"yes","NumberVotes":1,"Rank":3}]}
             ]}]}]},
         {"@type":"CVR.CVR","ElectionId":"e","CurrentSnapshotId":"s1","CVRSnapshot":[
           {"@id":"s1","@type":"CVR.CVRSnapshot","Type":"original","CVRContest":[
             {"@type":"CVR.CVRContest","ContestId":"k","CVRContestSelection":[
               {"@type":"CVR.CVRContestSelection","ContestSelectionId":"sw","Rank":1,
                "SelectionPosition":[
                 {"@type":"CVR.SelectionPosition","HasIndication":"yes","NumberVotes":1}]}]}]}]}
       ]}
      """;

  static final String RANKS_CSV =
      """
      Ballot #,Precinct,1st Choice,2nd Choice,3rd Choice,COUNT
      1,North,Ada,undervote,Grace,3
      2,North,Grace,Ada,,2
      3,South,overvote,Ada,,1
      4,South,,,,1
      """;

  static final String LIST_CSV =
      """
      id;vote
      1;Ada>Grace=Edith
      2;Grace
      3;
      """;

  static final String MATRIX_CSV =
      """
      voter_id,Ada,Grace,Edith
      1,1,2,
      2,2,1,3
      3,,1,1
      """;

  static final String RCTAB_CONFIG =
      """
      {"tabulatorVersion":"TEST",
       "outputSettings":{"contestName":"Mayor","tabulateByPrecinct":false},
       "cvrFileSources":[{"filePath":"cvr.csv","contestId":"","firstVoteColumnIndex":"3",
         "firstVoteRowIndex":"2","overvoteDelimiter":"","provider":"ess","overvoteLabel":"overvote",
         "skippedRankLabel":"undervote","undeclaredWriteInLabel":"UWI",
         "treatBlankAsUndeclaredWriteIn":false}],
       "candidates":[{"name":"Ada","excluded":false,"aliases":["A. L."]},
         {"name":"Grace","excluded":false,"aliases":[]}],
       "rules":{"tiebreakMode":"useCandidateOrder","overvoteRule":"exhaustImmediately",
         "winnerElectionMode":"singleWinnerMajority","randomSeed":"","numberOfWinners":"1",
         "decimalPlacesForVoteArithmetic":"4","minimumVoteThreshold":"0",
         "maxSkippedRanksAllowed":"1","maxRankingsAllowed":"3","batchElimination":false}}
      """;
}
