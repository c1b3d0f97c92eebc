package city.urna.chaincode.issuance;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.ISSUANCE;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceList;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.records.Phase;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IssuanceRuleTest {
  private static final SmallCity CITY = new SmallCity(27, 4);
  private static final SignedRecord CLOSE = CITY.phase(3, CITY.freeze);
  private static final IssuanceList LIST = CITY.issuances("alpha", List.of(0, 2, 3));

  private final MemoryState closed = CITY.casting().accept(CLOSE);

  private void refused(IssuanceList list) {
    assertRefused(ISSUANCE, closed, CITY.publish(list));
  }

  private void refused(UnaryOperator<Issuance.Builder> change) {
    refused(
        LIST.toBuilder().setIssuances(1, change.apply(LIST.getIssuances(1).toBuilder())).build());
  }

  private void refusedRequest(UnaryOperator<IssuanceRequest.Builder> change) {
    refused(issuance -> issuance.setRequest(change.apply(issuance.getRequest().toBuilder())));
  }

  @Test
  void anActiveIssuersListIsKeptByItsHash() {
    SignedRecord record = CITY.publish(LIST);
    closed.accept(record);
    assertEquals(
        Digest.sha256(record.body()).value(),
        closed.get(StateKeys.issuance(Parties.PROCESS, Parties.SCOPE, "alpha", 0)).orElseThrow());
    assertEquals(
        Bytes.concat(Wire.u32(3), Wire.u32(1), Bytes.of(LIST.getRoot())),
        closed.get(StateKeys.issuance(Parties.PROCESS, Parties.SCOPE, "alpha")).orElseThrow());
    assertRefused(ISSUANCE, closed, record);
    assertAccepted(closed, CITY.publish(CITY.issuances("beta", List.of())));
  }

  @Test
  void nothingIsPublishedBeforeTheClose() {
    assertRefused(PHASE, CITY.ready(), CITY.publish(LIST));
    assertRefused(PHASE, CITY.casting(), CITY.publish(LIST));
    closed.accept(CITY.phase(6, CLOSE));
    assertRefused(PHASE, closed, CITY.publish(LIST));
  }

  @Test
  void theIssuerThatItNamesSigns() {
    for (var keys :
        List.of(
            List.of(CITY.parties.issuers.get(1)),
            List.of(CITY.parties.clerk),
            CITY.parties.issuers)) {
      assertRefused(
          SIGNATURE, closed, Parties.record(Kind.ISSUANCE_LIST, Parties.SCOPE, LIST, keys));
    }
    assertRefused(
        SIGNATURE,
        closed,
        Parties.record(
            Kind.ISSUANCE_LIST,
            Parties.SCOPE,
            LIST.toBuilder().setIssuer("delta").build(),
            List.of(CITY.parties.issuers.getFirst())));
    assertRefused(
        ORDER,
        closed,
        Parties.record(Kind.ISSUANCE_LIST, "unknown", Parties.SCOPE, LIST, CITY.parties.issuers));
  }

  @Test
  void anAbsentIssuerPublishesNothing() {
    SignedRecord absent =
        CITY.phase(
            Phase.newBuilder()
                .setStep(4)
                .setPrevious(CITY.freeze.hash().value().toByteString())
                .setIssuer("alpha"));
    MemoryState state = CITY.casting().accept(absent).accept(CITY.phase(3, absent));
    assertRefused(ISSUANCE, state, CITY.publish(LIST));
    assertAccepted(state, CITY.publish(CITY.issuances("beta", List.of(1))));
  }

  @Test
  void numbersFitEachOther() {
    refused(LIST.toBuilder().setTotal(4).build());
    refused(LIST.toBuilder().setChunks(2).build());
    refused(LIST.toBuilder().setChunks(0).build());
    refused(LIST.toBuilder().setChunk(1).build());
    refused(LIST.toBuilder().setTotal(-1).build());
    refused(LIST.toBuilder().setTotal(259).setChunks(2).build());
    refused(LIST.toBuilder().setRoot(ByteString.EMPTY).build());
    IssuanceList none = LIST.toBuilder().clearIssuances().build();
    refused(none.toBuilder().setTotal(0).setChunks(0).build());
    // Behind one whole chunk there is none, not even an empty one.
    refused(none.toBuilder().setTotal(256).setChunks(1).setChunk(1).build());
    refused(none.toBuilder().setTotal(256).setChunks(2).setChunk(1).build());
  }

  @Test
  void chunksBelongTogether() {
    IssuanceList last = LIST.toBuilder().setTotal(259).setChunks(2).setChunk(1).build();
    closed.accept(CITY.publish(last));
    refused(last.toBuilder().setTotal(515).setChunks(3).setChunk(2).build());
    refused(last.toBuilder().setRoot(Bytes.zero(32).toByteString()).build());
  }

  @Test
  void entriesAscend() {
    Issuance first = LIST.getIssuances(0);
    refused(LIST.toBuilder().setIssuances(1, first).build());
    refused(LIST.toBuilder().setIssuances(0, LIST.getIssuances(1)).setIssuances(1, first).build());
  }

  @Test
  void anIssuanceThatNobodyOnTheRollAskedForIsRefused() {
    IssuanceRequest another = LIST.getIssuances(0).getRequest();
    refused(issuance -> issuance.setEntry(1));
    for (int nobody : new int[] {4, 999, 1_000, Integer.MAX_VALUE}) {
      Issuance last = LIST.getIssuances(2).toBuilder().setEntry(nobody).build();
      refused(LIST.toBuilder().setIssuances(2, last).build());
    }
    Issuance before = LIST.getIssuances(0).toBuilder().setEntry(-1).build();
    refused(LIST.toBuilder().setIssuances(0, before).build());
    refusedRequest(request -> request.setIssuer("beta"));
    refusedRequest(request -> request.setStyle(other(request.getStyle())));
    refusedRequest(request -> request.setRollKey(another.getRollKey()));
    refusedRequest(request -> request.clearSignatures());
    refusedRequest(request -> request.setSignatures(0, request.getSignatures(1)));
    refusedRequest(request -> request.setBlinded(another.getBlinded()));
    refusedRequest(request -> request.setBlinded(ByteString.EMPTY));
  }

  private static String other(String style) {
    return style.equals("south") ? "north" : "south";
  }

  @Test
  void aBlindSignatureFitsItsRequest() {
    byte[] most = new byte[384];
    Arrays.fill(most, (byte) -1);
    for (ByteString signature :
        List.of(
            LIST.getIssuances(0).getBlindSignature(),
            Bytes.zero(384).toByteString(),
            ByteString.copyFrom(most),
            LIST.getIssuances(1).getBlindSignature().concat(ByteString.copyFromUtf8("x")))) {
      refused(issuance -> issuance.setBlindSignature(signature));
    }
  }
}
