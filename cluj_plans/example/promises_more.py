"""The rest of what the example promises: milestones, answers in words, and what was asked for later."""

from cluj_plans.example.promises import Promise

MORE_PROMISES = [
    Promise(
        objective="3.2",
        title="Protocolul cu centrele de primire în regim de urgență este semnat",
        nature="milestone",
        frequency="half_yearly",
        target=("text", "Protocolul este semnat de toate părțile."),
        institution="cj-cluj",
        values=[1, 1],
        proofs=("pdf",),
    ),
    Promise(
        objective="3.3",
        title="Cum apreciază consiliile locale colaborarea cu poliția",
        nature="qualitative",
        frequency="quarterly",
        accumulation="latest",
        target=("text", "Colaborarea este apreciată ca bună în cel puțin jumătate dintre comune."),
        span="stage",
        values=[
            "Din douăzeci de comune întrebate, unsprezece apreciază colaborarea ca bună, șase ca potrivită, "
            "trei ca slabă."
        ]
        * 4,
        judged={
            -1: ("met", "Unsprezece din douăzeci de comune, mai mult de jumătate, apreciază colaborarea ca bună."),
        },
        proofs=("link",),
    ),
    Promise(
        objective="3.3",
        title="Măsurile din planul anual de colaborare cu poliția locală",
        nature="reference",
        frequency="quarterly",
        accumulation="latest",
        target=("text", "Potrivit planului anual de colaborare."),
        span="stage",
        values=["Măsurile sunt cele din planul de colaborare, anexa 2."] * 4,
    ),
    Promise(
        objective="3.3",
        title="Numărul întâlnirilor cu locuitorii",
        nature="count",
        unit="întâlniri",
        direction="increase",
        frequency="monthly",
        accumulation="sum",
        target=("at_least", 120),
        values=[9, 11, 12, 10, 9, 12, 8, 7, 11, 12, 10, 9],
        last="returned",
    ),
    Promise(
        objective="3.3",
        title="Ponderea locuitorilor care au încredere în poliție",
        nature="percent",
        unit="%",
        direction="increase",
        frequency="yearly",
        baseline=64,
        target=("at_least", 70),
        definition="Răspunsurile „multă” și „foarte multă” la sondajul anual, din toate răspunsurile.",
        values=[68],
    ),
    Promise(
        objective="3.3",
        title="Ponderea sesizărilor primite prin internet la care s-a răspuns în treizeci de zile",
        nature="ratio",
        unit="%",
        direction="increase",
        frequency="quarterly",
        accumulation="sum",
        target=("at_least", 95),
        values=[],
        last="due",
        is_added_later=True,
    ),
    Promise(
        objective="1.2",
        title="Numărul patrulelor mixte cu poliția locală",
        nature="count",
        unit="patrule",
        direction="increase",
        frequency="quarterly",
        accumulation="sum",
        target=("to_be_set",),
        values=[140, 152, 149, 150],
        last="draft",
        is_added_later=True,
    ),
]
