"""A formal plan is received, answered, or written down as declined or unanswered; it runs on nothing less."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


RULES = """
CREATE FUNCTION plans_is_newest(agreement bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT 1 FROM plans_agreement later JOIN plans_agreement this ON this.plan_id = later.plan_id
        WHERE this.id = agreement AND later.number > this.number)
$$;
-- What a formal plan runs on: its manager's name, and of the rep a name, a receipt that stayed unanswered, or a refusal.
CREATE FUNCTION plans_is_acknowledged(agreement bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM plans_signature WHERE agreement_id = agreement AND party = 'manager')
        AND (EXISTS (SELECT 1 FROM plans_signature WHERE agreement_id = agreement AND party = 'rep' AND answer <> '')
            OR EXISTS (SELECT 1 FROM plans_declined WHERE agreement_id = agreement)
            OR EXISTS (SELECT 1 FROM plans_unanswered JOIN plans_receipt USING (agreement_id)
                WHERE agreement_id = agreement))
$$;

CREATE FUNCTION plans_begin_formal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN was := OLD.status; END IF;
    IF NEW.kind = 'formal' AND NEW.status IN ('active', 'paused', 'in_review')
       AND was NOT IN ('active', 'paused', 'in_review')
       AND NOT COALESCE((SELECT plans_is_acknowledged(id) FROM plans_agreement WHERE plan_id = NEW.id
           ORDER BY number DESC LIMIT 1), false)
    THEN
        PERFORM plans_refuse('a_formal_plan_is_acknowledged', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_formal_plan_is_acknowledged BEFORE INSERT OR UPDATE OF status ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_begin_formal();

CREATE FUNCTION plans_receive() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found plans_plan;
BEGIN
    -- Locked, so that of a receipt and a refusal at the same time the second sees the first.
    SELECT plan.* INTO found FROM plans_plan plan
        WHERE plan.id = COALESCE((SELECT plan_id FROM plans_agreement WHERE id = NEW.agreement_id),
            (SELECT plan_id FROM plans_amendment WHERE id = NEW.amendment_id)) FOR NO KEY UPDATE;
    IF found.kind IS DISTINCT FROM 'formal' OR found.rep_id <> NEW.person_id THEN
        PERFORM plans_refuse('the_rep_alone_receives_a_formal_plan', 'plans_receipt');
    END IF;
    IF EXISTS (SELECT 1 FROM plans_declined WHERE agreement_id = NEW.agreement_id) THEN
        PERFORM plans_refuse('received_or_declined', 'plans_receipt');
    END IF;
    IF NOT COALESCE(
        CASE WHEN NEW.agreement_id IS NOT NULL
            THEN found.status = 'proposed' AND plans_is_newest(NEW.agreement_id)
            ELSE (SELECT answer = '' FROM plans_amendment WHERE id = NEW.amendment_id) END, false)
    THEN
        PERFORM plans_refuse('what_waits_is_received', 'plans_receipt');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER the_rep_alone_receives BEFORE INSERT ON plans_receipt
    FOR EACH ROW EXECUTE FUNCTION plans_receive();

CREATE FUNCTION plans_write_down() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found plans_plan;
BEGIN
    SELECT plan.* INTO found FROM plans_plan plan JOIN plans_agreement agreement ON agreement.plan_id = plan.id
        WHERE agreement.id = NEW.agreement_id FOR NO KEY UPDATE OF plan;
    IF found.kind <> 'formal' OR found.status <> 'proposed' OR NOT plans_is_newest(NEW.agreement_id)
       OR NEW.recorded_by_id = found.rep_id
       OR NOT EXISTS (SELECT 1 FROM plans_signature WHERE agreement_id = NEW.agreement_id AND party = 'manager')
    THEN
        PERFORM plans_refuse('a_manager_who_signed_writes_it_down', TG_TABLE_NAME::text);
    END IF;
    IF EXISTS (SELECT 1 FROM plans_stepquestion WHERE agreement_id = NEW.agreement_id AND settled_at IS NULL) THEN
        PERFORM plans_refuse('nobody_signs_before_the_answer', TG_TABLE_NAME::text);
    END IF;
    IF EXISTS (SELECT 1 FROM plans_signature WHERE agreement_id = NEW.agreement_id AND party = 'rep') THEN
        PERFORM plans_refuse('an_answer_is_never_written_over', TG_TABLE_NAME::text);
    END IF;
    IF TG_TABLE_NAME = 'plans_declined' THEN
        IF EXISTS (SELECT 1 FROM plans_receipt WHERE agreement_id = NEW.agreement_id) THEN
            PERFORM plans_refuse('received_or_declined', 'plans_declined');
        END IF;
        IF NEW.witness_id IN (found.rep_id, found.manager_id)
           OR NOT EXISTS (SELECT 1 FROM people_user WHERE id = NEW.witness_id AND is_active)
        THEN
            PERFORM plans_refuse('somebody_else_is_the_witness', 'plans_declined');
        END IF;
    -- Five working days are never shorter than four times 24 hours; the action counts those of the rep.
    ELSIF NOT EXISTS (SELECT 1 FROM plans_receipt WHERE agreement_id = NEW.agreement_id
            AND received_at <= NEW.recorded_at - interval '4 days')
       OR found.starts_on > (NEW.recorded_at + interval '1 day')::date
    THEN
        PERFORM plans_refuse('the_rep_had_time_to_answer', 'plans_unanswered');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER written_down_by_its_manager BEFORE INSERT ON plans_declined
    FOR EACH ROW EXECUTE FUNCTION plans_write_down();
CREATE TRIGGER written_down_by_its_manager BEFORE INSERT ON plans_unanswered
    FOR EACH ROW EXECUTE FUNCTION plans_write_down();

CREATE FUNCTION plans_sign_formal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found plans_plan;
    of_number integer;
    has_it boolean;
    amends boolean;
BEGIN
    SELECT plan.* INTO found FROM plans_plan plan JOIN plans_agreement agreement ON agreement.plan_id = plan.id
        WHERE agreement.id = NEW.agreement_id FOR NO KEY UPDATE OF plan;
    IF found.kind <> 'formal' THEN
        IF NEW.answer <> '' THEN PERFORM plans_refuse('answers_are_for_formal_plans', 'plans_signature'); END IF;
        RETURN NEW;
    END IF;
    IF (NEW.party = 'rep') <> (NEW.signer_id = found.rep_id) THEN
        PERFORM plans_refuse('nobody_signs_in_the_name_of_the_rep', 'plans_signature');
    END IF;
    IF NEW.party = 'manager' THEN RETURN NEW; END IF;
    SELECT number INTO of_number FROM plans_agreement WHERE id = NEW.agreement_id;
    SELECT EXISTS (SELECT 1 FROM plans_amendment WHERE plan_id = found.id AND number = of_number) INTO amends;
    SELECT EXISTS (SELECT 1 FROM plans_receipt WHERE agreement_id = NEW.agreement_id OR amendment_id =
        (SELECT id FROM plans_amendment WHERE plan_id = found.id AND number = of_number)) INTO has_it;
    IF NEW.answer = '' OR (amends AND NEW.answer <> 'agree') THEN
        PERFORM plans_refuse('the_rep_agrees_or_not', 'plans_signature');
    END IF;
    IF EXISTS (SELECT 1 FROM plans_declined WHERE agreement_id = NEW.agreement_id)
       OR EXISTS (SELECT 1 FROM plans_unanswered WHERE agreement_id = NEW.agreement_id)
    THEN
        PERFORM plans_refuse('an_answer_is_never_written_over', 'plans_signature');
    END IF;
    IF NOT has_it THEN
        PERFORM plans_refuse('an_answer_comes_after_the_receipt', 'plans_signature');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_signs_in_the_name_of_the_rep BEFORE INSERT ON plans_signature
    FOR EACH ROW EXECUTE FUNCTION plans_sign_formal();
"""

TABLES = ("plans_receipt", "plans_declined", "plans_unanswered")
KEPT = "".join(
    f"""
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();
"""
    for table in TABLES
)

UNDO = """
DROP TRIGGER nobody_signs_in_the_name_of_the_rep ON plans_signature;
DROP TRIGGER a_formal_plan_is_acknowledged ON plans_plan;
DROP FUNCTION plans_sign_formal, plans_begin_formal;
DROP FUNCTION plans_write_down, plans_receive CASCADE;
DROP FUNCTION plans_is_acknowledged, plans_is_newest;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0065_what_the_rep_alone_says'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Declined',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('declined_on', models.DateField(verbose_name='day')),
                ('recorded_at', models.DateTimeField()),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='declined', to='plans.agreement')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('witness', models.F('recorded_by')), _negated=True), name='nobody_witnesses_what_they_write_down')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_at', models.DateTimeField()),
                ('agreement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='plans.agreement')),
                ('amendment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='plans.amendment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreement', None), ('amendment__isnull', False)), models.Q(('agreement__isnull', False), ('amendment', None)), _connector='OR'), name='a_receipt_is_of_one_text')],
            },
        ),
        migrations.CreateModel(
            name='Unanswered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='unanswered', to='plans.agreement')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddField(
            model_name='signature',
            name='answer',
            field=models.CharField(blank=True, choices=[('', 'the name says it'), ('agree', 'I agree'), ('disagree', 'I do not agree')], db_default='', default='', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'approval.submitted', 'approval.returned', 'approval.taken_back', 'approval.given', 'record.read', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'agreement.received', 'agreement.declined', 'agreement.unanswered', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.received', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.in_review', 'plan.runs_on', 'override.asked', 'override.given', 'override.declined', 'outcome.announced', 'outcome.taken_back', 'outcome.overtaken', 'appeal.written', 'appeal.answered', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'statement.written', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('answer', ''), models.Q(('answer__in', ['agree', 'disagree']), ('party', 'rep')), _connector='OR'), name='the_rep_agrees_or_not'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'disagree'), _negated=True), ('comment__regex', '\\S'), _connector='OR'), name='who_does_not_agree_says_why'),
        ),
        migrations.RunSQL([RULES, KEPT], UNDO),
    ])
