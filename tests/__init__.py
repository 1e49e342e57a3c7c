"""The behaviour that members, officers and auditors rely on. Mirrors the floors."""
