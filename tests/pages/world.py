"""A small world for tests: one unit, one campaign of the annual survey, open today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from db import campaigns, installation, units
from pages.settings import now, today
from surveys import catalogue
from surveys.campaigns import Campaign
from surveys.organisation import Letterhead, Unit

LETTERHEAD = Letterhead(
    name="Liên đoàn Lao động huyện Mẫu",
    superior="LĐLĐ TỈNH MẪU",
    body="LIÊN ĐOÀN LAO ĐỘNG\nHUYỆN MẪU",
    symbol="LĐLĐ",
    place="Phú Mẫu",
    authority="TM. BAN THƯỜNG VỤ",
    role="CHỦ TỊCH",
    signer="",
    addressee="",
    copies=("Lưu: VT",),
    phone="0271 000 000",
)
UNIT = Unit("DV01", "Công ty Hạt điều Mẫu 01", "dn_ngoai_nn", "dieu", "Bù Nho", "Cụm 1", 350, 218)
ANNUAL = catalogue.survey_of(catalogue.templates()["a"])
CAMPAIGN = Campaign(
    id=0,
    title="Khảo sát nhu cầu, nguyện vọng",
    survey_version=0,
    opens_on=today() - timedelta(days=3),
    closes_on=today() + timedelta(days=10),
    delete_on=today() + timedelta(days=200),
    contact_name=LETTERHEAD.name,
    contact_phone=LETTERHEAD.phone,
    k=10,
)


def open_campaign(engine: Engine, **changes: object) -> tuple[Campaign, str]:
    """An installation with one unit and one campaign; its code too."""
    if installation.load(engine) is None:
        installation.set_up(engine, LETTERHEAD, now())
    units.take_in(engine, [UNIT])
    draft = replace(CAMPAIGN, **changes)  # type: ignore[arg-type]
    campaign = campaigns.publish(engine, draft, ANNUAL, [UNIT.code], now())
    return campaign, campaigns.links(engine, campaign.id)[0].code
