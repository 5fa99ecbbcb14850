/** Where a system on this machine is: its data folder, addresses and keys. */
package io.hongbao.ops.system;
