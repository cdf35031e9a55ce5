using System.Globalization;

namespace Kiosk.Gateway.City;

/// <summary>The pages in French, the first language of the city.</summary>
public static class TextsFrench
{
    /// <summary>All sentences.</summary>
    public static Texts All { get; } = new()
    {
        Code = "fr",
        Prefix = "/",
        Culture = CultureInfo.GetCultureInfo("fr-FR"),
        OtherCode = "en",
        OtherPrefix = "/en/",
        OtherName = "English",
        SiteTitle = "Kiosques de Marseille",
        SkipToContent = "Aller au contenu",
        BackToCity = "Toute la ville",
        PageAt = "État au {0}",
        Disconnected =
            "Plus de liaison avec la passerelle\u00A0: les chiffres ci-dessous datent. La page se reconnecte seule.",
        LiveHint = "Cette page suit les mesures en direct\u202F; sans script, rechargez-la.",
        FooterSales = "Les ventes d’un commerçant ne sont jamais publiées.",
        FooterPrivacy =
            "Aucun cookie, aucune caméra, aucune requête vers un tiers. On compte des passages, jamais des "
            + "personnes.",
        FooterData = "Données ouvertes (JSON) et leur description",
        FooterAir = "Nos classes de l’air sont indicatives (micro-capteurs).",
        FooterAirName = "L’indice officiel : AtmoSud",
        CityTitle = "La ville aujourd’hui",
        CityLead = "Passages, air et bruit mesurés par les kiosques, quart d’heure par quart d’heure.",
        PassagesToday = "Passages aujourd’hui",
        PassagesNote = "{0} kiosques comptent, jusqu’à {1}",
        TicketsToday = "Tickets de caisse aujourd’hui",
        TicketsNote = "tous les kiosques ensemble, à {0}",
        TicketsWithheld = "non publié\u00A0: moins de trois kiosques ont vendu",
        KiosksInTouch = "Kiosques reliés",
        KiosksNote = "sur {0}, dont {1} vacants qui mesurent seulement",
        AirToday = "Air, classe la plus fréquente",
        AirNote = "classe indicative (micro-capteur), moyenne provisoire du jour, {0} kiosques",
        AirNone = "pas encore de mesure de particules aujourd’hui",
        MapTitle = "Où sont les kiosques",
        MapText =
            "Chaque kiosque est à ses coordonnées\u202F; le centre est agrandi. {0} reliés et loués, {1} vacants, "
            + "{2} silencieux, {3} en attente.",
        MapSea = "Mer Méditerranée",
        MapPort = "Vieux-Port",
        MapNoPlace = "Sans lieu connu, donc hors du plan\u00A0: {0}",
        StateLive = "relié, loué",
        StateVacant = "relié, vacant",
        StateSilent = "silencieux",
        StateWaiting = "en attente",
        Invented = "fictif",
        Real = "adresse réelle",
        RealTitle = "Les kiosques attribués",
        RealText =
            "Ils sont à leur adresse publiée\u202F; les {0} autres kiosques de cette démonstration sont inventés.",
        ChartTitle = "Passages par heure aujourd’hui",
        ChartText =
            "Créneau le plus passant\u00A0: {0}, avec {1} passages\u202F; total {2}. Chaque créneau paraît 15 minutes "
            + "après sa fin.",
        ChartEmpty =
            "Aucun créneau publié\u00A0: il paraît 15 minutes après sa fin, dès qu’un kiosque a compté. Revenez dans "
            + "un quart d’heure ou regardez la liste des kiosques.",
        ChartTable = "Les mêmes chiffres en tableau",
        Hour = "Créneau",
        Passages = "Passages",
        Withheld = "c = chiffre retenu\u00A0: trop peu de passages la nuit",
        WithheldMark = "c",
        Missing = "pas de mesure",
        Pending = "à venir",
        Invalid = "mesure non valable",
        Interval = "± intervalle à 95\u00A0% de l’estimation",
        Provisional = "* provisoire\u00A0: des mesures peuvent encore arriver",
        TableTitle = "Tous les kiosques",
        TableText = "Par arrondissement, avec les passages du jour et la classe indicative de l’air.",
        NoDistrict = "Arrondissement inconnu",
        ColumnKiosk = "Kiosque",
        ColumnState = "État",
        ColumnAir = "Air (classe indicative)",
        ColumnAirShort = "Air du jour",
        Arrondissement = "{0}e arrondissement",
        FirstArrondissement = "1er arrondissement",
        EmptyTitle = "Aucun kiosque pour l’instant",
        EmptyWhy =
            "Ici paraîtront les kiosques de la ville, leurs passages et leur air. Aucun n’est encore inscrit "
            + "auprès de cette passerelle.",
        EmptyNext = "Inscrivez le premier (5 minutes)\u00A0:",
        NotFoundTitle = "Ce kiosque n’existe pas",
        NotFoundText = "Aucun kiosque ne porte ce numéro ici. La liste complète est sur la page de la ville.",
        KioskLast = "Mesures publiées jusqu’à {0}",
        KioskNever = "Ce kiosque n’a encore rien mesuré et n’est pas relié.",
        KioskLong = "Aucune mesure depuis plus d’un jour.",
        KioskSoon = "Relié\u202F; ses premières mesures paraîtront après la fin du quart d’heure.",
        KioskNeverNext = "Il paraîtra ici dès qu’il sera relié\u202F; vérifiez son alimentation et son réseau.",
        QuarterTitle = "Passages par quart d’heure, trois dernières heures",
        ClimateTitle = "Air, temps et bruit aujourd’hui",
        ClimateNone =
            "Aucune mesure valide aujourd’hui\u00A0: les capteurs chauffent, sont arrêtés ou le kiosque est hors "
            + "ligne. La première paraîtra 2 minutes après la fin de son quart d’heure.",
        ClimateText =
            "Une mesure douteuse (capteur en chauffe, figé, hors plage, en désaccord) est écartée et manque au "
            + "compte.",
        CountMethod =
            "Estimation d’après le temps où deux faisceaux lumineux restent libres, sans identifier personne. Deux "
            + "personnes exactement côte à côte ne coupent les faisceaux qu’une fois et comptent pour une\u202F; une "
            + "poussette, des sacs ou un vélo peuvent compter double.",
        SiteCalibrated =
            "Lieu étalonné par dix minutes de comptage à la main : facteur {0}, intervalle à 95 % de {1} à "
            + "{2}.",
        SiteNotCalibrated =
            "Ce lieu n’a pas encore été étalonné\u00A0: ± comprend aussi l’erreur possible du modèle, d’écart-type "
            + "{0}\u00A0%.",
        ColumnChannel = "Grandeur",
        ColumnLatest = "Dernière moyenne valide",
        ColumnAt = "Quart d’heure fini à",
        ColumnRange = "Mini – maxi",
        ColumnValid = "Mesures valides",
        NoValid = "aucune mesure valide",
        ColumnCode = "Dernier relevé\u00A0: validité et âge",
        NoticeTitle = "Message affiché aux habitants",
        NoticeFrom = "Envoyé le {0},",
        NoticeUntil = "affiché jusqu’au {0}.",
        NoticeOpen = "affiché jusqu’à son remplacement.",
        NoticeOver = "Aucun\u00A0: le dernier message a pris fin le {0}.",
        NoticeNone = "Aucun\u00A0: la ville n’a pas envoyé de message à ce kiosque.",
        NoticeOwn = "L’écran montre les mesures du kiosque.",
        Pm25 = "PM2,5",
        GapsTitle = "Trous dans les données",
        GapsNone = "Aucun\u00A0: chaque heure d’aujourd’hui qui est due est là.",
        GapsHours = "{0} heure(s) d’aujourd’hui sans mesure\u202F; elles peuvent encore arriver.",
        GapsLost = "{0} enregistrement(s) que le kiosque déclare perdus.",
        NoSales = "Cette page ne montre aucune vente\u00A0: elles n’appartiennent qu’au commerçant.",
        AgeNow = "à l’instant",
        AgeMinutes = "il y a {0}\u00A0min",
        AgeHours = "il y a {0}\u00A0h",
        AgeDays = "il y a {0}\u00A0j",
        AirClasses = ["indisponible", "bon", "moyen", "dégradé", "mauvais", "très mauvais", "extrêmement mauvais"],
        AirOnly = "{0} seulement",
        And = "et",
        ReadingCodes =
        [
            "valide", "en chauffe", "périmé", "figé", "hors plage", "saut suspect", "abîmé en route",
            "sans réponse", "en désaccord", "arrêté", "air trop humide", "code inconnu",
        ],
        ChannelNames =
            ["Température", "Humidité relative", "Pression", "CO₂", "Particules PM2,5", "Particules PM10",
                "Niveau sonore LAeq"],
    };
}
