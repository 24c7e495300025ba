"""What Word prints although it stands in no run of text, and what stands in the text although Word does not print it."""

from tests.plans.exchange.word.handmade import STYLES, WORD, numbered, p, run, tbl, tc
from tests.plans.exchange.word.understanding import outline, understood

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
LIST = numbered(("decimal", "%1."))
HEAD = ("Nr. crt.", "Măsuri", "Termen")


def test_a_number_that_stands_alone_in_its_cell_is_the_code_of_its_row():
    _mapping, draft = understood(
        tbl(
            HEAD,
            (tc(p(number=(1, 0))), "Instruirea", "2026"),
            (tc(p(number=(1, 0))), "Auditul", "2027"),
            # Rows that nobody filled in.
            (tc(p(number=(1, 0))), "", ""),
        ),
        numbering=LIST,
    )
    assert outline(draft) == ["m 1 Instruirea", "m 2 Auditul"]


def test_what_a_merged_cell_covers_is_not_numbered():
    _mapping, draft = understood(
        tbl(
            HEAD,
            (tc(p(number=(1, 0)), merge="restart"), tc("Instruirea", merge="restart"), "2026"),
            (tc(p(number=(1, 0)), merge="continue"), tc(merge="continue"), "2027"),
            (tc(p(number=(1, 0))), "Auditul", "2028"),
        ),
        numbering=LIST,
    )
    assert outline(draft) == ["m 1 Instruirea", "m 2 Auditul"]


def test_an_empty_paragraph_is_counted_and_one_whose_end_was_deleted_goes_on_with_the_next():
    deleted = f'<w:p><w:pPr><w:pStyle w:val="H1"/><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Siguranța ")}</w:p>'
    _mapping, draft = understood(
        p("Prevenirea", number=(1, 0)),
        p(number=(1, 0)),
        deleted,
        p("publică", number=(1, 0)),
        p("Educația", number=(1, 0)),
        numbering=LIST,
    )
    assert outline(draft) == ["ob 1 Prevenirea", "ob 3 Siguranța publică", "ob 4 Educația"]


def test_a_paragraph_without_an_end_is_one_before_a_table_and_at_the_end_of_a_cell_and_of_the_document():
    def endless(text):
        return f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run(text)}</w:p>'

    _mapping, draft = understood(
        p("Introducere", style="H1"),
        endless("Înainte"),
        tbl(("Măsuri", "Termen"), (tc(endless("1. Instruirea ")), "2026")),
        p("Urmare", style="H1"),
        endless("La sfârșit"),
    )
    assert outline(draft) == ["m 1 Instruirea"]
    assert [one.body for one in draft.sections] == [["Înainte"], ["La sfârșit"]]


def formula(*parts):
    return f'<m:oMath xmlns:m="{MATH}">{"".join(parts)}</m:oMath>'


def math(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_a_formula_is_written_out_in_one_line():
    share = f"<m:f><m:num>{math('instruiți')}</m:num><m:den>{math('anga')}{math('jați')}</m:den></m:f>"
    whole = f"{math('r = ')}<m:d><m:e>{share}</m:e></m:d>{math(' × 100')}"
    _mapping, draft = understood(
        tbl(("Măsuri", "Indicatori"), ("1. Instruirea", tc(p("Rata: ", inside=formula(whole))))),
    )
    assert [one.title for one in draft.elements[0].indicators] == ["Rata: r = (instruiți / angajați) × 100"]


def test_signs_of_the_fonts_of_signs_are_read():
    def sign(font, code):
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    _mapping, draft = understood(
        tbl(
            ("Măsuri", "Indicatori", "Observații"),
            ("1. Instruirea", tc(p(inside=sign("Symbol", "F0B3") + run(" 80%"))), tc(p(inside=sign("Odd", "zz")))),
        ),
    )
    assert [one.title for one in draft.elements[0].indicators] == ["≥ 80%"]
    assert draft.elements[0].own == {"Observații": "□"}


def test_what_is_hidden_is_not_printed_and_is_told():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> de verificat</w:t></w:r>"
    _mapping, draft = understood(
        tbl(("Măsuri", "Termen"), (tc(p("1. Instruirea", inside=hidden)), "2026")), lost=["de verificat"]
    )
    assert outline(draft) == ["m 1 Instruirea"]


def test_the_words_of_a_diagram_are_told():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    diagram = f'<d xmlns:a="{drawing}"><a:p><a:r><a:t>Prevenirea delictelor</a:t></a:r></a:p></d>'
    understood(
        p("1. Unu"), p("2. Doi"), extra={"word/diagrams/data1.xml": diagram}.items(), lost=["Prevenirea delictelor"]
    )


def test_a_table_of_contents_makes_no_elements():
    style = '<w:style w:type="paragraph" w:styleId="C1"><w:name w:val="toc 1"/></w:style>'
    styles = f'<w:styles xmlns:w="{WORD}">{STYLES}{style}</w:styles>'
    _mapping, draft = understood(
        p("Cuprins"),
        # The heading was changed since; what is typed by hand has no style.
        p(style="C1", inside=f"{run('Obiectivul general 1: Siguranța')}<w:r><w:tab/><w:t>3</w:t></w:r>"),
        p("Obiectivul general 2: Reducerea ........ 5"),
        p("Obiectivul general 1: Creșterea siguranței", style="H1"),
        p("Obiectivul general 2: Reducerea", style="H1"),
        extra={"word/styles.xml": styles}.items(),
    )
    assert outline(draft) == ["og 1 Creșterea siguranței", "og 2 Reducerea"]
    assert [text for _place, text in draft.set_aside] == [
        "Obiectivul general 1: Siguranța 3",
        "Obiectivul general 2: Reducerea ........ 5",
    ]


def test_borders_that_were_moved_a_little_are_one_border():
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (900, 110, 3000, 95, 1200, 1500))
    table = tbl(
        (tc("Nr. crt.", span=2), tc("Măsuri", span=2), "Termen", "Responsabil"),
        ("1", tc("Instruirea", span=2), tc("2026", span=2), "IPJ"),
        (tc("2", span=2), tc("Auditul", span=2), "2027", "CJ"),
    )
    _mapping, draft = understood(table.replace("<w:tbl>", f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>"))
    assert outline(draft) == ["m 1 Instruirea", "m 2 Auditul"]
    assert [one.fields for one in draft.elements] == [
        {"completion_term": "2026", "responsible": "IPJ"},
        {"completion_term": "2027", "responsible": "CJ"},
    ]


def test_a_narrow_column_with_text_in_it_is_a_column():
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (150, 3000, 1200))
    table = tbl(HEAD, ("1", "Instruirea", "2026"))
    _mapping, draft = understood(table.replace("<w:tbl>", f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>"))
    assert outline(draft) == ["m 1 Instruirea"]
