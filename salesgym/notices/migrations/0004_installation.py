"""Where this installation is, so that a copy of it knows itself."""

from django.db import migrations, models

# As the owner of the tables, so that all roles get one answer. A server may keep its identifier from whoever is not its
# administrator: the number of the database is then all that is known.
PLACE = """
CREATE FUNCTION notices_place() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    cluster text := '';
BEGIN
    BEGIN
        SELECT system_identifier INTO cluster FROM pg_control_system();
    EXCEPTION WHEN insufficient_privilege THEN
        cluster := '';
    END;
    RETURN cluster || '/' || (SELECT oid FROM pg_database WHERE datname = current_database());
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_mail_server")]

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("place", models.CharField(max_length=60)),
                ("folder", models.CharField(blank=True, max_length=500)),
                ("url", models.CharField(max_length=300)),
                ("key_salt", models.CharField(max_length=64)),
                ("key_print", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_installation")]
            },
        ),
        migrations.RunSQL(PLACE, "DROP FUNCTION notices_place()"),
    ]
