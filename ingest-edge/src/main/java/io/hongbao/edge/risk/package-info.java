/** What fraud detection says of users, devices and addresses. */
package io.hongbao.edge.risk;
