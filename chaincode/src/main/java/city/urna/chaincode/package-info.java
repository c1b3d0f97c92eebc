/** Pure decisions over the ledger state: {@code decide(state, command)} and nothing else. */
package city.urna.chaincode;
