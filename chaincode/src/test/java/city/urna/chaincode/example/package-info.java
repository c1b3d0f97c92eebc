/** A small city whose election the tests play, record by record; every key comes from one seed. */
package city.urna.chaincode.example;
