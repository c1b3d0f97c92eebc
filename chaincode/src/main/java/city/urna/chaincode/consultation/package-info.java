/**
 * Acts, anchors, decisions and recorded checkpoints (spec consultation §4–§7).
 *
 * <p>Proves that what is recorded was done by whom it names, while the consultation was open and
 * within its rules, against people, gateways and offices. Targets, quotas and what is owed are left
 * to replay: nothing here reads what somebody else has written.
 */
package city.urna.chaincode.consultation;
