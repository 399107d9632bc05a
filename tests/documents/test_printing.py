"""How papers look when they are printed: page, lines, characters; and what nobody can slip into them."""

from datetime import date, datetime
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from caseflow.casework.documents import printing, word
from caseflow.casework.documents.printing import BadTemplate, Unprintable
from caseflow.casework.documents.samples import samples
from caseflow.casework.documents.typesetting import OURS, typeset
from caseflow.registry import PAPERS
from tests import given
from tests.documents.printed import bare, lines_of, words_of

AT = given.moment("2026-11-30")
OPINION = PAPERS["opinion"]
LETTER = OURS[OPINION.look]


def printed(at: datetime = AT, **values: object) -> bytes:
    told = {"employer_name": "示例餐饮有限公司", "issuer": "示例区总工会", "issued_on": date(2026, 11, 30)}
    return printing.pdf(typeset(OPINION, told | values, "示例工监意〔2026〕1号", draft=False), LETTER, at)


class TestPage:
    def test_twenty_two_lines_of_twenty_eight_characters(self) -> None:
        pages = lines_of(printed(sanitised_facts="字" * 2000))
        full = [line for line in pages[1] if line.text == "字" * 28]
        # a full page, within 37 mm, 35 mm, 28 mm and 26 mm
        assert len(full) == 22
        assert all(abs(line.left - 28) < 0.5 for line in full)
        assert full[0].up < 297 - 37 < full[0].up + 29 / printing_points()
        assert full[-1].up > 35
        # numbers outside: right on odd pages, left on even ones
        odd, even = pages[0][-1], pages[1][-1]
        assert (bare(odd.text), bare(even.text)) == ("—1—", "—2—")
        assert odd.left > 150
        assert even.left < 50

    def test_it_is_an_archive_file_with_its_text(self) -> None:
        pdf = printed()
        metadata = PdfReader(BytesIO(pdf)).xmp_metadata
        assert metadata
        assert b"<pdfaid:part>2</pdfaid:part>" in pdf.replace(b" ", b"") or metadata.pdfaid_part == "2"
        assert pdf == printed()

    def test_the_date_stands_on_no_page_without_text(self) -> None:
        for more in range(0, 30, 3):
            last = lines_of(printed(sanitised_facts="字" * 28 * more))[-1]
            assert len([line for line in last if line.left < 40]) > 1, more


def printing_points() -> float:
    return 72 / 25.4


class TestContent:
    @pytest.mark.parametrize("name", ["喆堃昇珺翀祎玥璟彧劼頔", "某某" * 30])
    def test_rare_and_long_names_are_printed(self, name: str) -> None:
        assert name in words_of(printed(employer_name=name))

    @pytest.mark.parametrize(
        "typed",
        ['#import "x"', "{{ a }}", "{% raw %}", "<script>", "*粗* $x$ _斜_ @a <b> `c`", "= 标题", "\\"],
    )
    def test_what_is_typed_stays_text(self, typed: str) -> None:
        said = words_of(printed(sanitised_facts=f"始{typed}终"))
        assert f"始{bare(typed)}终" in said
        sheet = typeset(OPINION, {"sanitised_facts": f"始{typed}终"}, "", draft=True)
        file = docx.Document(BytesIO(word.drawn(sheet, red=True)))
        assert any(f"始{typed}终" in paragraph.text for paragraph in file.paragraphs)

    @pytest.mark.parametrize(("sign", "said"), [("😀", "“😀”"), ("𠮷", "“𠮷”"), ("\u0001", "“U+0001”")])
    def test_a_character_that_no_font_has_is_named(self, sign: str, said: str) -> None:
        with pytest.raises(Unprintable, match="没有生成") as refused:
            printed(sanitised_facts=f"示例{sign}")
        assert said in str(refused.value)

    def test_twelve_breaches_are_numbered(self) -> None:
        said = words_of(printed(breaches="\n".join(f"第{n}项行为" for n in range(1, 13))))
        assert "（一）第1项行为" in said
        assert "（十二）第12项行为" in said

    def test_sixty_workers_fill_pages_under_the_same_head(self) -> None:
        workers = tuple((f"示例{n}", "", "", "") for n in range(60))
        sheet = typeset(PAPERS["workers_annex"], {"workers": workers}, "", draft=False)
        pdf = printing.pdf(sheet, "form.typ", AT)
        pages = [bare(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]
        assert len(pages) == 3
        assert all("姓名身份证号码电话岗位" in page for page in pages)
        assert "示例59" in pages[2]

    def test_a_wrong_template_is_refused_with_the_word_of_the_compiler(self) -> None:
        with pytest.raises(BadTemplate, match="unknown variable: nothing"):
            printing.pdf(samples(OPINION)[0], b"#nothing", AT)
        with pytest.raises(BadTemplate, match="unknown font family"):
            printing.pdf(samples(OPINION)[0], '#set text(font: "宋")\n示例'.encode(), AT)
        with pytest.raises(BadTemplate, match="escape"):
            printing.pdf(samples(OPINION)[0], b'#read("../../config.py")', AT)
