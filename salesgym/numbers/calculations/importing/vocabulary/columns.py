"""What a column can mean (Role): facts about each role, and its names in exports.

A new role needs a member of Role with its facts and names here, its words in forms/role_words.py, and a line in
rows/ that reads its cells. Names stand best first, in the form that `plain_name` gives. They are from the usual
exports of Salesforce, HubSpot, Pipedrive, Zoho CRM and Microsoft Dynamics 365, their field names, plain
spreadsheets, the public CRM teaching set, and the common names in German, French and Spanish.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from salesgym.numbers.calculations.importing.layout import Kind
from salesgym.numbers.calculations.importing.vocabulary.plain_names import plain_name


class Holds(Enum):
    """What the cells of a column hold, so that it can have a role."""

    ANYTHING = auto()
    DAY = auto()
    WEEK = auto()
    PERIOD = auto()
    NUMBER = auto()
    # Names of people or things: neither numbers nor days.
    NAME = auto()
    EMAIL = auto()
    # Texts of which more than half are distinct.
    ID = auto()
    # A few distinct texts: names of stages, or of activities and metrics.
    STAGE = auto()
    TYPE = auto()
    # Yes or no; for activities also words such as done.
    FLAG = auto()
    DONE = auto()


class Role(StrEnum):
    """What a column means. A column that is ignored has the empty role."""

    IGNORED = ""
    OWNER = "owner"
    OWNER_EMAIL = "owner_email"
    EXTERNAL_ID = "external_id"
    NAME = "name"
    ACCOUNT = "account"
    PRODUCT = "product"
    STAGE = "stage"
    IS_WON = "is_won"
    IS_CLOSED = "is_closed"
    AMOUNT = "amount"
    OPENED_ON = "opened_on"
    CLOSED_ON = "closed_on"
    DATE = "date"
    TYPE = "type"
    COUNT = "count"
    WEEK = "week"
    METRIC = "metric"
    VALUE = "value"
    PERIOD = "period"
    QUOTA = "quota"
    IS_DONE = "is_done"
    EXPECTED_AMOUNT = "expected_amount"


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """About a role. `is_needed` where a file of a kind with this role cannot be read without it.

    `may_repeat`: several columns may have it, like first and last name, or won and lost day. `may_be_absent`: the
    next file of a source may lack the column and is read like the last one all the same.
    """

    holds: Holds
    is_needed: bool = False
    may_repeat: bool = False
    may_be_absent: bool = False


FACTS = {
    Role.IGNORED: RoleFacts(Holds.ANYTHING, may_repeat=True),
    Role.OWNER: RoleFacts(Holds.NAME, may_repeat=True, may_be_absent=True),
    Role.OWNER_EMAIL: RoleFacts(Holds.EMAIL, may_be_absent=True),
    Role.EXTERNAL_ID: RoleFacts(Holds.ID, is_needed=True),
    Role.NAME: RoleFacts(Holds.NAME, may_repeat=True, may_be_absent=True),
    Role.ACCOUNT: RoleFacts(Holds.NAME, may_repeat=True, may_be_absent=True),
    Role.PRODUCT: RoleFacts(Holds.ANYTHING, may_repeat=True, may_be_absent=True),
    Role.STAGE: RoleFacts(Holds.STAGE, is_needed=True),
    Role.IS_WON: RoleFacts(Holds.FLAG),
    Role.IS_CLOSED: RoleFacts(Holds.FLAG),
    Role.AMOUNT: RoleFacts(Holds.NUMBER),
    Role.OPENED_ON: RoleFacts(Holds.DAY),
    Role.CLOSED_ON: RoleFacts(Holds.DAY, is_needed=True, may_repeat=True),
    Role.DATE: RoleFacts(Holds.DAY, is_needed=True),
    Role.TYPE: RoleFacts(Holds.TYPE),
    Role.COUNT: RoleFacts(Holds.NUMBER),
    Role.WEEK: RoleFacts(Holds.WEEK, is_needed=True),
    Role.METRIC: RoleFacts(Holds.TYPE),
    Role.VALUE: RoleFacts(Holds.NUMBER, is_needed=True),
    Role.PERIOD: RoleFacts(Holds.PERIOD, is_needed=True),
    Role.QUOTA: RoleFacts(Holds.NUMBER, is_needed=True),
    Role.IS_DONE: RoleFacts(Holds.DONE, may_be_absent=True),
    Role.EXPECTED_AMOUNT: RoleFacts(Holds.NUMBER, may_be_absent=True),
}


def roles_holding(*holds: Holds) -> tuple[Role, ...]:
    """The roles of columns that hold one of these."""
    return tuple(role for role, facts in FACTS.items() if facts.holds in holds)


def _list(words: str) -> tuple[str, ...]:
    return tuple(plain_name(word) for word in words.replace("\n", " ").split(";") if word.strip())


OWNER_EMAIL = _list(
    """opportunity owner email; deal owner email; owner email; owner e-mail; sales agent email; sales rep email; rep email;
    assigned to email; assigned email; user email; employee email; agent email; salesperson email; owner.email; owner username;
    email; e-mail; email address; mail; e-mail-adresse; courriel; adresse e-mail; correo electrónico; correo"""
)
OWNER = _list(
    """sales agent; opportunity owner; deal owner; potential owner; deal owner name; owner full name; owner name; owner;
    opportunity owner: full name; owner: full name; owner.name; activity owner; activity assigned to; assigned to user;
    assigned to; assigned; assignee; sales rep; sales rep name; sales representative; rep name; rep; representative;
    salesperson; sales person; seller; account executive; agent; agent name; ae; sdr; bdr; employee; employee name;
    user; user name; regarding owner; host;
    verkaufschanceninhaber; inhaber; besitzer; zuständig; zuständiger; eigentümer; verkäufer; vertriebsmitarbeiter;
    mitarbeiter; bearbeiter; verantwortlich; verantwortlicher; vertriebler;
    propriétaire; propriétaire de l'opportunité; propriétaire de la transaction; commercial; vendeur; responsable;
    attribué à; assigné à; propietario; propietario de oportunidad; propietario del negocio; vendedor; comercial;
    asignado a; representante"""
)
# In files without deals, these columns name the owner as well; in files of deals they name the deal.
OWNER_IN_A_LIST = OWNER + _list("name; full name; person; team member; name des mitarbeiters; nom; nombre")
EXTERNAL_ID = _list(
    """opportunity id; deal id; opportunity id 18; opportunity id (18 characters); case safe id; record id; potential id;
    oppty id; opportunity number; opportunity no; deal number; deal no; opp id; id; (do not modify) opportunity; hs object id; hubspot id; crm id;
    reference; ref; key; external id; deal ref; opportunity-id; verkaufschance-id; verkaufschancen-id; opportunity-nr;
    datensatz-id; vorgangsnummer; id de l'opportunité; id de la transaction; identifiant; id fiche d'information;
    id de la oportunidad; id del negocio; id de registro; identificador"""
)
NAME = _list(
    """opportunity name; deal name; potential name; opportunity; deal title; title; deal; topic; dealname; subject; name;
    verkaufschance; opportunity-name; name der verkaufschance; dealname; thema; titel; nom de l'opportunité;
    nom de la transaction; opportunité; nom; titre; nombre de la oportunidad; nombre del negocio; oportunidad; nombre; título"""
)
ACCOUNT = _list(
    """account name; account; company name; company; associated company; primary associated company; primary company;
    organization; organization name; organisation; customer; customer name; client; client name; potential customer;
    firma; firmenname; unternehmen; kunde; kundenname; accountname; compte; nom du compte; entreprise; client; société;
    cuenta; nombre de la cuenta; empresa; cliente"""
)
PRODUCT = _list("product; product name; products; produkt; produktname; produit; nom du produit; producto")
# Names that say for certain which column has the ids, also where these repeat because a deal has several lines.
ID_FOR_CERTAIN = frozenset(
    _list(
        """opportunity id; deal id; opportunity id 18; opportunity id (18 characters); record id; potential id; oppty id;
        opp id; (do not modify) opportunity; hs object id; opportunity-id; verkaufschance-id; verkaufschancen-id;
        id de l'opportunité; id de la transaction; id de la oportunidad; id del negocio"""
    )
)
STAGE = _list(
    """deal stage; stage; stage name; sales stage; opportunity stage; dealstage; deal status; status; opportunity status;
    state; state code; statecode; pipeline phase; pipeline stage; status reason; outcome; result; phase; dealphase; deal-phase; verkaufsphase;
    vertriebsphase; verkaufsstufe; stufe; ergebnis; étape; statut; phase de la transaction; phase; etapa; estado; fase;
    etapa del negocio"""
)
IS_WON = _list(
    """is won; won; is closed won; hs is closed won; closed won; deal won; is deal won; won flag; gewonnen; ist gewonnen; gagné; gagnée; ganado; ganada"""
)
IS_CLOSED = _list(
    """is closed; closed; is deal closed?; is deal closed; hs is closed; is closed (numeric); closed flag; geschlossen; abgeschlossen; fermé; fermée; cerrado; cerrada;
    is closed lost; hs is closed lost; closed lost; is lost; lost"""
)
AMOUNT = _list(
    """actual revenue; close value; amount; deal amount; deal value; value; opportunity amount; total amount; total value; revenue;
    contract value; deal size; tcv; acv; arr; amount (converted);
    amount in company currency; amount in home currency; price; total price; total; betrag; wert; umsatz; auftragswert; volumen;
    deal-wert; summe; montant; valeur; chiffre d'affaires; montant de la transaction; importe; valor;
    monto; cantidad; ingresos; importe del negocio"""
)
AMOUNT_EXPECTED = _list(
    """est. revenue; est revenue; estimated revenue; estimated value; expected amount; geschätzter umsatz;
    chiffre d'affaires estimé; ingresos estimados"""
)
AMOUNT_CONVERTED = _list("amount (converted); amount in company currency; amount in home currency")
CURRENCY = _list(
    """currency; amount currency; deal currency; deal currency code; opportunity currency; currency iso code; currency code; value currency; currency of value; währung; devise; moneda"""
)
OPENED_ON = _list(
    """engage date; created date; create date; created on; deal created; deal created on; created time; created at; created; date created;
    creation date; createdate; add time; added on; open date; opened on; opened; start date; record created on; entered pipeline;
    erstellt; erstellt am; erstelldatum; erstellungsdatum; angelegt am; eröffnet am; erfasst am; date de création; créé le; créée le; date d'ouverture;
    fecha de creación; creado; creado el; fecha de apertura"""
)
CLOSED_ON = _list(
    """actual close date; actual close; deal closed on; closed on; close date; closed date; date closed; closing date; close time;
    closed at; closed time; closedate; close day; won/lost date; decided on; deal closed date; schlusstermin; abschlussdatum; abgeschlossen am; schließdatum;
    schlussdatum; geschlossen am; date de clôture; date de fermeture; clôturé le; fermé le; fecha de cierre; cerrado el; fecha real de cierre;
    closed; geschlossen; abgeschlossen; clôturé; fermé; cerrado"""
)
WON_ON = _list(
    "won time; won on; won date; date won; won at; closed won date; gewonnen am; gagné le; date de gain; ganado el; hora de ganado"
)
LOST_ON = _list(
    "lost time; lost on; lost date; date lost; lost at; closed lost date; verloren am; perdu le; date de perte; perdido el"
)
EXPECTED_ON = _list(
    """expected close date; est. close date; est close date; estimated close date; expected closing date; forecast close date;
    erwartetes abschlussdatum; voraussichtlicher abschluss; geschätztes abschlussdatum; date de clôture prévue;
    date de clôture estimée; fecha de cierre prevista; fecha prevista de cierre; fecha estimada de cierre"""
)
DATE = _list(
    """activity date; date; activity date time; due date; due date only; marked as done time; completed date; completed date time; completed on;
    date completed; start; start time; start date; start date time; call date; call start time; call time; timestamp; time; day; when; actual end; actual start; created date; create date; created time; created on; datum; tag; fällig am; fälligkeitsdatum;
    aktivitätsdatum; startdatum; beginn; date d'activité; date d'échéance; jour; fecha; fecha de actividad;
    fecha de vencimiento; día"""
)
TYPE = _list(
    """activity type; type; task subtype; task type; kind; activity; category; engagement type; channel; typ; aktivitätstyp; art;
    aktivität; type d'activité; activité; tipo; tipo de actividad; actividad; subject; betreff; sujet; asunto"""
)
COUNT = _list(
    "count; number of activities; record count; activities; # of activities; quantity; total; how many; anzahl; menge; nombre; quantité; cantidad; número; recuento"
)
IS_DONE = _list(
    "done; is done; completed; status; task status; activity status; erledigt; terminé; statut; hecho; estado; completado"
)
WEEK = _list(
    """week; week of; week start; week starting; week start date; week beginning; week commencing; week ending; week end; w/c; wc;
    week number; calendar week; iso week; kw; woche; kalenderwoche; woche ab; wochenbeginn; woche vom; semaine; semaine du;
    semana; semana del; date; day; datum; tag; fecha"""
)
METRIC = _list(
    """metric; metric name; kpi; measure; indicator; number; kennzahl; kenngröße; messgröße; metrik;
    indicateur; mesure; métrique; indicador; métrica; medida"""
)
VALUE = _list(
    "value; count; amount; number; actual; result; total; score; quantity; wert; anzahl; ergebnis; ist; valeur; nombre; résultat; valor; cantidad; resultado"
)
PERIOD = _list(
    """period; month; quarter; quota period; fiscal period; month/quarter; start date; period start; starts on; date; monat;
    quartal; zeitraum; periode; mois; trimestre; période; mes; periodo; período"""
)
QUOTA = _list(
    """quota; quota amount; target; sales quota; sales target; revenue target; target amount; goal; goal amount; plan; budget; quote; vertriebsziel; ziel; soll;
    zielumsatz; umsatzziel; vorgabe; objectif; quota commercial; cible; objectif de vente; cuota; objetivo; meta; cuota de ventas; amount; value"""
)
# Names that only a column of quotas has, whatever else is in the file.
QUOTA_FOR_CERTAIN = frozenset(QUOTA[:-2]) - {plain_name(word) for word in ("plan", "budget", "quote")}
FIRST_NAME = _list("first name; given name; vorname; prénom; owner first name; nombre de pila")
LAST_NAME = _list(
    "last name; family name; surname; nachname; nom de famille; owner last name; apellido; apellidos"
)

