"""The metrics every sales team starts with. A site admin may rename, add and reorder them."""

from django.db import migrations

# key: (name, short phrase, unit, kind, control, what counts, options)
STORED = {
    "outreach": ("Outreach", "calls and mails a week", "calls and mails", "count", "activity",
                 "Calls made and first mails written to new people.", {"funnel_order": 1}),
    "conversations": ("Conversations", "talks a week", "conversations", "count", "activity",
                      "Somebody who could buy answered and talked with you.", {"funnel_order": 2}),
    "meetings": ("Meetings", "meetings a week", "meetings", "count", "shared",
                 "First meetings that took place this week.", {"funnel_order": 3}),
    "opportunities": ("Opportunities", "opps a week", "opportunities", "count", "shared",
                      "Deals opened this week.", {"funnel_order": 4, "from_deals": True}),
    "proposals": ("Proposals", "proposals a week", "proposals", "count", "shared",
                  "Written offers sent this week.", {}),
    "wins": ("Wins", "wins a week", "wins", "count", "buyer",
             "Deals won this week.", {"funnel_order": 5, "from_deals": True}),
    "losses": ("Losses", "losses a week", "losses", "count", "buyer",
               "Deals lost this week.", {"lower_is_better": True, "from_deals": True}),
    "decided": ("Deals decided", "decided a week", "deals", "count", "buyer",
                "Deals won or lost this week.", {"from_deals": True}),
    "revenue": ("Revenue won", "won a week", "", "money", "buyer",
                "What the deals won this week are worth.", {"from_deals": True}),
    "selling_days": ("Selling days", "selling days a week", "days", "count", "shared",
                     "Days from opening to winning, summed over the deals won this week.",
                     {"lower_is_better": True, "from_deals": True}),
    "priced_deals": ("Deals priced", "deals priced a week", "deals", "count", "shared",
                     "Deals for which you agreed a price this week.", {}),
    "discount_points": ("Discount points", "points given a week", "points", "count", "shared",
                        "Percent off list, summed over the deals priced: 12% and 8% make 20.",
                        {"lower_is_better": True}),
}

# key: (name, short phrase, unit, kind, control, numerator, denominator, lower is better)
MADE = {
    "answer_rate": ("Answer rate", "answer", "", "ratio", "shared", "conversations", "outreach", False),
    "meeting_rate": ("Meeting rate", "become meetings", "", "ratio", "shared", "meetings", "conversations", False),
    "meeting_to_opportunity": ("Meetings that become opportunities", "become opps", "", "ratio", "shared",
                               "opportunities", "meetings", False),
    "win_rate": ("Win rate", "won", "", "ratio", "buyer", "wins", "decided", False),
    "revenue_per_win": ("Revenue per win", "a deal", "", "average", "buyer", "revenue", "wins", False),
    "days_to_close": ("Days to close", "to close", "days", "average", "shared", "selling_days", "wins", True),
    "average_discount": ("Average discount", "discount", "%", "average", "shared",
                         "discount_points", "priced_deals", True),
}

ORDER = (
    "answer_rate", "meeting_rate", "meeting_to_opportunity", "win_rate", "outreach", "conversations", "meetings",
    "opportunities", "proposals", "wins", "losses", "decided", "revenue", "revenue_per_win", "days_to_close",
    "average_discount", "selling_days", "priced_deals", "discount_points",
)


def add_standard_metrics(apps, schema_editor):
    Metric = apps.get_model("numbers", "Metric")
    position = {key: 10 * (place + 1) for place, key in enumerate(ORDER)}
    stored = {}
    for key, (name, phrase, unit, kind, control, hint, options) in STORED.items():
        fields = {"name": name, "short_phrase": phrase, "unit": unit, "kind": kind, "control": control,
                  "hint": hint, "position": position[key], **options}
        stored[key], _ = Metric.objects.get_or_create(key=key, defaults=fields)
    for key, (name, phrase, unit, kind, control, numerator, denominator, lower) in MADE.items():
        fields = {"name": name, "short_phrase": phrase, "unit": unit, "kind": kind, "control": control,
                  "numerator": stored[numerator], "denominator": stored[denominator],
                  "lower_is_better": lower, "position": position[key]}
        Metric.objects.get_or_create(key=key, defaults=fields)


def remove_standard_metrics(apps, schema_editor):
    Metric = apps.get_model("numbers", "Metric")
    Metric.objects.filter(key__in=MADE).delete()
    Metric.objects.filter(key__in=STORED).delete()


class Migration(migrations.Migration):
    dependencies = [("numbers", "0001_initial")]
    operations = [migrations.RunPython(add_standard_metrics, remove_standard_metrics)]
