/**
 * What clerks and registrars do: define a process, put a roll on the ledger, open, close, certify,
 * publish. A clerk's login is the signature on each record; the node believes nothing else.
 */
package city.urna.client.clerk;
