package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes ciphertexts and proofs for tests, as spec proofs §1–4 tells provers to. Seeded, not secret.
 */
final class Prover {
  static final String PROCESS = "process";
  static final String SCOPE = "scope";
  static final Bytes ELECTION = Bytes.sha256(Bytes.ofUtf8("election"));
  static final Bytes CREDENTIAL = Bytes.sha256(Bytes.ofUtf8("credential"));

  private final Random random;
  final Scalar secret;
  final Point key;

  Prover(long seed) {
    random = new Random(seed);
    secret = scalar();
    key = point(secret);
  }

  Scalar scalar() {
    return Scalar.reduce(new BigInteger(320, random).add(BigInteger.ONE));
  }

  static Point point(Scalar x) {
    return (Point) Point.GENERATOR.times(x);
  }

  record Encrypted(Scalar randomness, int value, Ciphertext ciphertext) {}

  Encrypted encrypt(int value) {
    Scalar r = scalar();
    return new Encrypted(
        r,
        value,
        new Ciphertext(
            point(r), (Point) key.times(r).plus(Point.GENERATOR.times(Scalar.of(value)))));
  }

  RangeClaim selection(int value, int index) {
    Encrypted e = encrypt(value);
    return range(
        RangeKind.SELECTION, e.ciphertext().aggregate(), e.randomness(), value, 0, 1, index);
  }

  RangeClaim range(
      RangeKind kind, Aggregate ciphertext, Scalar r, int value, int lo, int hi, int index) {
    int k = hi - lo + 1;
    int j = Math.clamp(value - lo, 0, k - 1); // a cheat proves a branch that does not hold
    Scalar[] c = new Scalar[k];
    Scalar[] z = new Scalar[k];
    Element[] a = new Element[k];
    Element[] b = new Element[k];
    Scalar w = scalar();
    for (int i = 0; i < k; i++) {
      if (i == j) {
        a[i] = point(w);
        b[i] = key.times(w);
      } else {
        c[i] = scalar();
        z[i] = scalar();
        a[i] = Point.GENERATOR.times(z[i]).minus(ciphertext.alpha().times(c[i]));
        Element shifted = ciphertext.beta().minus(Point.GENERATOR.times(Scalar.of(lo + i)));
        b[i] = key.times(z[i]).minus(shifted.times(c[i]));
      }
    }
    Transcript transcript =
        Transcript.of(kind.type(), PROCESS, SCOPE, ELECTION)
            .absorb("style", "style")
            .absorb("question", "question")
            .absorb("credential", CREDENTIAL)
            .absorb("index", index)
            .absorb("key", key.encode())
            .absorb("ciphertext", ciphertext.encode())
            .absorb("range", Bytes.concat(Bytes.u32(lo), Bytes.u32(hi)))
            .count(k);
    for (int i = 0; i < k; i++) {
      transcript.absorb("commitment", Bytes.concat(a[i].encode(), b[i].encode()));
    }
    Scalar rest = transcript.challenge();
    for (int i = 0; i < k; i++) {
      rest = i == j ? rest : rest.minus(c[i]);
    }
    c[j] = rest;
    z[j] = w.plus(rest.times(r));
    List<Bytes> proof = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      proof.addAll(List.of(a[i].encode(), b[i].encode(), c[i].encode(), z[i].encode()));
    }
    return new RangeClaim(
        kind,
        PROCESS,
        SCOPE,
        ELECTION,
        "style",
        "question",
        CREDENTIAL,
        index,
        key,
        ciphertext,
        lo,
        hi,
        Bytes.concat(proof.toArray(new Bytes[0])));
  }
}
