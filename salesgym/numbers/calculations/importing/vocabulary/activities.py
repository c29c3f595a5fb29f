"""The names of activity types in exports, the metric each counts for, and the words for done or not done."""

from collections.abc import Mapping

from salesgym.numbers.calculations.importing.layout import key_of

OUTREACH, CONVERSATIONS, MEETINGS = "outreach", "conversations", "meetings"
LEFT_OUT = ""

_TYPES = {
    OUTREACH: """call; calls; phone; phone call; phone calls; dial; dials; outbound call; cold call; cold calls; log a call;
        logged call; calls made; sales call; outbound; outgoing call; outgoing calls; e-mail; email; emails; e-mails; mail; mails; send email;
        outgoing email; email sent; emails sent; sequence email; sales email; list email; linkedin message;
        linkedin_message; sms; whatsapp; letter; fax;
        anruf; anrufe; telefonat; telefonate; telefon; appel; appels; appel téléphonique; courriel; e-mail envoyé;
        llamada; llamadas; correo; correo electrónico""",
    MEETINGS: """meeting; meetings; meetings held; event; events; appointment; appointments; demo; demos; visit; visits;
        on-site visit; presentation; lunch; video call; video meeting; online meeting; termin; termine;
        besuch; besuche; besprechung; vorführung; réunion; réunions; rendez-vous; rdv; visite; démo; reunión;
        reuniones; cita; citas; visita""",
    CONVERSATIONS: """conversation; conversations; connected; connected call; connect; connects; call connected;
        talk; talks; gespräch; gespräche; conversation téléphonique; conversación; conversaciones""",
    LEFT_OUT: """task; tasks; note; notes; to do; to-do; todo; deadline; other; reminder; incoming email; incoming_email;
        forwarded email; forwarded_email; aufgabe; aufgaben; notiz; notizen; tâche; tâches; remarque; tarea; tareas; nota; notas""",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in text.split(";"))


TYPES = {word: metric for metric, words in _TYPES.items() for word in _words(words)}

DONE = _words(
    """done; completed; complete; held; sent; closed; logged; yes; true; 1; x; erledigt; abgeschlossen; ja; wahr;
    terminé; terminée; oui; completado; completada; hecho; sí; connected"""
)
NOT_DONE = _words(
    """to do; todo; not done; open; planned; scheduled; not started; in progress; waiting; deferred;
    waiting on someone else; cancelled; canceled; rescheduled; no show; draft; no; false; 0; offen; geplant;
    nicht begonnen; nein; falsch; non; à faire; planifié; pendiente; planificada"""
)


def metric_of_type(name: str) -> str | None:
    """The key of the metric that this type counts for; "" where it counts for none, None for an unknown type."""
    return TYPES.get(key_of(name))


def metric_named(text: str, metric_names: Mapping[str, str]) -> str | None:
    """The key of the metric that a name means: an own metric's name, or a usual word for one; None if unknown."""
    own = metric_names.get(key_of(text))
    usual = metric_of_type(text)
    return own or (usual if usual and usual in metric_names.values() else None)


def is_done(text: str, *, is_blank_done: bool) -> bool:
    """Whether an activity took place. An unknown word counts as done."""
    key = key_of(text)
    return key not in NOT_DONE if key else is_blank_done


def tells_done(text: str) -> bool:
    """Whether a cell holds one of the words for done or not done."""
    key = key_of(text)
    return not key or key in DONE or key in NOT_DONE
