package city.urna.client.publication;

import city.urna.client.board.ElectionView;
import city.urna.client.board.ProcessRecords;
import city.urna.client.http.CityNode;
import city.urna.client.publication.CertifiedResult.Clerk;
import city.urna.client.publication.CertifiedResult.ClosedSetFacts;
import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.Organization;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.Rule;
import city.urna.protocol.records.Text;
import city.urna.protocol.tally.FixedSet;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a scope's certificate from a node and checks that clerk and organizations signed it. */
final class CertifiedRecord {
  private final ElectionView view;
  private final ProcessRecords records;
  private final String scope;

  private CertifiedRecord(CityNode node, String process, String scope) {
    this.view = ElectionView.read(node, process, scope);
    this.records = new ProcessRecords(node, process);
    this.scope = scope;
    records.skipTo(closedAt(node, process, scope));
    records.follow();
  }

  static CertifiedResult read(CityNode node, String process, String scope) {
    return new CertifiedRecord(node, process, scope).result();
  }

  private static long closedAt(CityNode node, String process, String scope) {
    for (JsonNode found : node.process(process).path("scopes")) {
      if (found.path("id").asText().equals(scope)) {
        return found.path("closedAt").asLong();
      }
    }
    throw new PublicationException("process " + process + " has no scope " + scope);
  }

  private CertifiedResult result() {
    SignedRecord record =
        records.of(Kind.CERTIFICATE, scope).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new PublicationException(
                        "scope " + scope + " is not certified yet: run `urna clerk certify`"));
    RecordSignatures signed = signed(record);
    Certificate certificate = ProcessRecords.body(record, Certificate.parser());
    ClosedSet set = closedSet(certificate.getClosedSet());
    Bytes author = signed.authors().getFirst();
    Clerk clerk =
        view.process().getClerksList().stream()
            .filter(party -> Bytes.of(party.getKey()).equals(author))
            .map(party -> new Clerk(party.getId(), party.getName(), party.getOperator(), author))
            .findFirst()
            .orElseThrow();
    List<QuestionResult> questions = new ArrayList<>();
    for (city.urna.protocol.records.QuestionResult counted : certificate.getResultsList()) {
      questions.add(question(counted));
    }
    return new CertifiedResult(
        records.id(),
        scope,
        view.process().getLanguagesList(),
        texts(view.process().getTitleList()),
        texts(view.process().getDescriptionList()),
        view.process().getDataLicence(),
        view.election().hash(),
        record.hash(),
        clerk,
        signed.endorsers().stream()
            .map(view.genesis()::getOrganizations)
            .map(organization -> new Organization(organization.getId(), organization.getName()))
            .toList(),
        new ClosedSetFacts(
            digest(certificate.getClosedSet()),
            set.getTreeSize(),
            digest(set.getTreeRoot()),
            digest(set.getTrackersRoot()),
            certificate.getDissentsList().stream().map(CertifiedRecord::digest).toList()),
        set.getRecorded(),
        set.getCounted(),
        questions);
  }

  private RecordSignatures signed(SignedRecord record) {
    List<Bytes> clerks =
        view.process().getClerksList().stream().map(Party::getKey).map(Bytes::of).toList();
    List<Bytes> organizations =
        view.genesis().getOrganizationsList().stream()
            .map(organization -> Bytes.of(organization.getLedgerKey()))
            .toList();
    return switch (RecordSignatures.checkAnyOf(
        record, clerks, organizations, Endorsement.MAJORITY)) {
      case Verdict.Verified<RecordSignatures>(RecordSignatures signatures) -> signatures;
      case Verdict.Rejected<RecordSignatures> rejected ->
          throw new PublicationException("the certificate does not count: " + rejected.reason());
    };
  }

  private ClosedSet closedSet(ByteString hash) {
    for (SignedRecord posted : records.of(Kind.CLOSED_SET, scope)) {
      if (FixedSet.hash(view.election(), posted.body()).equals(digest(hash))) {
        return ProcessRecords.body(posted, ClosedSet.parser());
      }
    }
    throw new PublicationException("nobody has posted the closed set that the certificate names");
  }

  private QuestionResult question(city.urna.protocol.records.QuestionResult counted) {
    Question question =
        view.process().getScopesList().stream()
            .filter(s -> s.getId().equals(scope))
            .flatMap(s -> s.getQuestionsList().stream())
            .filter(q -> q.getId().equals(counted.getQuestion()))
            .findFirst()
            .orElseThrow();
    List<Item> items = view.items().get(counted.getQuestion());
    List<Option> options = new ArrayList<>();
    for (int place = 0; place < items.size(); place++) {
      Item item = items.get(place);
      options.add(
          new Option(
              item.getId(),
              texts(item.getTitleList()),
              given(item.getCost()),
              counted.getVotes(place)));
    }
    List<String> ids = options.stream().map(Option::id).toList();
    List<Integer> selected = counted.getSelectedList().stream().map(ids::indexOf).toList();
    Rule rule = question.getRule();
    return new QuestionResult(
        question.getId(),
        texts(question.getTextList()),
        rule.getName(),
        rule.getSeats(),
        given(rule.getBudget()),
        rule.getThreshold(),
        question.getMin(),
        question.getMax(),
        counted.getBallots(),
        question.getBlank() ? Optional.of(counted.getBlank()) : Optional.empty(),
        options,
        selected,
        Rounds.of(options, selected, given(rule.getBudget())));
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Map<String, String> texts(List<Text> texts) {
    Map<String, String> map = new LinkedHashMap<>();
    texts.forEach(text -> map.put(text.getLanguage(), text.getValue()));
    return map;
  }

  private static Digest digest(ByteString bytes) {
    return new Digest(Bytes.of(bytes));
  }
}
