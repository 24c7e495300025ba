"""The published rule, case by case: the status, the way gone and the whole sentence."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from indicators.progress.formula import formula_result, start_value
from indicators.progress.periods import periods
from indicators.progress.vocabulary import STATUS_NAMES, Status
from tests.indicators.progress.cases import (
    AFTER,
    DAYS,
    END,
    MIDDLE,
    QUARTERS,
    decimal,
    from_nine,
    indicator,
    milestone,
    quarter,
    quarters,
    report,
    share,
    target,
    year,
)

# fmt: off
# What it is, the indicator, the target, the reports, the day; the status, how much of the way, the sentence.
CASES = [
    # against a limit
    ("a target of zero, reached", indicator(), target("at_most", 0), [year(0)], AFTER,
     "met", None,
     "0 accidente față de ținta de cel mult 0 accidente pentru 2026: îndeplinit."),
    ("a target of zero, missed", indicator(), target("at_most", 0), [year(3)], AFTER,
     "not_met", None,
     "3 accidente față de ținta de cel mult 0 accidente pentru 2026, cu 3 peste țintă: neîndeplinit."),
    ("a target of zero, half way from the baseline", from_nine(baseline_value=4), target("at_most", 0), [year(2)], AFTER,
     "partly", "0.5",
     "2 accidente față de ținta de cel mult 0 accidente pentru 2026 (referința: 4 în 2025), adică 50% din drumul de la 4 la 0: îndeplinit parțial."),
    ("a decrease, better than promised", from_nine(), target("at_most", 5), [year(4)], AFTER,
     "met", "1.25",
     "4 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025): îndeplinit."),
    ("a decrease, exactly as promised", from_nine(), target("at_most", 5), [year(5)], AFTER,
     "met", "1",
     "5 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025): îndeplinit."),
    ("a decrease, most of the way", from_nine(), target("at_most", 5), [year(6)], AFTER,
     "partly", "0.75",
     "6 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), adică 75% din drumul de la 9 la 5: îndeplinit parțial."),
    ("a decrease, exactly half the way", from_nine(), target("at_most", 5), [year(7)], AFTER,
     "partly", "0.5",
     "7 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), adică 50% din drumul de la 9 la 5: îndeplinit parțial."),
    ("a decrease, less than half the way", from_nine(), target("at_most", 5), [year(8)], AFTER,
     "not_met", "0.25",
     "8 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), adică 25% din drumul de la 9 la 5: neîndeplinit."),
    ("a decrease, no change", from_nine(), target("at_most", 5), [year(9)], AFTER,
     "not_met", "0",
     "9 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), adică 0% din drumul de la 9 la 5: neîndeplinit."),
    ("a decrease that was an increase", from_nine(), target("at_most", 5), [year(12)], AFTER,
     "not_met", "-0.75",
     "12 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), mai departe de țintă decât la început: neîndeplinit."),
    ("better than the target from the start, and still", from_nine(), target("at_most", 12), [year(11)], AFTER,
     "met", None,
     "11 accidente față de ținta de cel mult 12 accidente pentru 2026 (referința: 9 în 2025): îndeplinit."),
    ("better than the target from the start, and no longer", from_nine(), target("at_most", 12), [year(13)], AFTER,
     "not_met", None,
     "13 accidente față de ținta de cel mult 12 accidente pentru 2026 (referința: 9 în 2025), cu 1 peste țintă: neîndeplinit."),
    ("the baseline is the target, kept", from_nine(), target("at_most", 9), [year(9)], AFTER,
     "met", None,
     "9 accidente față de ținta de cel mult 9 accidente pentru 2026 (referința: 9 în 2025): îndeplinit."),
    ("the baseline is the target, not kept", from_nine(), target("at_most", 9), [year(10)], AFTER,
     "not_met", None,
     "10 accidente față de ținta de cel mult 9 accidente pentru 2026 (referința: 9 în 2025), cu 1 peste țintă: neîndeplinit."),
    ("no baseline, at most", indicator(), target("at_most", 5), [year(6)], AFTER,
     "not_met", None,
     "6 accidente față de ținta de cel mult 5 accidente pentru 2026, cu 1 peste țintă: neîndeplinit."),
    ("no baseline, at most a percentage", share(direction="decrease"), target("at_most", 5), [year("7.5")], AFTER,
     "not_met", None,
     "7,5% față de ținta de cel mult 5% pentru 2026, cu 2,5 puncte procentuale peste țintă: neîndeplinit."),
    ("no baseline, at least: the way starts from zero", indicator(direction="increase", unit="patrule"), target("at_least", 40), [year(30)], AFTER,
     "partly", "0.75",
     "30 de patrule față de ținta de cel puțin 40 de patrule pentru 2026, adică 75% din drumul de la 0 la 40: îndeplinit parțial."),
    ("negative values", indicator(nature="percent", unit="%", direction="increase", baseline_value=-10), target("at_least", -2), [year(-4)], AFTER,
     "partly", "0.75",
     "-4% față de ținta de cel puțin -2% pentru 2026 (referința: -10%), adică 75% din drumul de la -10 la -2: îndeplinit parțial."),
    ("a number that is one", indicator(), target("at_most", 0), [year(1)], AFTER,
     "not_met", None,
     "1 față de ținta de cel mult 0 accidente pentru 2026, cu 1 peste țintă: neîndeplinit."),
    ("large numbers and money", indicator(unit="mii lei", direction="increase", baseline_value=1000), target("at_least", 2500), [year("2125.75")], AFTER,
     "partly", "0.7505",
     "2.125,75 mii lei față de ținta de cel puțin 2.500 mii lei pentru 2026 (referința: 1.000 mii lei), adică 75% din drumul de la 1.000 la 2.500: îndeplinit parțial."),
    ("exact, reached", indicator(direction="maintain", unit="secții"), target("exact", 25), [year(25)], AFTER,
     "met", None,
     "25 de secții față de ținta de exact 25 de secții pentru 2026: îndeplinit."),
    ("exact, passed", indicator(direction="increase", unit="secții", baseline_value=20), target("exact", 25), [year(27)], AFTER,
     "partly", "0.6",
     "27 de secții față de ținta de exact 25 de secții pentru 2026 (referința: 20), cu 2 peste țintă, adică cu 60% mai aproape decât la început: îndeplinit parțial."),
    ("a range, inside", indicator(direction="range"), target("range", 3, 5), [year(5)], AFTER,
     "met", None,
     "5 accidente față de ținta cuprinsă între 3 și 5 accidente pentru 2026: îndeplinit."),
    ("a range, passed on the other side", from_nine(direction="range"), target("range", 3, 5), [year(2)], AFTER,
     "partly", "0.75",
     "2 accidente față de ținta cuprinsă între 3 și 5 accidente pentru 2026 (referința: 9 în 2025), cu 1 sub țintă, adică cu 75% mai aproape decât la început: îndeplinit parțial."),
    ("a range of percentages", share(direction="range"), target("range", 40, "45.5"), [year(13, over=30)], AFTER,
     "met", None,
     "13 din 30 = 43,33% față de ținta cuprinsă între 40% și 45,5% pentru 2026: îndeplinit."),
    # ratios and changes
    ("a ratio of two counts", share(baseline_value=50, baseline_period="semestrul II 2025"), target("at_least", 60), [year(30, over=40)], AFTER,
     "met", "2.5",
     "30 din 40 = 75% față de ținta de cel puțin 60% pentru 2026 (referința: 50%, semestrul II 2025): îndeplinit."),
    ("a ratio that is no percentage", share(unit="agenți la o patrulă"), target("at_least", 2), [year(30, over=20)], AFTER,
     "partly", "0.75",
     "30 : 20 = 1,5 agenți la o patrulă față de ținta de cel puțin 2 agenți la o patrulă pentru 2026, adică 75% din drumul de la 0 la 2: îndeplinit parțial."),
    ("a ratio just below its target is written with enough decimals", share(), target("at_least", "66.67"), [year(2, over=3)], AFTER,
     "partly", "0.9999500024998750062496875157",
     "2 din 3 = 66,667% față de ținta de cel puțin 66,67% pentru 2026, adică 99,995% din drumul de la 0 la 66,67: îndeplinit parțial."),
    ("a ratio with a zero denominator", share(), target("at_least", 60), [year(0, over=0)], AFTER,
     "cannot_be_judged", None,
     "Numitorul raportat pentru 2026 este zero, deci nu există un raport, față de ținta de cel puțin 60% pentru 2026: nu se poate aprecia."),
    ("a ratio summed over quarters, not averaged", share(), target("at_least", 60), [quarter(1, 1, over=1), quarter(2, 1, over=9), quarter(3, 0, over=0), quarter(4, 4, over=10)], AFTER,
     "partly", "0.5",
     "(1 + 1 + 0 + 4) din (1 + 9 + 0 + 10) = 30% față de ținta de cel puțin 60% pentru 2026, adică 50% din drumul de la 0 la 60: îndeplinit parțial."),
    ("percentages without their counts do not add up", share(), target("at_least", 60), quarters(10, 20, 30, 40), AFTER,
     "cannot_be_judged", None,
     "S-au raportat numai procente, care nu se adună, față de ținta de cel puțin 60% pentru 2026: nu se poate aprecia."),
    ("a change", indicator(nature="change", unit=""), target("at_most", -10), [year(88, over=100)], AFTER,
     "met", "1.2",
     "De la 100 la 88 = -12% față de ținta de cel mult -10% pentru 2026: îndeplinit."),
    ("a change, half of what was promised", indicator(nature="change", unit=""), target("at_most", -10), [year(95, over=100)], AFTER,
     "partly", "0.5",
     "De la 100 la 95 = -5% față de ținta de cel mult -10% pentru 2026, adică 50% din drumul de la 0 la -10: îndeplinit parțial."),
    ("a change in the wrong direction", indicator(nature="change", unit=""), target("at_most", -10), [year(104, over=100)], AFTER,
     "not_met", "-0.4",
     "De la 100 la 104 = +4% față de ținta de cel mult -10% pentru 2026, mai departe de țintă decât la început: neîndeplinit."),
    ("a change summed over quarters", indicator(nature="change", unit=""), target("at_most", -10), quarters(20, 30, 10, 20, over=25), AFTER,
     "met", "2",
     "De la (25 + 25 + 25 + 25) la (20 + 30 + 10 + 20) = -20% față de ținta de cel mult -10% pentru 2026: îndeplinit."),
    # not reported, late, in review
    ("no report is asked for", indicator(), target("at_most", 5), [], AFTER,
     "not_reported", None,
     "Nicio raportare nu acoperă sfârșitul perioadei, față de ținta de cel mult 5 accidente pentru 2026: neraportat la termen."),
    ("no report came", indicator(), target("at_most", 5), [year(state="due")], AFTER,
     "not_reported", None,
     "Nu s-a raportat pentru 2026 până la termenul de 20 ianuarie 2027, față de ținta de cel mult 5 accidente pentru 2026: neraportat la termen."),
    ("the last report did not come", indicator(accumulation="latest"), target("at_most", 5), [*quarters(1, 2, 3), quarter(4, state="due")], AFTER,
     "not_reported", None,
     "Nu s-a raportat pentru trimestrul IV 2026 până la termenul de 20 ianuarie 2027, față de ținta de cel mult 5 accidente pentru 2026: neraportat la termen."),
    ("a report is late and the period runs", indicator(), target("at_most", 5), [quarter(1, state="due"), quarter(2, 3)], MIDDLE,
     "not_yet_due", None,
     "Până acum 3 accidente, fără trimestrul I 2026, față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("the period is over and the report is not due yet", indicator(), target("at_most", 5), [year(state="due")], datetime.date(2027, 1, 20),
     "not_yet_due", None,
     "Raportul pentru 2026 se așteaptă până la 20 ianuarie 2027, față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul."),
    ("the report is in review", indicator(), target("at_most", 5), [year(state="submitted")], AFTER,
     "in_review", None,
     "Raportat pentru 2026, în evaluare, față de ținta de cel mult 5 accidente pentru 2026: încă nu se poate aprecia."),
    ("a report of a quarter is in review after the last one", indicator(), target("at_most", 50), [*quarters(1, 2), quarter(3, state="submitted"), quarter(4, 3)], AFTER,
     "in_review", None,
     "Raportat pentru trimestrul III 2026, în evaluare, față de ținta de cel mult 50 de accidente pentru 2026: încă nu se poate aprecia."),
    ("a report that came late counts", indicator(), target("at_most", 5), [year(4, reported_on=datetime.date(2027, 1, 30))], AFTER,
     "met", None,
     "4 accidente față de ținta de cel mult 5 accidente pentru 2026: îndeplinit."),
    ("no data", indicator(accumulation="latest"), target("at_most", 5), [*quarters(1, 2, 3), quarter(4, no_data_reason="Evidența a fost oprită.")], AFTER,
     "cannot_be_judged", None,
     "Nu există date pentru trimestrul IV 2026 (Evidența a fost oprită), față de ținta de cel mult 5 accidente pentru 2026: nu se poate aprecia."),
    ("reported in words where a number was asked", indicator(), target("at_most", 5), [year(text="Mai puține.")], AFTER,
     "cannot_be_judged", None,
     "Raportat în cuvinte pentru 2026, față de ținta de cel mult 5 accidente pentru 2026: nu se poate aprecia."),
    # several periods
    ("a sum of quarters", from_nine(), target("at_most", 5), quarters(1, 2, 0, 1), AFTER,
     "met", "1.25",
     "1 + 2 + 0 + 1 = 4 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025): îndeplinit."),
    ("a sum with a correction downwards", indicator(), target("at_most", 5), quarters(3, 4, -1, 1), AFTER,
     "not_met", None,
     "3 + 4 + (-1) + 1 = 7 accidente față de ținta de cel mult 5 accidente pentru 2026, cu 2 peste țintă: neîndeplinit."),
    ("a sum that lacks a quarter", indicator(), target("at_most", 50), [quarter(1, 3), quarter(2, 4), quarter(3, state="due"), quarter(4, 2)], AFTER,
     "cannot_be_judged", None,
     "3 + 4 + 2 = 9 accidente, dar suma este incompletă, fără trimestrul III 2026, față de ținta de cel mult 50 de accidente pentru 2026: nu se poate aprecia."),
    ("a sum with a quarter without data", indicator(), target("at_most", 50), [quarter(1, 3), quarter(2, no_data_reason="Evidența a fost oprită."), quarter(3, 4), quarter(4, 2)], AFTER,
     "cannot_be_judged", None,
     "3 + 4 + 2 = 9 accidente, dar suma este incompletă, fără trimestrul II 2026 (nu există date: Evidența a fost oprită), față de ținta de cel mult 50 de accidente pentru 2026: nu se poate aprecia."),
    ("a sum that lacks a quarter and is already too much", indicator(), target("at_most", 5), [quarter(1, 3), quarter(2, 4), quarter(4, 2)], AFTER,
     "not_met", None,
     "3 + 4 + 2 = 9 accidente față de ținta de cel mult 5 accidente pentru 2026, cu 4 peste țintă, chiar fără trimestrul III 2026: neîndeplinit."),
    ("a sum that lacks a quarter and is already enough", indicator(direction="increase", unit="patrule"), target("at_least", 8), [quarter(1, 3), quarter(2, 4), quarter(4, 2)], AFTER,
     "met", "1.125",
     "3 + 4 + 2 = 9 patrule față de ținta de cel puțin 8 patrule pentru 2026, chiar fără trimestrul III 2026: îndeplinit."),
    ("the newest value counts", from_nine(accumulation="latest"), target("at_most", 5), quarters(9, 8, 7, 6), AFTER,
     "partly", "0.75",
     "6 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), adică 75% din drumul de la 9 la 5: îndeplinit parțial."),
    ("a report on the year counts instead of its quarters", indicator(), target("at_most", 9), [*quarters(1, 2, 3, 4), year(9)], AFTER,
     "met", None,
     "9 accidente față de ținta de cel mult 9 accidente pentru 2026: îndeplinit."),
    ("the plan does not say whether quarters add up", indicator(accumulation=""), target("at_most", 5), quarters(1, 2, 0, 1), AFTER,
     "cannot_be_judged", None,
     "Ultima valoare: 1 (trimestrul IV 2026), dar planul nu spune dacă valorile se adună, față de ținta de cel mult 5 accidente pentru 2026: nu se poate aprecia."),
    ("the plan does not say, one report on the year", indicator(accumulation=""), target("at_most", 5), [year(4)], AFTER,
     "met", None,
     "4 accidente față de ținta de cel mult 5 accidente pentru 2026: îndeplinit."),
    ("the plan does not say, one report at the end", indicator(accumulation=""), target("at_most", 5), [quarter(4, 4)], AFTER,
     "met", None,
     "4 accidente față de ținta de cel mult 5 accidente pentru 2026: îndeplinit."),
    ("a target of one quarter takes that quarter", indicator(), target("at_most", 5, period=QUARTERS[2]), quarters(9, 4, 9, 9), AFTER,
     "met", None,
     "4 accidente față de ținta de cel mult 5 accidente pentru trimestrul II 2026: îndeplinit."),
    # before the end
    ("the period has not begun", indicator(), target("at_most", 5), [], datetime.date(2025, 12, 1),
     "not_yet_due", None,
     "Nicio valoare acceptată până acum, față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada începe la 1 ianuarie 2026."),
    ("nothing yet", indicator(), target("at_most", 5), [year(state="due")], MIDDLE,
     "not_yet_due", None,
     "Nicio valoare acceptată până acum, față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("a sum on its way", indicator(), target("at_most", 5), quarters(1, 2), MIDDLE,
     "not_yet_due", None,
     "Până acum 1 + 2 = 3 accidente față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("a sum on its way without a quarter", indicator(), target("at_most", 5), [quarter(1, 1), quarter(3, 2)], END,
     "not_yet_due", None,
     "Până acum 1 + 2 = 3 accidente, fără trimestrul II 2026, față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("the newest value on its way", from_nine(accumulation="latest"), target("at_most", 5), quarters(9, 8), MIDDLE,
     "not_yet_due", None,
     "Ultima valoare: 8 accidente (trimestrul II 2026), față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025): încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("no data on its way", indicator(), target("at_most", 5), [quarter(1, no_data_reason="Evidența a fost oprită.")], MIDDLE,
     "not_yet_due", None,
     "Nu există date pentru trimestrul I 2026 (Evidența a fost oprită), față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("the last day is still before the end", indicator(), target("at_most", 5), quarters(1, 2, 1, 1), END,
     "not_yet_due", None,
     "Până acum 1 + 2 + 1 + 1 = 5 accidente față de ținta de cel mult 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("too many already, for good", indicator(), target("at_most", 5), quarters(2, 4), MIDDLE,
     "not_met", None,
     "2 + 4 = 6 accidente față de ținta de cel mult 5 accidente pentru 2026, cu 1 peste țintă: neîndeplinit, deși perioada nu s-a încheiat."),
    ("too many already, but perhaps still partly met", from_nine(), target("at_most", 5), quarters(2, 4), MIDDLE,
     "not_yet_due", None,
     "Până acum 2 + 4 = 6 accidente față de ținta de cel mult 5 accidente pentru 2026 (referința: 9 în 2025), care este deja depășită: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("enough already, for good", indicator(direction="increase", unit="patrule"), target("at_least", 5), quarters(2, 4), MIDDLE,
     "met", "1.2",
     "2 + 4 = 6 patrule față de ținta de cel puțin 5 patrule pentru 2026: îndeplinit înainte de sfârșitul perioadei."),
    ("enough already, where the newest value counts", indicator(direction="increase", accumulation="latest"), target("at_least", 5), quarters(2, 6), MIDDLE,
     "not_yet_due", None,
     "Ultima valoare: 6 accidente (trimestrul II 2026), față de ținta de cel puțin 5 accidente pentru 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    # given back
    ("given back for completion after the end", indicator(), target("at_most", 5), [year(state="returned")], AFTER,
     "returned", None,
     "Raportarea pentru 2026 a fost întoarsă pentru completare, față de ținta de cel mult 5 accidente pentru 2026: încă nu se poate aprecia."),
    ("given back, without a target", indicator(), None, [quarter(2, state="returned")], AFTER,
     "returned", None,
     "Raportarea pentru trimestrul II 2026 a fost întoarsă pentru completare, iar indicatorul nu are țintă: încă nu se poate aprecia."),
    ("no target holds the day, though there are others", indicator(targets=(target("at_most", 5),)), None, [year(4)], AFTER,
     "cannot_be_judged", None,
     "Ultima valoare: 4 accidente (2026), dar nicio țintă nu cuprinde această perioadă: nu se poate aprecia."),
    # milestones and words
    ("a milestone reached early", milestone(), target("text", text="regulamentul este aprobat."), [quarter(2, 1), quarter(3, 0)], MIDDLE,
     "met", "1",
     "Jalon atins, raportat pentru trimestrul II 2026, față de ținta „regulamentul este aprobat” pentru 2026: îndeplinit înainte de sfârșitul perioadei."),
    ("a milestone reached at the end", milestone(), target("exact", 1), [year(1)], AFTER,
     "met", "1",
     "Jalon atins, raportat pentru 2026, față de ținta de a fi atins în 2026: îndeplinit."),
    ("a milestone not reached", milestone(), target("exact", 1), quarters(0, 0, 0, 0), AFTER,
     "not_met", "0",
     "Jalon neatins, raportat pentru trimestrul IV 2026, față de ținta de a fi atins în 2026: neîndeplinit."),
    ("a milestone not reached yet", milestone(), target("exact", 1), [quarter(1, 0)], MIDDLE,
     "not_yet_due", None,
     "Jalon neatins, raportat pentru trimestrul I 2026, față de ținta de a fi atins în 2026: încă nu e termenul, perioada se încheie la 31 decembrie 2026."),
    ("a milestone with the target of a count", milestone(), target("at_most", 0), [year(0)], AFTER,
     "cannot_be_judged", None,
     "Jalon neatins, raportat pentru 2026, față de ținta de cel mult 0 pentru 2026: ținta nu este a unui jalon, nu se poate aprecia prin formulă."),
    ("a qualitative indicator", indicator(nature="qualitative", unit=""), target("text", text="grad ridicat de încredere"), [year(text="Ridicat.")], AFTER,
     "cannot_be_judged", None,
     "Raportat în cuvinte pentru 2026, față de ținta „grad ridicat de încredere” pentru 2026: indicatorul se apreciază de evaluatori, nu prin formulă."),
    ("a target in words", indicator(), target("text", text="mai puține accidente"), [year(4)], AFTER,
     "cannot_be_judged", None,
     "Ultima valoare: 4 accidente (2026), față de ținta „mai puține accidente” pentru 2026: ținta este în cuvinte și se apreciază de evaluatori, nu prin formulă."),
    ("a target to be set, with a value", indicator(), target("to_be_set"), [year(4)], AFTER,
     "cannot_be_judged", None,
     "Ultima valoare: 4 accidente (2026), dar ținta pentru 2026 nu este încă stabilită: nu se poate aprecia."),
    ("a target to be set, nothing owed", indicator(), target("to_be_set"), [], AFTER,
     "cannot_be_judged", None,
     "Nu s-a cerut nicio raportare, iar ținta pentru 2026 nu este încă stabilită: nu se poate aprecia."),
    ("a target against the good direction", indicator(), target("at_least", 5), [year(7)], AFTER,
     "cannot_be_judged", None,
     "Ultima valoare: 7 accidente (2026), față de ținta de cel puțin 5 accidente pentru 2026: ținta contrazice sensul bun al indicatorului (scădere), nu se poate aprecia prin formulă."),
    # no target, context
    ("no target, the newest value", indicator(), None, quarters(3, 25), AFTER,
     "cannot_be_judged", None,
     "Ultima valoare: 25 de accidente (trimestrul II 2026), dar indicatorul nu are țintă: nu se poate aprecia."),
    ("no target, qualitative", indicator(nature="qualitative"), None, [year(text="Ridicat.")], AFTER,
     "cannot_be_judged", None,
     "Raportat în cuvinte pentru 2026, dar indicatorul nu are țintă: se apreciază de evaluatori, nu prin formulă."),
    ("no target, nothing owed", indicator(), None, [], AFTER,
     "cannot_be_judged", None,
     "Nu s-a cerut nicio raportare, iar indicatorul nu are țintă: nu se poate aprecia."),
    ("no target, not reported", indicator(), None, [quarter(1, state="due"), quarter(2, state="due")], MIDDLE,
     "not_reported", None,
     "Nu s-a raportat pentru trimestrul II 2026 până la termenul de 20 iulie 2026, iar indicatorul nu are țintă: neraportat la termen."),
    ("no target, in review", indicator(), None, [quarter(1, state="due"), quarter(2, state="submitted")], MIDDLE,
     "in_review", None,
     "Raportat pentru trimestrul II 2026, în evaluare; indicatorul nu are țintă: încă nu se poate aprecia."),
    ("no target, awaited", indicator(), None, [quarter(1, state="due"), quarter(2, state="due")], datetime.date(2026, 4, 20),
     "not_yet_due", None,
     "Prima raportare, pentru trimestrul I 2026, se așteaptă până la 20 aprilie 2026; indicatorul nu are țintă: încă nu e termenul."),
    ("only context, whatever the target", from_nine(direction="context_only", unit="infracțiuni constatate"), target("at_most", 5), [year(198)], AFTER,
     "context", None,
     "Ultima valoare: 198 de infracțiuni constatate (2026); numai context: valoarea poate crește sau scădea din motive diferite, de aceea nu se apreciază."),
    ("only context, nothing yet", indicator(direction="context_only"), None, [], AFTER,
     "context", None,
     "Nicio valoare acceptată până acum; numai context: valoarea poate crește sau scădea din motive diferite, de aceea nu se apreciază."),
]
# fmt: on


@pytest.mark.parametrize(
    ("definition", "promise", "reports", "today", "status", "ratio", "sentence"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_the_rule_says(definition, promise, reports, today, status, ratio, sentence):
    said = formula_result(definition, promise, reports, today)
    assert (said.status, said.ratio, said.explanation.replace("\u00a0", " ")) == (status, decimal(ratio), sentence)


def test_the_value_is_what_was_accepted_so_far():
    reports = [*quarters(1, 2), quarter(3, state="submitted"), quarter(4, state="due")]
    assert formula_result(indicator(), target("at_most", 5), reports, MIDDLE).value == Decimal(3)


def test_a_long_sum_says_how_many_values_it_has():
    two_years = (datetime.date(2025, 1, 1), datetime.date(2026, 12, 31))
    reports = [report(month, 1) for month in periods("monthly", *two_years)]
    said = formula_result(indicator(), target("at_most", 30, period=two_years), reports, AFTER)
    assert said.explanation.replace("\u00a0", " ") == (
        "Suma a 24 de valori = 24 de accidente față de ținta de cel mult 30 de accidente pentru 2025–2026: îndeplinit."
    )


def test_every_status_has_its_name():
    assert set(STATUS_NAMES) == set(Status)


def patrols(**fields):
    """A count that adds up and should rise."""
    return indicator(**{"direction": "increase", "unit": "patrule", **fields})


def said(definition, promise, reports, today=AFTER):
    found = formula_result(definition, promise, reports, today)
    return found.status, found.ratio


def status(*case):
    return said(*case)[0]


def test_a_sum_that_exactly_reaches_at_least_is_met_at_once():
    assert said(patrols(), target("at_least", 6), quarters(2, 4), MIDDLE) == (Status.MET, 1)


def test_a_sum_one_short_of_at_least_is_not_met_at_once():
    assert status(patrols(), target("at_least", 7), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_sum_that_exactly_reaches_at_most_may_still_be_met():
    assert status(indicator(), target("at_most", 6), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_sum_beyond_an_exact_target_has_left_it_for_good():
    assert status(indicator(direction="maintain"), target("exact", 5), quarters(2, 4), MIDDLE) == Status.NOT_MET


def test_a_sum_at_an_exact_target_may_still_leave_it():
    assert status(indicator(direction="maintain"), target("exact", 6), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_sum_beyond_a_range_has_left_it_for_good():
    assert status(indicator(direction="range"), target("range", 3, 5), quarters(2, 4), MIDDLE) == Status.NOT_MET


def test_a_sum_inside_a_range_may_still_leave_it():
    assert status(indicator(direction="range"), target("range", 3, 6), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_negative_part_keeps_a_sum_from_being_met_at_once():
    assert status(patrols(), target("at_least", 5), quarters(7, -1), MIDDLE) == Status.NOT_YET_DUE


def test_a_negative_part_keeps_a_sum_from_being_missed_for_good():
    assert status(indicator(), target("at_most", 5), quarters(7, -1), MIDDLE) == Status.NOT_YET_DUE


def test_a_part_of_zero_keeps_no_sum_from_being_settled():
    assert status(patrols(), target("at_least", 5), quarters(0, 5), MIDDLE) == Status.MET


def test_a_sum_of_ratios_is_never_settled_before_the_end():
    shares = quarters(1, 1, over=1)
    assert status(share(), target("at_least", 60), shares, MIDDLE) == Status.NOT_YET_DUE


def test_where_the_plan_does_not_say_a_value_is_never_settled_before_the_end():
    last = [quarter(4, 9)]
    assert status(patrols(accumulation=""), target("at_least", 5), last, END) == Status.NOT_YET_DUE


def test_the_day_after_the_end_is_no_longer_before_it():
    assert status(indicator(), target("at_most", 5), quarters(1, 1, 1, 1), END + DAYS) == Status.MET


def test_a_settled_sum_says_before_the_end_only_until_the_last_day():
    sentences = [
        formula_result(patrols(), target("at_least", 2), quarters(1, 1, 1, 1), day).explanation.split(": ")[-1]
        for day in (END, END + DAYS)
    ]
    assert sentences == ["îndeplinit înainte de sfârșitul perioadei.", "îndeplinit."]


def test_half_the_way_is_partly_met_and_a_little_less_is_not():
    found = [said(from_nine(), target("at_most", 5), [year(value)]) for value in ("7", "7.004")]
    assert found == [(Status.PARTLY, decimal("0.5")), (Status.NOT_MET, decimal("0.499"))]


def test_both_ends_of_a_range_are_inside():
    assert [status(indicator(direction="range"), target("range", 3, 5), [year(n)]) for n in (2, 3, 5, 6)] == [
        Status.NOT_MET,
        Status.MET,
        Status.MET,
        Status.NOT_MET,
    ]


def test_exact_is_exact_on_both_sides():
    kept = indicator(direction="maintain")
    assert [status(kept, target("exact", 5), [year(n)]) for n in ("4.99", "5", "5.01")] == [
        Status.NOT_MET,
        Status.MET,
        Status.NOT_MET,
    ]


def test_the_way_to_at_least_zero_has_no_beginning_of_its_own():
    assert said(patrols(), target("at_least", 0), [year(-1)]) == (Status.NOT_MET, None)


def test_the_way_to_at_most_has_no_beginning_of_its_own():
    assert said(indicator(), target("at_most", 4), [year(5)]) == (Status.NOT_MET, None)


def test_a_baseline_of_zero_is_a_beginning():
    assert said(indicator(direction="maintain", baseline_value=0), target("exact", 4), [year(3)]) == (
        Status.PARTLY,
        decimal("0.75"),
    )


def test_the_way_is_not_cut_at_nothing_or_at_all_of_it():
    assert [said(from_nine(), target("at_most", 5), [year(n)])[1] for n in (13, 0)] == [-1, decimal("2.25")]


def test_the_way_to_a_range_may_lead_away_from_it():
    assert said(from_nine(direction="range"), target("range", 3, 5), [year(13)]) == (Status.NOT_MET, -1)


@pytest.mark.parametrize("nature", ["qualitative", "reference"])
def test_what_people_judge_no_formula_judges(nature):
    assert status(indicator(nature=nature), target("at_most", 5), [year(4)]) == Status.CANNOT_BE_JUDGED


def test_at_most_of_what_should_rise_is_for_people():
    assert status(patrols(), target("at_most", 5), [year(4)]) == Status.CANNOT_BE_JUDGED


def test_at_least_of_what_should_stay_or_says_nothing_is_judged():
    found = [status(indicator(direction=one), target("at_least", 5), [year(5)]) for one in ("maintain", "")]
    assert found == [Status.MET, Status.MET]


def test_a_milestone_promised_as_two_is_for_people():
    assert status(milestone(), target("exact", 2), [year(1)]) == Status.CANNOT_BE_JUDGED


def test_a_milestone_promised_as_at_least_one_is_judged():
    assert status(milestone(), target("at_least", 1), [year(1)]) == Status.MET


def test_a_report_waits_until_its_day_and_is_late_the_day_after():
    due = [year(state="due")]
    day = due[0].due_on
    assert [status(indicator(), target("at_most", 5), due, one) for one in (day, day + DAYS)] == [
        Status.NOT_YET_DUE,
        Status.NOT_REPORTED,
    ]


def test_of_two_reports_at_the_end_what_was_sent_is_awaited_before_what_is_due():
    reports = [quarter(4, state="due"), year(state="submitted")]
    found = formula_result(indicator(), target("at_most", 5), reports, AFTER)
    assert (found.status, found.explanation.split(",")[0]) == (Status.IN_REVIEW, "Raportat pentru 2026")


def test_without_a_target_the_status_waits_until_the_last_report_is_late():
    due = [quarter(1, state="due")]
    day = due[0].due_on
    assert [status(indicator(), None, due, one) for one in (day, day + DAYS)] == [
        Status.NOT_YET_DUE,
        Status.NOT_REPORTED,
    ]


def test_a_target_to_be_set_looks_only_at_the_reports_of_its_period():
    second = target("to_be_set", period=QUARTERS[2])
    assert formula_result(indicator(), second, quarters(1, 2, 3), AFTER).value == 2


def test_without_a_target_the_value_is_the_newest_accepted_one():
    reports = [*quarters(1, 2), quarter(3, state="submitted")]
    assert formula_result(indicator(), None, reports, MIDDLE).value == 2


def test_context_has_the_value_and_no_way():
    found = formula_result(indicator(direction="context_only"), None, quarters(1, 2), MIDDLE)
    assert (found.status, found.value, found.ratio) == (Status.CONTEXT, 2, None)


def test_a_sum_that_lacks_a_period_is_not_judged_even_where_it_is_enough_for_at_most():
    reports = [quarter(1, 1), quarter(2, 1), quarter(4, 1)]
    assert status(indicator(), target("at_most", 5), reports) == Status.CANNOT_BE_JUDGED


def test_a_sum_waits_for_a_report_inside_that_is_not_late_yet():
    late_one = report(QUARTERS[3], state="due")
    reports = [quarter(1, 1), quarter(2, 1), dataclasses.replace(late_one, due_on=AFTER), quarter(4, 1)]
    assert [status(indicator(), target("at_most", 5), reports, day) for day in (AFTER, AFTER + DAYS)] == [
        Status.NOT_YET_DUE,
        Status.CANNOT_BE_JUDGED,
    ]


def test_a_milestone_promised_as_at_most_one_is_for_people():
    assert status(milestone(), target("at_most", 1), [year(1)]) == Status.CANNOT_BE_JUDGED


def test_none_of_the_way_has_no_sign():
    assert str(said(from_nine(), target("at_most", 5), [year(9)])[1]) == "0"


def test_the_way_to_a_milestone_starts_from_nothing_whatever_its_baseline():
    assert start_value(milestone(baseline_value=1), (Decimal(1), None)) == 0


def test_the_way_to_at_least_one_starts_from_zero():
    assert said(patrols(), target("at_least", 1), [year("0.5")]) == (Status.PARTLY, decimal("0.5"))


def test_the_way_to_at_least_nothing_or_less_has_no_start():
    assert [start_value(patrols(), (Decimal(least), None)) for least in (0, -2)] == [None, None]


def test_a_sum_below_an_exact_target_may_still_reach_it():
    assert status(indicator(direction="maintain"), target("exact", 9), quarters(1, 1), MIDDLE) == Status.NOT_YET_DUE


def test_a_report_on_the_whole_period_makes_the_last_quarter_unneeded():
    assert status(indicator(), target("at_most", 9), [quarter(4, state="due"), year(9)]) == Status.MET


def test_the_last_report_that_did_not_come_is_said_before_one_in_review():
    reports = [*quarters(1, 1), quarter(3, state="submitted"), quarter(4, state="due")]
    assert status(indicator(), target("at_most", 9), reports) == Status.NOT_REPORTED


def test_without_a_target_the_newest_report_in_review_is_named():
    found = formula_result(indicator(), None, quarters(None, None, state="submitted"), MIDDLE)
    assert found.explanation.split(",")[0] == "Raportat pentru trimestrul II 2026"
