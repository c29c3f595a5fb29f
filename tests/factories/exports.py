"""Files as the usual sales systems export them: a few lines each, with the columns a team finds in them."""

SALESFORCE_DEALS = """
Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount Currency,Amount,Expected Revenue,Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type,Opportunity ID,Closed,Won
Marcus Bell,Cancity,Cancity - 40 seats,Closed Won,Q3-2026,USD,"12,500.00","12,500.00",100,44,8/14/2026,7/1/2026,,Web,New Business,0065g00000AbCdE,1,1
Dana Whitfield,Isdom,Isdom renewal,6 - Closed Lost,Q3-2026,USD,900.00,0.00,0,21,8/20/2026,7/30/2026,,Partner,Existing Business,0065g00000AbCdF,1,0
Marcus Bell,Warephase,Warephase pilot,Negotiation/Review,Q4-2026,USD,"4,000.00","3,600.00",90,60,12/31/2026,9/3/2026,Call CFO,Web,New Business,0065g00000AbCdG,0,0
"""

SALESFORCE_NAMED_STAGES = """
Opportunity ID,Opportunity Name,Opportunity Owner,Owner Email,Stage,Amount,Amount (converted),Close Date,Created Date,Last Modified Date
006A1,Cancity,Marcus Bell,marcus@example.org,Closed Won,100.00,100.00,2026-08-14,2026-07-01,2026-08-14
006A2,Isdom,Dana Whitfield,dana@example.org,Closed Lost,200.00,200.00,2026-08-20,2026-07-30,2026-08-20
006A3,Warephase,Marcus Bell,marcus@example.org,Needs Analysis,300.00,300.00,2026-12-31,2026-09-03,2026-09-03
"""

HUBSPOT_DEALS = """
Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Amount in company currency,Pipeline,Create Date,Last Activity Date,Associated Company,Associated Contact IDs,Associated Company IDs
9876543210,Cancity - 40 seats,Closed Won (Sales Pipeline),2026-08-14 16:20,Marcus Bell (marcus@example.org),12500,12500,Sales Pipeline,2026-07-01 09:15,2026-08-14 16:00,Cancity,101;102,5001
9876543211,Isdom renewal,Closed Lost (Sales Pipeline),2026-08-20 10:00,Dana Whitfield (dana@example.org),900,900,Sales Pipeline,2026-07-30 11:41,2026-08-20 09:30,Isdom,103,5002
9876543212,Warephase pilot,Presentation Scheduled (Sales Pipeline),2026-12-31 17:00,Marcus Bell (marcus@example.org),4000,4000,Sales Pipeline,2026-09-03 08:05,2026-09-10 12:12,Warephase,104,5003
"""

PIPEDRIVE_DEALS = """
Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Contact person,Deal - Owner,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Update time,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Probability
41,Cancity deal,12500,USD,Cancity,Ann Roe,Marcus Bell,Pipeline,Negotiations Started,Won,2026-07-01 09:15:00,2026-08-14 16:20:00,2026-08-31,2026-08-14 16:20:00,,,
42,Isdom deal,900,USD,Isdom,Bo Lind,Dana Whitfield,Pipeline,Proposal Made,Lost,2026-07-30 11:41:00,2026-08-20 10:00:00,,,2026-08-20 10:00:00,Price,
43,Warephase deal,4000,USD,Warephase,Cy Dahl,Marcus Bell,Pipeline,Contact Made,Open,2026-09-03 08:05:00,2026-09-10 12:12:00,2026-12-31,,,,
"""

ZOHO_DEALS = """
Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Type,Probability (%),Expected Revenue,Lead Source,Created By,Created Time,Modified Time,Currency
zcrm_5541001,zcrm_77,Marcus Bell,12500,Cancity,2026-08-14,zcrm_901,Cancity Ltd,Closed Won,New Business,100,12500,Web,Marcus Bell,2026-07-01 09:15:00,2026-08-14 16:20:00,USD
zcrm_5541002,zcrm_78,Dana Whitfield,900,Isdom,2026-08-20,zcrm_902,Isdom AG,Closed-Lost to Competition,Existing Business,0,0,Partner,Dana Whitfield,2026-07-30 11:41:00,2026-08-20 10:00:00,USD
zcrm_5541003,zcrm_77,Marcus Bell,4000,Warephase,2026-12-31,zcrm_903,Warephase,Id. Decision Makers,New Business,60,2400,Web,Marcus Bell,2026-09-03 08:05:00,2026-09-10 12:12:00,USD
"""

