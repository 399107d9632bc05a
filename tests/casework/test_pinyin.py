import pytest

from caseflow.casework.pinyin import initials


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("欠薪", "qx"),
        ("重庆示例物业公司（A座）12", "cqslwygsaz12"),
        ("银行行业", "yhhy"),
        ("长沙示例厂长", "csslcz"),
        ("延长解除调解", "ycjctj"),
        ("", ""),
    ],
)
def test_people_type_the_first_letter_of_each_syllable(text: str, typed: str) -> None:
    assert initials(text) == typed
