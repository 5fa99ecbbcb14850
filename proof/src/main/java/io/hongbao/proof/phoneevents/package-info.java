/**
 * What phones heard, as a file: one line of JSON an event. The audience writes it, the audit holds
 * it against the log.
 */
package io.hongbao.proof.phoneevents;
