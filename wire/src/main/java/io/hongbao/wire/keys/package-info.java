/** Signing of control records (Ed25519) and sealing of wave secrets (AES-GCM). */
package io.hongbao.wire.keys;
