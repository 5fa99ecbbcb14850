/** What processes need that ask another over HTTP. */
package io.hongbao.wire.http;
