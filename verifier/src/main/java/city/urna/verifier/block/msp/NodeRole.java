package city.urna.verifier.block.msp;

/** What a member is in its organization, told by a unit of its subject. */
enum NodeRole {
  CLIENT,
  PEER,
  ADMIN,
  ORDERER
}
