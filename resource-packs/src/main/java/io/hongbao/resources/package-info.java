/** Packages of resources: what phones fetch ahead of the show, by content. */
package io.hongbao.resources;
