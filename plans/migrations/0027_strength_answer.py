"""Whether others may ask a rep about a number in which they are strong: one answer for each of their numbers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('numbers', '0010_conversations_and_closed'),
        ('plans', '0026_looks_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StrengthAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('may_ask', models.BooleanField()),
                ('answered_at', models.DateTimeField()),
                ('metric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='numbers.metric')),
                ('rep', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strength_answers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rep', 'metric'), name='one_strength_answer_per_rep_and_number')],
            },
        ),
    ]
