/** What the edge says: answers and problems as JSON. */
package io.hongbao.edge.answer;
