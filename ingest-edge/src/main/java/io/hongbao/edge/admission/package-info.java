/**
 * Whether a new shake is taken, by what new shakes wait. {@link
 * io.hongbao.edge.admission.Admission} is the way in; docs/adr/0010 says why it is as it is.
 */
package io.hongbao.edge.admission;
