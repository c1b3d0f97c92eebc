package city.urna.protocol.consultation;

/** What has become of one act (spec consultation §8.2). */
public enum Standing {
  /** The last act of a chain that counts. */
  COUNTED,
  /** Another act of its chain has taken its place. */
  REPLACED,
  /** The last act of a chain that its author has taken back. */
  WITHDRAWN,
  /** In a chain that is beyond what its author may have. */
  OVER_QUOTA,
  /** What it acts on or is made from is not there. */
  DANGLING,
  /** It replaces what is not its author's last act, or is a second one where one is allowed. */
  UNCHAINED
}
