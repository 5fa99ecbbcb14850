/**
 * What travels between processes. Every value starts with its format version and kind; a reader
 * refuses what it does not know with a {@link io.hongbao.wire.records.MalformedRecordException}.
 */
package io.hongbao.wire.records;
