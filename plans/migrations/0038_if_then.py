"""A drill of a programme says when, where and what then: an if-then promise."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0037_attachments'),
    ]

    operations = together([
        migrations.AddField(
            model_name='programmeitem',
            name='what',
            field=models.CharField(blank=True, db_default='', default='', max_length=140, verbose_name='what I do then'),
        ),
        migrations.AddField(
            model_name='programmeitem',
            name='where',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='where'),
        ),
        migrations.AlterField(
            model_name='programmeitem',
            name='when',
            field=models.CharField(blank=True, max_length=140, verbose_name='when'),
        ),
        migrations.AddConstraint(
            model_name='programmeitem',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), models.Q(('when', ''), _negated=True), _connector='OR'), name='what_is_done_says_when'),
        ),
    ])
