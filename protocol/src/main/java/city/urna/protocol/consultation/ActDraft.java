package city.urna.protocol.consultation;

import city.urna.protocol.ballot.Credential;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ActCredential;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * An act in the making, on the device of whoever acts.
 *
 * @param target what it acts on: a record hash or an act hash
 * @param replaces the author's act before it, or {@link Tracker#NONE}
 * @param value as the type asks; 0 where it asks for none
 * @param parents for a proposal, the act hashes of those that it is made from
 * @param contents how it names its contents
 */
public record ActDraft(
    ActType type,
    int channel,
    Optional<Digest> target,
    Tracker replaces,
    int value,
    List<Digest> parents,
    List<ContentRef> contents) {
  public ActDraft {
    parents = List.copyOf(parents);
    contents = List.copyOf(contents);
  }

  /** A first act on that target, over the web. */
  public static ActDraft on(ActType type, Optional<Digest> target, int value) {
    return new ActDraft(type, 1, target, Tracker.NONE, value, List.of(), List.of());
  }

  /** This draft with these contents. */
  public ActDraft with(List<ContentRef> others) {
    return new ActDraft(type, channel, target, replaces, value, parents, others);
  }

  /** This draft through that channel. */
  public ActDraft through(int other) {
    return new ActDraft(type, other, target, replaces, value, parents, contents);
  }

  /** This draft in the place of the author's act before it. */
  public ActDraft replacing(Tracker act) {
    return new ActDraft(type, channel, target, act, value, parents, contents);
  }

  /** This proposal made from others. */
  public ActDraft from(List<Digest> others) {
    return new ActDraft(type, channel, target, replaces, value, others, contents);
  }

  /** The act of a credential, as a record that it has signed. */
  public SignedRecord sign(
      Forum forum,
      String style,
      Credential credential,
      Ed25519PrivateKey key,
      SecureRandom random) {
    Act act =
        act(forum, random)
            .setCredential(
                ActCredential.newBuilder()
                    .setStyle(style)
                    .setKey(credential.key().toByteString())
                    .addAllIssuerSignatures(credential.inOrder(forum.issuers())))
            .build();
    return record(forum, act, key);
  }

  /** The act of an office, as a record that it has signed. */
  public SignedRecord sign(Forum forum, String office, Ed25519PrivateKey key, SecureRandom random) {
    return record(forum, act(forum, random).setOfficer(office).build(), key);
  }

  /** The act of a key of its own: the exact bytes of a {@code PublicAct}. */
  public Bytes sign(Forum forum, Ed25519PrivateKey key, SecureRandom random) {
    Act act = act(forum, random).setKey(key.publicKey().toByteString()).build();
    return PublicActs.sign(forum, Bytes.of(act.toByteString()), key);
  }

  private static SignedRecord record(Forum forum, Act act, Ed25519PrivateKey key) {
    return SignedRecord.sign(
        Kind.ACT,
        forum.context().process(),
        forum.context().scope(),
        Bytes.of(act.toByteString()),
        List.of(key));
  }

  private Act.Builder act(Forum forum, SecureRandom random) {
    byte[] nonce = new byte[ActForm.NONCE_SIZE];
    random.nextBytes(nonce);
    Act.Builder act =
        Act.newBuilder()
            .setElection(forum.election().toByteString())
            .setType(type.number())
            .setChannel(channel)
            .setReplaces(replaces.bytes().toByteString())
            .setValue(value)
            .addAllContents(contents)
            .setNonce(Bytes.of(nonce).toByteString());
    target.ifPresent(hash -> act.setTarget(hash.value().toByteString()));
    parents.forEach(parent -> act.addParents(parent.value().toByteString()));
    return act;
  }
}
