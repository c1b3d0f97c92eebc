package city.urna.client.voter;

import city.urna.client.http.IssuerNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.credential.BlindSignature;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.CredentialMessage;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.credential.IssuanceRequests;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.credential.IssuerSignatures;
import city.urna.protocol.records.IssuanceCall;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.transcript.Context;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has issuers sign a wallet's credential blindly, for a ballot or a consultation (spec credentials
 * §4). The blinding is saved before the request is sent.
 *
 * @param election process, scope and election hash
 */
record CredentialRequest(
    Context election, IssuerSignatures.Keys keys, Wallet wallet, Consumer<Wallet> saver) {

  /**
   * Asks one issuer for its signature on the credential; does nothing where it is there already.
   *
   * @param rollKeys one for each registrar, in order, derived from the codes
   * @throws VoterException when the issuer's answer is no signature
   */
  void request(
      String issuer, IssuerNode service, List<Ed25519PrivateKey> rollKeys, SecureRandom random) {
    if (wallet.signatures.containsKey(issuer)) {
      return;
    }
    IssuerPublicKey key =
        keys.of(issuer, wallet.style)
            .orElseThrow(() -> new VoterException("no style " + wallet.style + " in this scope"));
    Digest message =
        CredentialMessage.of(election, wallet.style, issuer, wallet.credentialKey.publicKey());
    Blinded state =
        wallet.blinded.computeIfAbsent(issuer, i -> BlindSignature.blind(key, message, random));
    saver.accept(wallet);
    IssuanceRequest request =
        IssuanceRequests.sign(election, issuer, wallet.style, state.request(), rollKeys);
    IssuanceCall call =
        IssuanceCall.newBuilder()
            .setProcess(election.process())
            .setScope(election.scope())
            .setRequest(request)
            .build();
    Bytes answer = service.issue(Bytes.of(call.toByteString()));
    switch (BlindSignature.finish(key, message, state, answer)) {
      case Parsed.Ok<CredentialSignature>(CredentialSignature signature) ->
          wallet.signatures.put(issuer, signature);
      case Parsed.Malformed<CredentialSignature> malformed ->
          throw new VoterException(
              "issuer "
                  + issuer
                  + " answered with something that is no signature of its key;"
                  + " ask again, and tell the observers if it stays so");
    }
    wallet.blinded.remove(issuer);
    saver.accept(wallet);
  }
}
