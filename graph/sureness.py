"""How sure a graph is: the confidence of each field at its mention, that of a relation at its claim, and what is not asserted."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from extract.values import Candidate, Field, Measurement, Mention
from graph.rdf import decimal, node, number, text
from ontology.terms import FZ, Iri

FIELDS: Mapping[str, Iri] = {
    "link": FZ.LINK_CONFIDENCE, "place": FZ.PLACE_CONFIDENCE, "posts": FZ.POSTS_CONFIDENCE, "by": FZ.BY_CONFIDENCE, "kind": FZ.KIND_CONFIDENCE,
    "quantity": FZ.QUANTITY_CONFIDENCE, "object": FZ.OBJECT_CONFIDENCE, "action": FZ.ACTION_CONFIDENCE, "subject": FZ.SUBJECT_CONFIDENCE,
    "period": FZ.PERIOD_CONFIDENCE,
}  # fmt: skip
"""Under which property a mention says how sure a field is."""
MAY_BE: Mapping[str, Iri] = {
    "PLACE": FZ.PLACE, "ORG": FZ.ORGANISATION, "PERSON": FZ.PERSON, "PROGRAMME": FZ.PROGRAMME, "QUANTITY": FZ.MEASUREMENT,
}  # fmt: skip
QUANTITY = frozenset({"value", "min", "max", "unit", "approx"})
"""The parts of a figure that its field `quantity` stands for."""
Statement = tuple[Iri, Iri, NamedNode | Literal]


def fields(mention: Iri, item: Mention | Measurement) -> Iterator[Statement]:
    """The confidence of each field, at the mention."""
    for field in item.fields:
        yield mention, FIELDS[field.name], share(field.confidence)


def field_of(item: Mention | Measurement, name: str) -> Field | None:
    """The evidence of a field, None where there is none of its own."""
    return next((f for f in item.fields if f.name == name), None)


def unchanged(item: Mention | Measurement, said: Iterable[str]) -> tuple[Field, ...]:
    """The evidence of the fields of which a correction says nothing; what it says needs none."""
    names = {"quantity" if name in QUANTITY else name for name in said}
    return tuple(f for f in item.fields if f.name not in names)


def not_asserted(mention: Iri, item: Mention | Measurement) -> Iterator[Statement]:
    """What an undecided place could be, and the reading of a link or a subject that is not sure enough: literals that assert nothing."""
    values = (("subject", item.subject),) if isinstance(item, Measurement) else (("link", item.link),)
    found = [value for name, value in values if value and (field := field_of(item, name)) and not field.asserted]
    found += item.candidates if isinstance(item, Mention) and item.link is None else ()
    for value in found:
        yield mention, FZ.CANDIDATE, text(value)


def candidate(iri: Iri, passed: Candidate) -> Iterator[Statement]:
    """What a candidate would be, and why it is not asserted."""
    yield iri, FZ.MAY_BE, node(MAY_BE[passed.kind])
    yield iri, FZ.REASON, text(passed.why)


class Backing:
    """The surest evidence of each claim of a document."""

    def __init__(self) -> None:
        self._best: dict[Iri, Field] = {}

    def add(self, claim: Iri, field: Field | None) -> None:
        """Takes a mention's evidence of what the claim says."""
        if field and (claim not in self._best or self._best[claim].confidence < field.confidence):
            self._best[claim] = field

    def statements(self) -> Iterator[Statement]:
        """Rule and confidence of each claim."""
        for claim, field in self._best.items():
            yield claim, FZ.RULE, text(field.rule)
            yield claim, FZ.CONFIDENCE, share(field.confidence)


def share(value: float) -> Literal:
    """A confidence as a literal."""
    return number(decimal(value) or Decimal(0))


def two_digits(written: str) -> str:
    """A confidence with two digits, cut and not rounded: it never claims more than there is.

    >>> two_digits("0.4961"), two_digits("0.9987"), two_digits("1"), two_digits("")
    ('0.49', '0.99', '1', '')
    """
    try:
        value = Decimal(written)
    except InvalidOperation:
        return written
    return "1" if value == 1 else str(value.quantize(Decimal("0.01"), ROUND_DOWN))
