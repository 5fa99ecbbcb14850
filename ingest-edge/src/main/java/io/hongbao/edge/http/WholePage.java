package io.hongbao.edge.http;

import io.hongbao.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The audience's page in one file, so that a phone that arrives asks once: its style sheet and its
 * scripts stand inside, without their comments. Each module becomes a function that is called once
 * and gives what it exports, the ones that are imported first. Immutable.
 *
 * <p>Of modules it reads what the page's are written in: {@code import {a, b as c} from "./d.js";}
 * and {@code export} before a function, a class or a const, each at the start of its line.
 */
final class WholePage {

  private static final String FOLDER = "/io/hongbao/edge/page/";
  private static final String STYLE = "<link rel=\"stylesheet\" href=\"style.css\">";
  private static final String BOOT = "<script src=\"boot.js\"></script>";
  private static final String APP = "<script type=\"module\" src=\"app.js\"></script>";

  /** A larger manifest is asked for as before. */
  static final int MAX_MANIFEST_BYTES = 65_536;

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import \\{([^}]*)} from \"\\./([a-z]+)\\.js\";\\n");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?=(?:async )?(?:function|class|const) (\\w+))");
  private static final Pattern UNREAD = Pattern.compile("(?m)^(?:import|export)\\b.*");
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^[ \\t]*(?:/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/|//.*)[ \\t]*\\n");

  private final String beforeTold;
  private final String afterTold;
  private final String scriptHashes;
  private final String styleHashes;

  private WholePage(String before, String after, String scriptHashes, String styleHashes) {
    this.beforeTold = before;
    this.afterTold = after;
    this.scriptHashes = scriptHashes;
    this.styleHashes = styleHashes;
  }

  /**
   * A page of files.
   *
   * @param files their texts by their names
   * @throws IllegalStateException if one has what is not read here
   */
  static WholePage of(Function<String, String> files) {
    String style = inside("style.css", COMMENT.matcher(files.apply("style.css")).replaceAll(""));
    String boot = inside("boot.js", COMMENT.matcher(files.apply("boot.js")).replaceAll(""));
    Map<String, String> modules = new LinkedHashMap<>();
    add(modules, "app", files);
    String app = "\n" + String.join("", modules.values());
    String html = files.apply("index.html");
    html = replaced(html, STYLE, "<style>" + style + "</style>");
    html = replaced(html, BOOT, "<script>" + boot + "</script>");
    int at = html.indexOf(APP);
    if (at < 0) {
      throw new IllegalStateException("index.html: expected " + APP);
    }
    return new WholePage(
        html.substring(0, at),
        "<script type=\"module\">" + app + "</script>" + html.substring(at + APP.length()),
        hash(boot) + hash(app),
        hash(style));
  }

  private static void add(
      Map<String, String> modules, String name, Function<String, String> files) {
    if (modules.containsKey(name)) {
      return;
    }
    modules.put(name, "");
    String source = COMMENT.matcher(files.apply(name + ".js")).replaceAll("");
    StringBuilder head = new StringBuilder();
    Matcher imports = IMPORT.matcher(source);
    while (imports.find()) {
      String from = imports.group(2);
      add(modules, from, files);
      head.append(
          String.format(
              Locale.ROOT,
              "const {%s} = $%s;\n",
              imports.group(1).strip().replaceAll("\\s+as\\s+", ": "),
              from));
    }
    String body = imports.replaceAll("");
    StringJoiner exported = new StringJoiner(", ");
    Matcher exports = EXPORT.matcher(body);
    while (exports.find()) {
      exported.add(exports.group(1));
    }
    body = exports.replaceAll("");
    Matcher unread = UNREAD.matcher(body);
    if (unread.find()) {
      throw new IllegalStateException(
          name + ".js: '" + unread.group() + "' is of a form that is not read here");
    }
    modules.remove(name); // behind what it imports
    modules.put(
        name,
        inside(
            name + ".js",
            String.format(
                Locale.ROOT,
                "const $%s = (() => {\n%s%s\nreturn { %s };\n})();\n",
                name,
                head,
                body,
                exported)));
  }

  private static String inside(String file, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("</style") || lower.contains("<!--")) {
      throw new IllegalStateException(file + " has a tag that would end it within the page");
    }
    return text;
  }

  private static String replaced(String html, String tag, String by) {
    if (!html.contains(tag)) {
      throw new IllegalStateException("index.html: expected " + tag);
    }
    return html.replace(tag, by);
  }

  /** As a Content-Security-Policy has it, behind a space. */
  private static String hash(String text) {
    byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return " 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  /**
   * A file of the page.
   *
   * @throws IllegalStateException if the build left it out
   */
  static byte[] read(String file) {
    try (InputStream in = WholePage.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's file " + file, e);
    }
  }

  /**
   * The page with what a phone needs inside: a manifest in the element {@code told-resources},
   * unless it is long, and a phone policy in {@code told-policy}. The policy is signed, so it
   * stands there to the byte; one that has a tag's bracket is asked for instead.
   */
  byte[] with(byte[] manifest, byte[] policy) {
    String resources = new String(manifest, StandardCharsets.UTF_8).replace("<", "\\u003c");
    String signed = new String(policy, StandardCharsets.UTF_8);
    return (beforeTold
            + (manifest.length > MAX_MANIFEST_BYTES ? "" : told("told-resources", resources))
            + (signed.indexOf('<') >= 0 ? "" : told("told-policy", signed))
            + afterTold)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String told(String id, String json) {
    return "<script type=\"application/json\" id=\"" + id + "\">" + json + "</script>\n  ";
  }

  /** Of the scripts that may run, for a Content-Security-Policy; each behind a space. */
  String scriptHashes() {
    return scriptHashes;
  }

  /** Of the style sheet, likewise. */
  String styleHashes() {
    return styleHashes;
  }
}
