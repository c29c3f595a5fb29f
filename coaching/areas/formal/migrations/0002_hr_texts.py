"""What HR says in every formal plan, confirmed by name: nothing of it changes, and without it the area stays off."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RULES = """
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON formal_hrtexts
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON formal_hrtexts
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();

CREATE FUNCTION formal_stays_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name = 'formal' AND NEW.is_on AND NOT EXISTS (SELECT 1 FROM formal_hrtexts) THEN
        PERFORM plans_refuse('formal_plans_wait_for_their_texts', 'people_areaswitch');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER formal_plans_wait_for_their_texts BEFORE INSERT OR UPDATE ON people_areaswitch
    FOR EACH ROW EXECUTE FUNCTION formal_stays_off();
-- An area without a row is on.
CREATE FUNCTION formal_keeps_its_switch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.name = 'formal' AND (TG_OP = 'DELETE' OR NEW.name <> OLD.name) THEN
        PERFORM plans_refuse('formal_plans_keep_their_switch', 'people_areaswitch');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER formal_plans_keep_their_switch BEFORE UPDATE OR DELETE ON people_areaswitch
    FOR EACH ROW EXECUTE FUNCTION formal_keeps_its_switch();

CREATE FUNCTION formal_confirmed_by_hr() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM people_user WHERE id = NEW.confirmed_by_id AND is_hr_partner AND is_active) THEN
        PERFORM plans_refuse('hr_confirms_its_texts', 'formal_hrtexts');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hr_confirms_its_texts BEFORE INSERT ON formal_hrtexts
    FOR EACH ROW EXECUTE FUNCTION formal_confirmed_by_hr();
"""

UNDO = """
DROP TRIGGER formal_plans_wait_for_their_texts ON people_areaswitch;
DROP TRIGGER formal_plans_keep_their_switch ON people_areaswitch;
DROP FUNCTION formal_stays_off, formal_keeps_its_switch;
DROP TRIGGER hr_confirms_its_texts ON formal_hrtexts;
DROP FUNCTION formal_confirmed_by_hr;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("formal", "0001_switch"),
        ("plans", "0057_formal_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HrTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('if_met', models.TextField(max_length=500, verbose_name='what a yes becomes')),
                ('clause', models.TextField(max_length=500, verbose_name='the progress clause')),
                ('consequence', models.TextField(max_length=1000, verbose_name='what follows where it is not met')),
                ('companion', models.TextField(max_length=500, verbose_name='a companion')),
                ('reply', models.TextField(max_length=500, verbose_name='the right to reply')),
                ('appeal_to', models.CharField(max_length=120, verbose_name='who hears an appeal')),
                ('appeal_days', models.PositiveSmallIntegerField(default=10, verbose_name='working days for an appeal')),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('if_met', ''), _negated=True), models.Q(('clause', ''), _negated=True), models.Q(('consequence', ''), _negated=True), models.Q(('companion', ''), _negated=True), models.Q(('reply', ''), _negated=True), models.Q(('appeal_to', ''), _negated=True)), name='hr_texts_say_everything'), models.CheckConstraint(condition=models.Q(('appeal_days__range', (5, 60))), name='an_appeal_has_5_to_60_days')],
            },
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
