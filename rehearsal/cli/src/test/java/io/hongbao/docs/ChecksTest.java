package io.hongbao.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the docs find what is wrong: each is given a page with faults in it. */
class ChecksTest {

  private static final SourceTree TREE = SourceTree.ofProject();

  @TempDir private Path folder;

  @Test
  void shouldFindLinksThatLeadNowhere() throws IOException {
    Files.writeString(
        folder.resolve("other.md"), "# A Heading, with `code`\n\n## Twice\n## Twice\n");
    MarkdownPage page =
        page(
            "# Here",
            "[a](other.md) [b](gone.md) ![c](gone.svg)",
            "[d](other.md#a-heading-with-code) [e](other.md#twice-1) [f](other.md#none)",
            "[g](#here) [h](#there) [i](https://example.org/x) `[j](code.md)`",
            "<img src=\"gone.png\" alt=\"\">",
            "```",
            "[k](fenced.md)",
            "```");

    assertThat(LinkCheck.problems(page))
        .containsExactly(
            "2: leads to gone.md, which does not exist",
            "2: leads to gone.svg, which does not exist",
            "3: leads to other.md#none, and there is no such heading",
            "4: leads to #there, and there is no such heading",
            "5: leads to gone.png, which does not exist");
  }

  @Test
  void shouldFindCommandsThatAreNotTaken() {
    MarkdownPage page =
        page(
            "`./hongbao nonsense` is not in a fence",
            "```sh",
            "./hongbao up      # fine; --nonsense too",
            "./hongbao upp",
            "./hongbao up --edge-prt 4",
            "curl -H \"Authorization: Bearer $(./hongbao ticket --usr u1)\" http://127.0.0.1/",
            "./hongbao audience --phones 10 \\",
            "  --rate many --duration 5",
            "./hongbao audience --phones 10 | tee log",
            "./hongbao campaign check campaigns/gone.yaml && ./hongbao audit --jsn",
            "./hongbao test -Pmutation -pl domain",
            "./hongbao",
            "```");

    assertThat(CommandCheck.problems(page, TREE.root()))
        .extracting(problem -> problem.replaceFirst("(?s)(: .*?): .*", "$1"))
        .containsExactly(
            "4: ./hongbao upp",
            "5: ./hongbao up --edge-prt 4",
            "6: ./hongbao ticket --usr u1",
            "7: ./hongbao audience --phones 10 --rate many --duration 5",
            "9: ./hongbao audience --phones 10",
            "10: ./hongbao campaign check campaigns/gone.yaml",
            "10: ./hongbao audit --jsn",
            "12: ./hongbao ");
  }

  @Test
  void shouldReadArgumentsAsAShellDoes() {
    assertThat(CommandCheck.commands("a=1 ./hongbao trace 'a b'\"c\" --user=\"u 1\" > file # why"))
        .containsExactly(List.of("trace", "a bc", "--user=u 1"));
    assertThat(CommandCheck.commands("./hongbao audit; ./hongbao up&"))
        .containsExactly(List.of("audit"), List.of("up"));
    assertThat(CommandCheck.commands("./hongbaoish up")).isEmpty();
  }

  @Test
  void shouldFindNamesThatDoNotExist() {
    MarkdownPage page =
        page(
            "`Bucket.decide` `Bucket.decided` `draw/Bucket` `load/Bucket` `DrawEngine` `DrawEngines`",
            "`Bucket.java` `Buckets.java` `campaigns/gala.yaml` `campaigns/opera.yaml`",
            "`http.ShakeHandler` `gate.ShakeHandler` `LogAppendTime` `ShakeRecord.user`",
            "`DrawFunctionTest` `DrawFunctionTests` `/openapi.yaml` `domain/target/x/index.md`",
            "```",
            "DrawEngine.decide DrawEngine.decides Bucket.java Buckets.java",
            "```");

    assertThat(new NameCheck(TREE).problems(page))
        .containsExactly(
            "1: `Bucket.decided`: class Bucket has no decided",
            "1: `load/Bucket`: no such class",
            "1: `DrawEngines`: no such class",
            "2: `Buckets.java`: no such file",
            "2: `campaigns/opera.yaml`: no such file",
            "3: `gate.ShakeHandler`: no such class",
            "4: `DrawFunctionTests`: no such class",
            "6: Buckets.java: no such file",
            "6: DrawEngine.decides: class DrawEngine has no decides");
  }

  private MarkdownPage page(String... lines) {
    return MarkdownPage.parse(folder.resolve("page.md"), List.of(lines));
  }
}
