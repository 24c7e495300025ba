"""What a working indicator and its targets say, in sentences that those who write them can check."""

from indicators.models import Indicator, Target
from indicators.progress import wording
from indicators.progress.figures import accumulation_gap
from plans.document.units import unit_of
from portal.romanian import quantity, with_unit

Direction, Accumulation, Frequency = Indicator.Direction, Indicator.Accumulation, Indicator.Frequency
DIRECTION_SENTENCES = {
    Direction.INCREASE: "Mai mult este mai bine.",
    Direction.DECREASE: "Mai puțin este mai bine.",
    Direction.MAINTAIN: "Este bine să rămână la fel.",
    Direction.RANGE: "Este bine să rămână în intervalul țintei.",
    Direction.CONTEXT_ONLY: "Este numai context și nu primește apreciere.",
}
ACCUMULATION_SENTENCES = {
    Accumulation.SUM: "Valorile mai multor perioade se adună.",
    Accumulation.LATEST: "Dintre valorile mai multor perioade contează ultima.",
}


def target_sentence(indicator: Indicator, target: Target) -> str:
    """Return a target as a sentence: "Ținta de cel mult 5 accidente pentru 2026"."""
    said = wording.target_phrase(indicator, target)
    if target.kind == Target.TargetKind.TO_BE_SET:
        said = f"{said}: de stabilit"
    elif target.kind != Target.TargetKind.TEXT and target.text:
        said = f"{said}; {wording.clean_clause(target.text)}"
    return said[:1].upper() + said[1:]


def reporting_sentence(indicator: Indicator) -> str:
    """Return who reports the indicator and how often, or which of these nobody has chosen."""
    who = f" de către {indicator.institution}" if indicator.institution else ""
    often = indicator.get_frequency_display() if indicator.frequency else ""
    if who and often:
        return f"Se raportează {often}{who}."
    if who:
        return f"Se raportează{who}; nu s-a ales cât de des, deci încă nu se cere nicio raportare."
    if often:
        return f"Se raportează {often}; nu s-a ales cine raportează, deci încă nu se cere nicio raportare."
    return "Nu s-a ales cine raportează și cât de des, deci încă nu se cere nicio raportare."


def indicator_sentences(indicator: Indicator) -> list[str]:
    """Return what the indicator says of itself: who reports it, what is good, from where it starts."""
    said = [
        reporting_sentence(indicator),
        DIRECTION_SENTENCES.get(indicator.direction, ""),
        ACCUMULATION_SENTENCES.get(indicator.accumulation, ""),
    ]
    if indicator.baseline_value is not None:
        value = indicator.baseline_value
        written = with_unit(quantity(value), value, unit_of(indicator))
        when = f" ({indicator.baseline_period})" if indicator.baseline_period else ""
        said.insert(1, f"Se pornește de la {written}{when}.")
    return [sentence for sentence in said if sentence]


def gaps(indicator: Indicator, targets: list[Target]) -> list[str]:
    """Return what the indicator lacks to be measured and judged."""
    found = (
        ("fără țintă", targets),
        ("fără instituție", indicator.institution_id),
        ("fără frecvență", indicator.frequency),
        ("fără regulă de cumulare", not accumulation_gap(indicator, targets)),
    )
    return [name for name, there in found if not there]


def accumulation_warning(indicator: Indicator, targets: list[Target]) -> str:
    """Return why what will be reported could not be judged, as a sentence; empty where it could."""
    gap = accumulation_gap(indicator, targets)
    return f"Indicatorul nu se va putea aprecia prin formulă: {gap}." if gap else ""


def joiner_problem(cell: list[Indicator]) -> str:
    """Return what is wrong with how a cell joins its indicators; empty when it reads well."""
    if cell and cell[0].joiner:
        return "Primul indicator din celulă este legat de altul dinaintea lui: alegeți la el „nimic”."
    if any(not one.joiner for one in cell[1:]):
        return "Unii indicatori ai celulei nu sunt legați de cel dinainte: alegeți, de exemplu, virgula."
    return ""
