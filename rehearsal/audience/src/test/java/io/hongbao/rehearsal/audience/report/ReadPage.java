package io.hongbao.rehearsal.audience.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page as a reader of XML takes it. */
final class ReadPage {

  private final Document document;

  private ReadPage(Document document) {
    this.document = document;
  }

  /** Fails unless the page is well-formed. */
  static ReadPage of(String html) throws Exception {
    return new ReadPage(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html))));
  }

  /** The texts of all places that a path leads to. */
  List<String> texts(String path) {
    return nodes(path).stream().map(node -> node.getTextContent().strip()).toList();
  }

  /** The names of all attributes of all elements. */
  Set<String> attributeNames() {
    return nodes("//@*").stream().map(Node::getNodeName).collect(Collectors.toSet());
  }

  /** The cells of a table's rows, a row a list. */
  List<List<String>> rows(String table) {
    List<List<String>> rows = new ArrayList<>();
    int count = texts(table + "/tbody/tr").size();
    for (int row = 1; row <= count; row++) {
      rows.add(texts(table + "/tbody/tr[" + row + "]/*"));
    }
    return rows;
  }

  private List<Node> nodes(String path) {
    try {
      NodeList found =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
