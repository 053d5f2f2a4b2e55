"""The introduction gets a language: one text for Swedish reports, one for English ones."""

import re

from django.db import migrations, models

SWEDISH = re.compile(r"[åäö]|\b(och|av|inte|som|till)\b", re.IGNORECASE)


def say_the_language(apps, schema_editor):
    """What was written before goes where it belongs, as far as a look at its words tells."""
    templates = apps.get_model("reports", "ReportTemplate").objects.exclude(introduction="")
    for template in templates:
        name = "introduction_sv" if SWEDISH.search(template.introduction) else "introduction_en"
        setattr(template, name, template.introduction)
        template.save(update_fields=[name])


def say_it_once(apps, schema_editor):
    for template in apps.get_model("reports", "ReportTemplate").objects.all():
        template.introduction = template.introduction_sv or template.introduction_en
        template.save(update_fields=["introduction"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_reports_with_bids")]

    operations = [
        migrations.AddField(
            model_name="reporttemplate",
            name="introduction_sv",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Plain text, printed on page two. An empty line begins a new paragraph.",
                verbose_name="introduction of your own, in Swedish",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reporttemplate",
            name="introduction_en",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Where one of the two is empty, a report in that language prints the other, untranslated.",
                verbose_name="introduction of your own, in English",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(say_the_language, say_it_once),
        migrations.RemoveField(model_name="reporttemplate", name="introduction"),
    ]
