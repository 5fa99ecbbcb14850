/** Who may use the admin port. */
package io.hongbao.edge.admin;
