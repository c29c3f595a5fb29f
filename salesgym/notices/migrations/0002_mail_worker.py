from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='heartbeat',
            name='heartbeat_is_of_a_known_part',
        ),
        migrations.AlterField(
            model_name='heartbeat',
            name='name',
            field=models.CharField(choices=[('worker', 'Worker'), ('mail', 'Mail'), ('beat', 'Beat')], max_length=10, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            model_name='heartbeat',
            constraint=models.CheckConstraint(condition=models.Q(('name__in', ['worker', 'mail', 'beat'])), name='heartbeat_is_of_a_known_part'),
        ),
    ])