DYNAMICS_DEALS = """
(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Close Date,Est. Revenue,Actual Close Date,Actual Revenue,Pipeline Phase,Probability,Status,Status Reason,Owner,Created On
1f0c2a1e-0001,abc=,2026-08-14 16:20:00,40 seats,Cancity,8/31/2026,"$10,000.00",8/14/2026,"$12,500.00",4-Close,90,Won,Won,Marcus Bell,7/1/2026 9:15 AM
1f0c2a1e-0002,abd=,2026-08-20 10:00:00,Renewal,Isdom,9/30/2026,$900.00,8/20/2026,$0.00,3-Propose,60,Lost,Out-Sold,Dana Whitfield,7/30/2026 11:41 AM
1f0c2a1e-0003,abe=,2026-09-10 12:12:00,Pilot,Warephase,12/31/2026,"$4,000.00",,,2-Develop,30,Open,In Progress,Marcus Bell,9/3/2026 8:05 AM
"""

GERMAN_DEALS = """
Vorgangsnummer,Inhaber,Kunde,Phase,Betrag,Erstellt am,Abschlussdatum
A-1,Jörg Weiß,Müller GmbH,Gewonnen,"12.500,00 €",01.07.2026,14.08.2026
A-2,Ute Krämer,Isdom AG,Verloren,"900,00 €",30.07.2026,20.08.2026
A-3,Jörg Weiß,Bäcker KG,Angebot,"4.000,00 €",03.09.2026,31.12.2026
"""

FRENCH_DEALS = """
Identifiant,Propriétaire,Nom de l'opportunité,Compte,Étape,Montant,Date de création,Date de clôture
1,Éric Roy,Pilote,Cancity,Fermée gagnée,"12 500,00 €",01/07/2026,14/08/2026
2,Zoé Petit,Suite,Isdom,Perdue,"900,00 €",30/07/2026,20/08/2026
3,Éric Roy,Essai,Warephase,Négociation,"4 000,00 €",03/09/2026,31/12/2026
"""

SPANISH_DEALS = """
ID del negocio,Propietario,Nombre del negocio,Empresa,Etapa,Importe,Fecha de creación,Fecha de cierre
1,Ana Gil,Piloto,Cancity,Cierre ganado,"12.500,00",01/07/2026,14/08/2026
2,Íñigo Vega,Otra,Isdom,Cerrada perdida,"900,00",30/07/2026,20/08/2026
3,Ana Gil,Prueba,Warephase,Propuesta,"4.000,00",03/09/2026,31/12/2026
"""

SALESFORCE_ACTIVITIES = """
Assigned,Subject,Date,Status,Task Subtype,Company / Account,Opportunity,Activity ID
Marcus Bell,Call,11/2/2026,Completed,Call,Cancity,Cancity - 40 seats,00T5g01
Marcus Bell,Email: Your offer,11/3/2026,Completed,Email,Cancity,,00T5g02
Dana Whitfield,Prepare slides,11/13/2026,Completed,Task,Isdom,,00T5g03
Dana Whitfield,Call,11/20/2026,Not Started,Call,Isdom,,00T5g04
"""

HUBSPOT_ACTIVITIES = """
Record ID,Activity type,Activity date,Activity assigned to,Associated Contact,Associated Company,Associated Deal
801,Call,2026-11-02 09:30,Marcus Bell,Ann Roe,Cancity,
802,Email,2026-11-03 10:00,Marcus Bell,Ann Roe,Cancity,
803,Meeting,2026-11-04 14:00,Dana Whitfield,Bo Lind,Isdom,Isdom renewal
804,Note,2026-11-04 15:00,Dana Whitfield,Bo Lind,Isdom,
"""

PIPEDRIVE_ACTIVITIES = """
Activity - ID,Activity - Done,Activity - Type,Activity - Subject,Activity - Deal,Activity - Organization,Activity - Due date,Activity - Assigned to user,Activity - Add time
11,Done,Call,Call Ann,Cancity deal,Cancity,2026-11-02,Marcus Bell,2026-11-01 08:00:00
12,Done,Meeting,Demo,Isdom deal,Isdom,2026-11-03,Dana Whitfield,2026-11-01 08:05:00
13,To do,Call,Call Bo,Isdom deal,Isdom,2026-11-05,Dana Whitfield,2026-11-01 08:10:00
14,Done,Deadline,Send papers,Isdom deal,Isdom,2026-11-05,Dana Whitfield,2026-11-01 08:15:00
"""

DEALS = {
    "Salesforce": SALESFORCE_DEALS,
    "HubSpot": HUBSPOT_DEALS,
    "Pipedrive": PIPEDRIVE_DEALS,
    "Zoho CRM": ZOHO_DEALS,
    "Microsoft Dynamics 365": DYNAMICS_DEALS,
}
ACTIVITIES = {
    "Salesforce": SALESFORCE_ACTIVITIES,
    "HubSpot": HUBSPOT_ACTIVITIES,
    "Pipedrive": PIPEDRIVE_ACTIVITIES,
}
METRIC_NAMES = {
    "outreach": "outreach",
    "conversations": "conversations",
    "meetings": "meetings",
    "proposals": "proposals",
    "deals priced": "priced_deals",
}
