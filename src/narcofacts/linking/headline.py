"""The generated headline of an operation: one line that a person can read."""

from __future__ import annotations

from collections.abc import Sequence

from narcofacts.records import Arrest, Money, Number, Operation, Quantity, Seizure

UNITS = {
    "g": "г",
    "ml": "мл",
    "m2": "м²",
    "tablet": "табл.",
    "capsule": "капс.",
    "ampoule": "амп.",
    "dose": "доз",
    "plant": "раст.",
    "package": "упак.",
    "bag": "меш.",
    "piece": "шт.",
}
BOUNDS = {"about": "≈ ", "more_than": "> ", "at_least": "≥ ", "less_than": "< ", "up_to": "≤ "}
ORDERS = {10: "десятки", 100: "сотни", 1000: "тысячи", 1_000_000: "миллионы"}
STATUS = {
    "detained": "задержаны",
    "arrested": "арестованы",
    "extradited": "экстрадированы",
    "convicted": "осуждены",
    "wanted": "в розыске",
}
SINGLE = {
    "detained": "задержан",
    "arrested": "арестован",
    "extradited": "экстрадирован",
    "convicted": "осуждён",
    "wanted": "в розыске",
}


def plain(value: Number) -> str:
    """A number as Russian text writes it: decimal comma, groups of three with a blank between."""
    if isinstance(value, float):
        text = f"{value:,.{12 if 0 < value < 0.001 else 3}f}".rstrip("0").rstrip(".")  # «0,0004 г ЛСД»
    else:
        text = f"{value:,}"
    return text.replace(",", "\u00a0").replace(".", ",")


def quantity_words(quantity: Quantity) -> str:
    """A quantity in the unit that reads best: «6,1 кг», «2,1 т», «> 350 л»."""
    value: Number = quantity.value
    unit = UNITS[quantity.unit]
    if quantity.bound == "order" and value in ORDERS:  # «несколько сотен граммов»
        return f"{ORDERS[int(value)]} {unit}"
    top = quantity.value_max
    for base, step, name in (("g", 1_000_000, "т"), ("g", 1000, "кг"), ("ml", 1000, "л"), ("m2", 10_000, "га")):
        if quantity.unit == base and value >= step:
            value, unit = value / step, name
            top = top / step if top is not None else None
            break
    words = f"{plain(_tidy(value))}–{plain(_tidy(top))}" if top is not None else plain(_tidy(value))
    return f"{BOUNDS.get(quantity.bound, '')}{words} {unit}"


def _tidy(value: Number) -> Number:
    return int(value) if float(value).is_integer() else float(value)


def money_words(money: Money) -> str:
    """A sum with its currency: «1,155 млрд KZT»."""
    value: Number = money.amount
    scale = ""
    if money.bound == "order" and value in ORDERS:
        return f"{ORDERS[int(value)]} {money.currency}"
    for step, name in ((1_000_000_000, " млрд"), (1_000_000, " млн")):
        if value >= step:
            value, scale = value / step, name
            break
    words = f"{BOUNDS.get(money.bound, '')}{plain(_tidy(value))}{scale} {money.currency}"
    return f"{words} ({money.asset})" if money.asset and money.asset != money.currency else words


def headline(operation: Operation, arrests: Sequence[Arrest], seizures: Sequence[Seizure]) -> str:
    """«Шымкент: 24 задержаны; 6,1 кг мефедрон, …»; at most three seizures, totals before parts."""
    parts: list[str] = []
    for arrest in arrests:
        if arrest.part_of is not None or len(parts) >= 2:
            continue
        if arrest.count is None:
            parts.append(STATUS[arrest.status])
        elif arrest.count.bound == "order" and arrest.count.value in ORDERS:
            parts.append(f"{ORDERS[arrest.count.value]} {STATUS[arrest.status]}")
        else:
            word = SINGLE if arrest.count.value == 1 else STATUS
            parts.append(f"{BOUNDS.get(arrest.count.bound, '')}{plain(arrest.count.value)} {word[arrest.status]}")
    goods: list[str] = []
    for seizure in sorted(seizures, key=lambda s: s.part_of is not None):
        if len(goods) >= 3:
            break
        if seizure.money is not None:
            goods.append(money_words(seizure.money))
        elif seizure.quantity is not None and not (seizure.quantity.unit == "piece" and seizure.quantity.value == 1):
            goods.append(f"{quantity_words(seizure.quantity)} {seizure.item}")
        else:
            goods.append(seizure.item)
    rest = len(seizures) - len(goods)
    if rest > 0 and goods:
        goods.append(f"ещё {rest}")
    if goods:
        parts.append(", ".join(goods))
    shut = {
        "laboratory": "лаборатория",
        "online_shop": "интернет-магазин",
        "channel": "канал в мессенджере",
        "group": "группа",
        "supply_channel": "канал поставки",
        "plantation": "плантация",
        "den": "притон",
        "warehouse": "склад",
    }
    if not parts:
        parts.extend(f"{shut[d.kind]}: {plain(d.count) if d.count else 'несколько'}" for d in operation.dismantled)
    where = operation.places[0].name if operation.places else (operation.name or "")
    what = "; ".join(parts)
    return f"{where}: {what}" if where and what else where or what
