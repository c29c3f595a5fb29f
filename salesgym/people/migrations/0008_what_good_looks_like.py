"""What good looks like in a job role: versions that are added and never change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE FUNCTION people_keep_role_guide() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'versions_of_a_role_never_change',
        TABLE = 'people_roleguide', MESSAGE = 'versions_of_a_role_never_change';
END $$;
CREATE TRIGGER versions_of_a_role_never_change BEFORE UPDATE OR DELETE ON people_roleguide
    FOR EACH ROW EXECUTE FUNCTION people_keep_role_guide();
"""
UNDO = """
DROP TRIGGER versions_of_a_role_never_change ON people_roleguide;
DROP FUNCTION people_keep_role_guide;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleGuide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('activities', models.TextField(blank=True, max_length=2000, verbose_name='what one does')),
                ('quality', models.TextField(blank=True, max_length=2000, verbose_name='how well')),
                ('result', models.TextField(blank=True, max_length=2000, verbose_name='what comes of it')),
                ('how_often', models.TextField(blank=True, max_length=2000, verbose_name='how often')),
                ('written_at', models.DateTimeField()),
                ('job_role', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='guides', to='people.jobrole')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'what good looks like in a role',
                'constraints': [models.UniqueConstraint(fields=('job_role', 'number'), name='versions_of_a_role_are_numbered'), models.CheckConstraint(condition=models.Q(('activities', ''), ('how_often', ''), ('quality', ''), ('result', ''), _negated=True), name='a_role_guide_says_something')],
            },
        ),
        migrations.RunSQL(KEPT, UNDO),
    ]
