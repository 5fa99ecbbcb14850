/**
 * A generator of HTTP load that costs a fraction of what it asks for: one thread, requests made
 * beforehand, a parser that reads no more of a reply than has to be counted. {@link
 * io.hongbao.rehearsal.bench.load.LoadGenerator} is the whole.
 */
package io.hongbao.rehearsal.bench.load;
