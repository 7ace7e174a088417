package io.botledger.bench.load;

/** Makes the requests of a load. */
public interface Requests {

  /**
   * The next request.
   *
   * @param number counts all requests of the load, from 0, so that no two are the same
   */
  byte[] next(long number);
}
