"""Names of rules lead to what they mean, and confidences are numbers that one can read."""

import re

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from fangzhi.web.rulebook import FAMILIES, family
from graph.sureness import two_digits

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_each_family_is_explained(web: httpx.Client, tongue: str) -> None:
    page = HTMLParser(web.get("/rules", headers={**PAGE, "Accept-Language": tongue}).text)
    assert [row.attributes["id"] for row in page.css("table tr")] == list(FAMILIES)
    assert all(len(row.css_first("td").text()) >= 5 for row in page.css("table tr"))


@pytest.mark.parametrize("address", ["/ask/low-confidence?below=1", "/source?document={document}", "/id/measurement/made-up/{figure}"])
def test_a_rule_leads_to_what_it_means(web: httpx.Client, address: str) -> None:
    found = HTMLParser(web.get("/ask/figures-of-place", params={"place": "青枫县"}, headers=PAGE).text)
    figure = next(a.attributes["href"] or "" for a in found.css(".sheet td a") if "/measurement/" in (a.attributes["href"] or ""))
    base = "https://w3id.org/fangzhi/id/"
    page = HTMLParser(web.get(address.format(document=f"{base}document/made-up", figure=figure.rpartition("/")[2]), headers=PAGE).text)
    links = page.css("a.rule")
    assert links or "source" in address
    assert all(link.attributes["href"] == f"/rules#{family(link.text())}" for link in links)
    assert not re.search(r"\b0\.\d{3,}", page.css_first("main").text())


@pytest.mark.parametrize(
    ("written", "shown"), [("0.4961", "0.49"), ("0.5", "0.50"), ("0.9999", "0.99"), ("1", "1"), ("1.0", "1"), ("0", "0.00"), ("", ""), ("hand", "hand")]
)
def test_a_confidence_never_claims_more_than_there_is(written: str, shown: str) -> None:
    assert two_digits(written) == shown
