/** The token that opens the admin port. */
package io.hongbao.edge.admin;
