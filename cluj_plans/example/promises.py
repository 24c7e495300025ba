"""What the example promises and what its institutions answer: every number here is invented."""

from dataclasses import dataclass, field
from typing import Any

TITLE = "Exemplu: plan demonstrativ de siguranță publică {year}"
SHORT_TITLE = "Exemplu (date inventate)"
SUBTITLE = "cu obiective, ținte, valori și aprecieri inventate, pentru a arăta cum funcționează portalul"
WARNING = (
    "Acesta nu este un plan real. Toate obiectivele, țintele, valorile raportate, dovezile, aprecierile și "
    "recomandările de mai jos sunt inventate, numai pentru a arăta cum urmărește portalul îndeplinirea unui plan.\n\n"
    "Nicio cifră de aici nu spune ceva despre județul Cluj sau despre instituțiile lui."
)
OBJECTIVES = [
    (
        "Creșterea siguranței stradale",
        ["Reducerea furturilor din locuri publice", "Prezența polițiștilor acolo unde este nevoie de ei"],
    ),
    (
        "Creșterea siguranței rutiere",
        ["Reducerea accidentelor grave", "Educația rutieră și infrastructura pentru pietoni"],
    ),
    (
        "Siguranța școlilor și a comunităților",
        [
            "Creșterea siguranței școlare",
            "Prevenirea violenței domestice",
            "Colaborarea cu locuitorii județului",
        ],
    ),
]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An indicator of the example, its target, and what is answered period by period.

    The target holds for the `year`, for each `quarter`, or for the `stage` of the quarters reported so far; sums of a
    stage are promised by quarter. A number of `values` is a value, a pair the two numbers of a ratio, a text the
    answer in words; None leaves out the value and gives the reason. `last` is how far the newest report is. Of the
    period at an index, `judged` has another verdict than the formula's, `corrected` the value that corrects it.
    """

    objective: str
    title: str
    nature: str
    frequency: str
    values: list
    unit: str = ""
    direction: str = ""
    accumulation: str = ""
    baseline: Any = None
    target: tuple = ()
    span: str = "year"
    minimal: bool = False
    institution: str = "ipj-cluj"
    definition: str = ""
    source: str = "Evidențele demonstrative ale exemplului"
    last: str = "accepted"
    late: tuple = ()
    judged: dict = field(default_factory=dict)
    corrected: dict = field(default_factory=dict)
    with_interest: bool = False
    is_replaced: bool = False
    is_added_later: bool = False
    proofs: tuple = ()


PROMISES = [
    Promise(
        objective="1.1",
        title="Numărul furturilor din locuri publice sesizate",
        nature="count",
        unit="furturi",
        direction="decrease",
        frequency="quarterly",
        accumulation="sum",
        baseline=480,
        target=("at_most", 420),
        minimal=True,
        definition="Furturile din parcuri, piețe, stații și mijloace de transport, sesizate în perioadă. Nu se numără "
        "cele din locuințe și din magazine.",
        values=[98, 104, 101, 95],
        is_replaced=True,
        proofs=("csv",),
    ),
    Promise(
        objective="1.1",
        title="Numărul infracțiunilor sesizate",
        nature="count",
        unit="infracțiuni",
        direction="context_only",
        frequency="quarterly",
        accumulation="sum",
        definition="Poate crește fiindcă se comit mai multe infracțiuni sau fiindcă oamenii au mai multă încredere să "
        "le sesizeze: de aceea nu se apreciază.",
        values=[1412, 1530, 1496, 1401],
        late=(0,),
    ),
    Promise(
        objective="1.2",
        title="Ponderea apelurilor la care patrula a ajuns în cel mult zece minute",
        nature="ratio",
        unit="%",
        direction="increase",
        frequency="quarterly",
        accumulation="latest",
        baseline=70,
        target=("at_least", 80),
        span="stage",
        minimal=True,
        definition="Apelurile din mediul urban la care patrula a ajuns în cel mult zece minute, din toate apelurile "
        "din mediul urban la care s-a deplasat o patrulă.",
        values=[(1460, 2000), (1503, 2031), (1510, 2040), (1488, 2011)],
        judged={
            -1: (
                "partly",
                "Lucrările la un pod au lungit drumul patrulelor timp de trei săptămâni; fără ele, ponderea trece de "
                "jumătatea drumului până la țintă.",
            )
        },
    ),
    Promise(
        objective="1.2",
        title="Gradul de ocupare a posturilor de ordine publică",
        nature="percent",
        unit="%",
        direction="increase",
        frequency="monthly",
        accumulation="latest",
        baseline=81,
        target=("at_least", 85),
        span="stage",
        values=[None, 82, 82.5, 83, 84, 84.5, 85.2, 85.9, 86.3, 86.8, 87, 87.4],
    ),
    Promise(
        objective="2.1",
        title="Numărul accidentelor grave",
        nature="count",
        unit="accidente",
        direction="decrease",
        frequency="quarterly",
        accumulation="sum",
        baseline=40,
        target=("at_most", 30),
        span="stage",
        minimal=True,
        definition="Accidentele rutiere cu cel puțin un mort sau un rănit grav.",
        values=[34, 33, 36, 35],
        proofs=("pdf", "link"),
    ),
    Promise(
        objective="2.1",
        title="Evoluția numărului de victime față de aceeași perioadă a anului trecut",
        nature="change",
        unit="%",
        direction="decrease",
        frequency="quarterly",
        accumulation="sum",
        target=("at_most", -10),
        span="stage",
        values=[(8, 8), (9, 9), (8, 9), (7, 7)],
        late=(0, 1),
    ),
    Promise(
        objective="2.2",
        title="Numărul elevilor care au urmat lecții de educație rutieră",
        nature="count",
        unit="elevi",
        direction="increase",
        frequency="quarterly",
        accumulation="sum",
        baseline=2600,
        target=("at_least", 3000),
        values=[1300, 1150, 900, 700],
        corrected={0: 1250},
        proofs=("link",),
    ),
    Promise(
        objective="2.2",
        title="Numărul trecerilor de pietoni iluminate suplimentar",
        nature="count",
        unit="treceri",
        direction="increase",
        frequency="half_yearly",
        accumulation="sum",
        target=("at_least", 20),
        institution="cj-cluj",
        values=[8, 9],
        last="submitted",
    ),
    Promise(
        objective="3.1",
        title="Numărul elevilor care revin unui polițist de proximitate",
        nature="count",
        unit="elevi",
        direction="range",
        frequency="quarterly",
        accumulation="latest",
        baseline=980,
        target=("range", 700, 900),
        span="stage",
        values=[905, 880, 860, 850],
        with_interest=True,
    ),
    Promise(
        objective="3.1",
        title="Numărul incidentelor violente sesizate în școli",
        nature="count",
        unit="incidente",
        direction="decrease",
        frequency="quarterly",
        accumulation="sum",
        baseline=30,
        target=("at_most", 25),
        span="stage",
        minimal=True,
        values=[24, 22, 21, 20],
        last="due",
    ),
    Promise(
        objective="3.2",
        title="Ponderea ordinelor de protecție verificate în fiecare zi",
        nature="ratio",
        unit="%",
        direction="maintain",
        frequency="quarterly",
        accumulation="sum",
        baseline=100,
        target=("exact", 100),
        span="quarter",
        minimal=True,
        values=[(61, 61), (58, 58), (64, 64), (60, 60)],
        last="submitted",
        late=(-1,),
        proofs=("csv", "pdf"),
    ),
]
