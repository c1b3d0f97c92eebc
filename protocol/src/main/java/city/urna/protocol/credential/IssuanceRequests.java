package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import com.google.protobuf.ByteString;
import java.util.List;

/** The request by which somebody on the roll asks an issuer for a blind signature. */
public final class IssuanceRequests {
  private static final int SIGNATURE_SIZE = 64;

  private IssuanceRequests() {}

  /** What every roll key of the entry signs (spec credentials §4.3). */
  public static Digest digest(
      Context election, String issuer, Bytes rollKey, String style, Bytes blinded) {
    return Transcript.of("issuance-request", election)
        .absorb("issuer", issuer)
        .absorb("roll-key", rollKey)
        .absorb("style", style)
        .absorb("blinded", blinded)
        .hash();
  }

  /** The same of a request as it travels. */
  public static Digest digest(Context election, IssuanceRequest request) {
    return digest(
        election,
        request.getIssuer(),
        Bytes.of(request.getRollKey()),
        request.getStyle(),
        Bytes.of(request.getBlinded()));
  }

  /** A request signed with the roll keys of an entry, one of each registrar, in order. */
  public static IssuanceRequest sign(
      Context election,
      String issuer,
      String style,
      Bytes blinded,
      List<Ed25519PrivateKey> rollKeys) {
    Bytes first = rollKeys.getFirst().publicKey();
    Bytes digest = digest(election, issuer, first, style, blinded).value();
    return IssuanceRequest.newBuilder()
        .setIssuer(issuer)
        .setRollKey(first.toByteString())
        .setStyle(style)
        .setBlinded(blinded.toByteString())
        .addAllSignatures(rollKeys.stream().map(k -> k.sign(digest).toByteString()).toList())
        .build();
  }

  /** Whether the parts have their lengths: the first check of an issuer (credentials §4.4). */
  public static boolean hasSizes(IssuanceRequest request, int registrars) {
    return request.getRollKey().size() == Ed25519PublicKey.SIZE
        && request.getBlinded().size() == IssuerPublicKey.SIZE
        && request.getSignaturesCount() == registrars
        && request.getSignaturesList().stream().allMatch(s -> s.size() == SIGNATURE_SIZE);
  }

  /** Whether the request bears one valid signature of each of the entry's keys, in order. */
  public static boolean isSigned(
      Context election, IssuanceRequest request, List<ByteString> entryKeys) {
    if (request.getSignaturesCount() != entryKeys.size() || entryKeys.isEmpty()) {
      return false;
    }
    Bytes digest = digest(election, request).value();
    for (int i = 0; i < entryKeys.size(); i++) {
      if (entryKeys.get(i).size() != Ed25519PublicKey.SIZE
          || !Signatures.verify(
              Bytes.of(entryKeys.get(i)), digest, Bytes.of(request.getSignatures(i)))) {
        return false;
      }
    }
    return true;
  }
}