WORDS = {
    Kind.DEALS: {
        Role.EXTERNAL_ID: EXTERNAL_ID,
        Role.OWNER_EMAIL: OWNER_EMAIL,
        Role.OWNER: OWNER,
        Role.IS_WON: IS_WON,
        Role.IS_CLOSED: IS_CLOSED,
        Role.STAGE: STAGE,
        Role.AMOUNT: AMOUNT,
        Role.EXPECTED_AMOUNT: AMOUNT_EXPECTED,
        Role.OPENED_ON: OPENED_ON,
        Role.CLOSED_ON: CLOSED_ON,
        Role.NAME: NAME,
        Role.ACCOUNT: ACCOUNT,
        Role.PRODUCT: PRODUCT,
    },
    Kind.NUMBERS: {
        Role.OWNER_EMAIL: OWNER_EMAIL,
        Role.WEEK: WEEK,
        Role.METRIC: METRIC,
        Role.OWNER: OWNER_IN_A_LIST,
        Role.VALUE: VALUE,
    },
    Kind.ACTIVITIES: {
        Role.OWNER_EMAIL: OWNER_EMAIL,
        Role.IS_DONE: IS_DONE,
        Role.TYPE: TYPE,
        Role.DATE: DATE,
        Role.OWNER: OWNER_IN_A_LIST,
        Role.COUNT: COUNT,
    },
    Kind.QUOTAS: {
        Role.OWNER_EMAIL: OWNER_EMAIL,
        Role.PERIOD: PERIOD,
        Role.QUOTA: QUOTA,
        Role.OWNER: OWNER_IN_A_LIST,
    },
}
