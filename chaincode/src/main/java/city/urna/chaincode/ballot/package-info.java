/**
 * Ballots (spec ballots §4): many decided together, each with a ruling of its own.
 *
 * <p>Proves that a recorded ballot is one voice of a credential that every active issuer signed,
 * with an answer within its limits, against voters and gateways; whose it is nobody learns.
 */
package city.urna.chaincode.ballot;
