/**
 * The contract on Fabric: one thin layer that hands a transaction's arguments to {@code decide} and
 * its writes to the peer, run as a service beside an organization's own peer (spec fabric §1, §2).
 *
 * <p>Is trusted by the organization that runs it and by nobody else: two of three must answer alike
 * before anything is written. Whoever controls one can keep that organization's endorsement from
 * being given and cannot have anything accepted. The only package that knows Fabric's chaincode
 * interface.
 */
package city.urna.chaincode.fabric;
